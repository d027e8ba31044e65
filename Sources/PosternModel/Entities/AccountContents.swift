/// Everything that one load brings: accounts and the entities they own.
///
/// The order inside each list is the order of the source; it has no meaning for decisions.
package struct AccountContents: Sendable, Equatable {
  /// The accounts.
  package var accounts: [Account] = []
  /// The users of all accounts.
  package var users: [User] = []
  /// The groups of all accounts.
  package var groups: [Group] = []
  /// The roles of all accounts.
  package var roles: [Role] = []
  /// The instance profiles of all accounts.
  package var instanceProfiles: [InstanceProfile] = []
  /// The managed policies of all accounts and of the platform.
  package var policies: [ManagedPolicy] = []
  /// The policies of resources, each resource once.
  package var resourcePolicies: [ResourcePolicy] = []
  /// The organizations; an account belongs to at most one.
  package var organizations: [Organization] = []
  /// The user's own services, each prefix once; they belong to no account.
  package var services: [Service] = []

  /// Creates empty contents.
  package init() {}
}
