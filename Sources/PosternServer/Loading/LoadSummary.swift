import PosternModel

/// What has gone live, in numbers.
struct LoadSummary: Sendable {
  let revision: UInt64
  let accountCount: Int
  let userCount: Int
  let groupCount: Int
  let roleCount: Int
  let policyCount: Int

  init(revision: UInt64, contents: AccountContents) {
    self.revision = revision
    accountCount = contents.accounts.count
    userCount = contents.users.count
    groupCount = contents.groups.count
    roleCount = contents.roles.count
    policyCount = contents.policies.count
  }
}
