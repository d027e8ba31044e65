/// The layers that the workload X has besides the policies of users; empty in all others.
struct LayerDrafts: Sendable {
  /// The roles.
  var roles: [RoleDraft] = []
  /// The sessions of those roles.
  var sessions: [SessionDraft] = []
  /// The policies that sessions were made with.
  var sessionPolicies: [PolicyDraft] = []
  /// The policies of resources.
  var resourcePolicies: [ResourcePolicyDraft] = []
  /// The service control policies, from the organization's root down to the account.
  var serviceControls: [[String]] = []

  /// The policy of a resource; nil when it has none.
  func policy(of resource: String) -> ResourcePolicyDraft? {
    resourcePolicies.first { $0.covers(resource) }
  }
}
