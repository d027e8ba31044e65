/// An identity without credentials of its own that trusted principals assume for a session.
package struct Role: Hashable, Sendable {
  /// The account that owns it.
  package let account: AccountID
  /// 1 to 64 characters, unique in the account ignoring case.
  package let name: String
  /// `/` or `/…/`; not part of a session's ARN.
  package let path: String
  /// `AROA…`; never reused.
  package let uniqueID: String
  /// Whole seconds since 1970.
  package let createdSeconds: Int64
  /// Who may assume it.
  package let trustPolicy: PolicyText
  /// The longest session, 3,600 to 43,200 seconds.
  package let sessionSecondsMax: Int
  /// Policies embedded in it.
  package let inlinePolicies: [InlinePolicy]
  /// ARNs of managed policies attached to it.
  package let attachedPolicies: [String]
  /// ARN of the managed policy that bounds it, nil for none.
  package let permissionsBoundary: String?
  /// Its tags.
  package let tags: [Tag]

  /// Creates a role; names and ARNs have been validated by the caller.
  package init(
    account: AccountID,
    name: String,
    path: String,
    uniqueID: String,
    createdSeconds: Int64,
    trustPolicy: PolicyText,
    sessionSecondsMax: Int,
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
    self.trustPolicy = trustPolicy
    self.sessionSecondsMax = sessionSecondsMax
    self.inlinePolicies = inlinePolicies
    self.attachedPolicies = attachedPolicies
    self.permissionsBoundary = permissionsBoundary
    self.tags = tags
  }
}
