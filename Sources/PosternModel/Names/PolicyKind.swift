/// The kind of a policy document: it decides which elements are legal in it (policy grammar, table
/// 1.6).
package enum PolicyKind: String, Sendable, CaseIterable, Hashable {
  /// An identity policy embedded in a user, group or role.
  case inline
  /// A customer-managed identity policy; must say version 2012-10-17.
  case managed
  /// A managed policy in its use as a permissions boundary.
  case boundary
  /// A policy passed when a session is made.
  case session
  /// A policy attached to a resource.
  case resource
  /// The resource policy of a role: who may assume it.
  case trust
  /// A service control policy.
  case scp
  /// A resource control policy.
  case rcp
  /// The policy of a gateway (endpoint).
  case gateway
}
