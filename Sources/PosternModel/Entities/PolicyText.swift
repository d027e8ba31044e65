/// The raw text of a policy document, as it was written, with its origin for errors.
package struct PolicyText: Hashable, Sendable {
  /// The text; parsed and validated only by the policy language's own room.
  package let text: String
  /// Where it was written; nil when it came over the wire.
  package let origin: SourceOrigin?

  /// Creates a policy text.
  package init(text: String, origin: SourceOrigin?) {
    self.text = text
    self.origin = origin
  }
}
