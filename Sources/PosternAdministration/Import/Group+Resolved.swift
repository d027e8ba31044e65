internal import PosternModel

extension Group {
  /// Returns the same group with its references resolved.
  func resolved(attached: [String], uniqueID: String) -> Group {
    Group(
      account: account,
      name: name,
      path: path,
      uniqueID: uniqueID,
      createdSeconds: createdSeconds,
      inlinePolicies: inlinePolicies,
      attachedPolicies: attached
    )
  }
}
