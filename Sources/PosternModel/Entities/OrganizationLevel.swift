/// A place in an organization that policies are attached to.
package struct OrganizationLevel: Hashable, Sendable {
  /// What lies at the place.
  package enum Kind: String, Sendable {
    /// The root of the organization.
    case root
    /// A unit: a group of accounts and further units.
    case unit
    /// An account.
    case account
  }

  /// What it is.
  package let kind: Kind
  /// `r-…`, `ou-…` or the twelve digits of an account.
  package let id: String
  /// The index of the level that it lies in, smaller than its own; nil for the root.
  package let parent: Int?
  /// What callers of the accounts below may do at most; each level must allow (E-41).
  package let serviceControlPolicies: [OrganizationPolicy]
  /// What nobody may do with resources of the accounts below; full access is implied (E-45).
  package let resourceControlPolicies: [OrganizationPolicy]

  /// Creates a level.
  ///
  /// - Precondition: `parent` is nil or not negative.
  package init(
    kind: Kind,
    id: String,
    parent: Int?,
    serviceControlPolicies: [OrganizationPolicy],
    resourceControlPolicies: [OrganizationPolicy]
  ) {
    self.kind = kind
    self.id = id
    self.parent = parent
    self.serviceControlPolicies = serviceControlPolicies
    self.resourceControlPolicies = resourceControlPolicies
  }
}
