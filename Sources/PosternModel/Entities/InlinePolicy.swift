/// A policy embedded in one user, group or role; its name is unique in that entity, ignoring case.
package struct InlinePolicy: Hashable, Sendable {
  /// 1 to 128 characters of `[\w+=,.@-]`.
  package let name: String
  /// The document.
  package let document: PolicyText

  /// Creates an inline policy.
  package init(name: String, document: PolicyText) {
    self.name = name
    self.document = document
  }
}
