import PosternModel
import PosternPolicy

/// A policy that somebody brought along, read and validated; the same text gives the same object
/// again as long as it is in the cache.
package final class SessionPolicy: Sendable {
  /// What was understood.
  let document: PolicyDocument
  /// The hash of the text, its kind and how it was read.
  let hash: ContentHash
  /// The bytes of the text, which memory is charged by.
  package let byteCount: Int

  init(document: PolicyDocument, hash: ContentHash, byteCount: Int) {
    self.document = document
    self.hash = hash
    self.byteCount = byteCount
  }
}
