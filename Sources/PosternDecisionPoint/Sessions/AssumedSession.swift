package import PosternModel

/// A session of a role that the snapshot knows by name, with the policies that it was made with.
///
/// Sessions that are not listed are decided by their role alone, as if no policies had been passed.
package struct AssumedSession: Sendable {
  /// The ARN of the role.
  package let role: String
  /// The session's own name.
  package let name: String
  /// The policies that were passed; nil when none were, which is not the same as an empty list.
  package let policies: [SessionPolicy]?
  /// The tags that were passed; they replace those of the role.
  package let tags: [Tag]

  /// Creates a session.
  package init(role: String, name: String, policies: [SessionPolicy]?, tags: [Tag]) {
    self.role = role
    self.name = name
    self.policies = policies
    self.tags = tags
  }
}
