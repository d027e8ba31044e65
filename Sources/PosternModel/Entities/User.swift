/// A person or a program with a long-lived identity in an account.
package struct User: Hashable, Sendable {
  /// The account that owns it.
  package let account: AccountID
  /// 1 to 64 characters, unique in the account ignoring case.
  package let name: String
  /// `/` or `/…/`; part of the ARN, not of the lookup name.
  package let path: String
  /// `AIDA…`; never reused.
  package let uniqueID: String
  /// Whole seconds since 1970.
  package let createdSeconds: Int64
  /// Names of the groups it is a member of, in the same account.
  package let groups: [String]
  /// Policies embedded in it.
  package let inlinePolicies: [InlinePolicy]
  /// ARNs of managed policies attached to it.
  package let attachedPolicies: [String]
  /// ARN of the managed policy that bounds it, nil for none.
  package let permissionsBoundary: String?
  /// Its tags.
  package let tags: [Tag]

  /// Creates a user; names and ARNs have been validated by the caller.
  package init(
    account: AccountID,
    name: String,
    path: String,
    uniqueID: String,
    createdSeconds: Int64,
    groups: [String],
    inlinePolicies: [InlinePolicy],
    attachedPolicies: [String],
    permissionsBoundary: String?,
    tags: [Tag]
  ) {
    self.account = account
    self.name = name
    self.path = path
    self.uniqueID = uniqueID
    self.createdSeconds = createdSeconds
    self.groups = groups
    self.inlinePolicies = inlinePolicies
    self.attachedPolicies = attachedPolicies
    self.permissionsBoundary = permissionsBoundary
    self.tags = tags
  }
}
