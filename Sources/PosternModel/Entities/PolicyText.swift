/// The raw text of a policy document, as it was written, with its origin for errors.
package struct PolicyText: Hashable, Sendable {
  /// The text; parsed and validated only by the policy language's own room.
  package let text: String
  /// Where it was written; nil when it came over the wire.
  package let origin: SourceOrigin?
  /// The unique ids that the ARNs of users and roles in `Principal` and `NotPrincipal` had when the
  /// text was written, by ARN: an entity of the same name that comes later is not meant (G-53).
  package let principals: [String: String]

  /// Creates a policy text that names no users or roles, or is not looked up yet.
  package init(text: String, origin: SourceOrigin?) {
    self.init(text: text, origin: origin, principals: [:])
  }

  /// Creates a policy text whose users and roles were looked up.
  package init(text: String, origin: SourceOrigin?, principals: [String: String]) {
    self.text = text
    self.origin = origin
    self.principals = principals
  }
}
