package import PosternModel

extension Role {
  /// Returns the same role with its references resolved.
  func resolved(attached: [String], boundary: String?, uniqueID: String) -> Role {
    Role(
      account: account,
      name: name,
      path: path,
      uniqueID: uniqueID,
      createdSeconds: createdSeconds,
      trustPolicy: trustPolicy,
      sessionSecondsMax: sessionSecondsMax,
      inlinePolicies: inlinePolicies,
      attachedPolicies: attached,
      permissionsBoundary: boundary,
      tags: tags
    )
  }

  /// Returns the same role with another trust policy.
  package func trusting(_ trust: PolicyText) -> Role {
    Role(
      account: account,
      name: name,
      path: path,
      uniqueID: uniqueID,
      createdSeconds: createdSeconds,
      trustPolicy: trust,
      sessionSecondsMax: sessionSecondsMax,
      inlinePolicies: inlinePolicies,
      attachedPolicies: attachedPolicies,
      permissionsBoundary: permissionsBoundary,
      tags: tags
    )
  }
}
