internal import PosternModel

extension User {
  /// Returns the same user with its references resolved.
  func resolved(
    groups: [String],
    attached: [String],
    boundary: String?,
    uniqueID: String
  ) -> User {
    User(
      account: account,
      name: name,
      path: path,
      uniqueID: uniqueID,
      createdSeconds: createdSeconds,
      groups: groups,
      inlinePolicies: inlinePolicies,
      attachedPolicies: attached,
      permissionsBoundary: boundary,
      tags: tags
    )
  }
}
