internal import PosternModel

extension InstanceProfile {
  /// Returns the same profile with its role in the role's own spelling, and with a unique id,
  /// derived from its ARN when it has none.
  func resolved(role: String?, arn: String) -> InstanceProfile {
    InstanceProfile(
      account: account,
      name: name,
      path: path,
      uniqueID: uniqueID.isEmpty
        ? UniqueID.derived(from: arn, prefix: .instanceProfile) : uniqueID,
      createdSeconds: createdSeconds,
      role: role,
      tags: tags
    )
  }
}
