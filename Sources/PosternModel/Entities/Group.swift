/// A set of users that share policies; not a principal (G-52).
package struct Group: Hashable, Sendable {
  /// The account that owns it.
  package let account: AccountID
  /// 1 to 128 characters, unique in the account ignoring case.
  package let name: String
  /// `/` or `/…/`.
  package let path: String
  /// `AGPA…`; never reused.
  package let uniqueID: String
  /// Whole seconds since 1970.
  package let createdSeconds: Int64
  /// Policies embedded in it.
  package let inlinePolicies: [InlinePolicy]
  /// ARNs of managed policies attached to it.
  package let attachedPolicies: [String]

  /// Creates a group; names and ARNs have been validated by the caller.
  package init(
    account: AccountID,
    name: String,
    path: String,
    uniqueID: String,
    createdSeconds: Int64,
    inlinePolicies: [InlinePolicy],
    attachedPolicies: [String]
  ) {
    self.account = account
    self.name = name
    self.path = path
    self.uniqueID = uniqueID
    self.createdSeconds = createdSeconds
    self.inlinePolicies = inlinePolicies
    self.attachedPolicies = attachedPolicies
  }
}
