internal import PosternModel

extension ManagedPolicy {
  /// Returns the same policy with a unique id, derived from its ARN when it has none.
  func resolved() -> ManagedPolicy {
    guard uniqueID.isEmpty else { return self }
    return ManagedPolicy(
      arn: arn,
      account: account,
      name: name,
      path: path,
      uniqueID: UniqueID.derived(from: arn, prefix: .policy),
      summary: summary,
      createdSeconds: createdSeconds,
      versions: versions,
      defaultVersionNumber: defaultVersionNumber
    )
  }
}
