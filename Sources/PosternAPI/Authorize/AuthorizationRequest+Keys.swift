import PosternModel
import PosternText

extension AuthorizationRequest {
  /// Whether none of the entries so far has this key, which looks like one of them; of many entries
  /// nothing is said.
  ///
  /// - Precondition: `text` is the one that the request began with.
  // Mutating for no other reason than that a reading method gets a copy of the request.
  mutating func isNewKey(_ name: Range<Int>, of text: Span<UInt8>) -> Bool {
    guard contextEntries.count <= AuthorizationRequest.comparedKeyCountMax else { return false }
    let key = text.extracting(name)
    for index in 0..<contextEntries.count
    where text.extracting(contextEntries[index].key.bounds).isEqual(to: key) {
      return false
    }
    return true
  }

  /// The most keys of which one is compared with all others, so that nobody buys much work with few
  /// bytes.
  private static var comparedKeyCountMax: Int { 64 }
}
