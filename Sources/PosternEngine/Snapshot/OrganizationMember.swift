/// Where an account stands in its organization, as the compiler hands it to a snapshot.
package struct OrganizationMember: Sendable, Hashable {
  /// The organization, `o-…`.
  package let organization: String
  /// The organization, its root and the units down to the account: `o-x/r-y/ou-a/`.
  package let path: String

  /// Creates a member.
  package init(organization: String, path: String) {
    self.organization = organization
    self.path = path
  }
}
