/// What hands a role to the processes of an instance: a name with at most one role behind it.
package struct InstanceProfile: Hashable, Sendable {
  /// The account that owns it.
  package let account: AccountID
  /// 1 to 128 characters, unique in the account ignoring case.
  package let name: String
  /// `/` or `/…/`.
  package let path: String
  /// `AIPA…`; never reused.
  package let uniqueID: String
  /// Whole seconds since 1970.
  package let createdSeconds: Int64
  /// The name of the role in the same account; nil while there is none.
  package let role: String?
  /// Its tags.
  package let tags: [Tag]

  /// Creates an instance profile; names have been validated by the caller.
  package init(
    account: AccountID,
    name: String,
    path: String,
    uniqueID: String,
    createdSeconds: Int64,
    role: String?,
    tags: [Tag]
  ) {
    self.account = account
    self.name = name
    self.path = path
    self.uniqueID = uniqueID
    self.createdSeconds = createdSeconds
    self.role = role
    self.tags = tags
  }
}
