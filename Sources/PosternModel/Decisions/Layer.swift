/// A layer of policies that takes part in a decision, in the order in which denials are attributed
/// (E-50).
package enum Layer: UInt8, Sendable, CaseIterable, Hashable {
  /// Resource control policies of the resource's owner.
  case rcp
  /// Service control policies of the caller's account.
  case scp
  /// The policy of the endpoint that the request came through.
  case gateway
  /// The policy attached to the resource.
  case resource
  /// The trust policy of the role that is acted on.
  case trust
  /// What the caller was granted: inline, attached and group policies.
  case identity
  /// The caller's permissions boundary.
  case boundary
  /// The policies that were passed when the session was made.
  case session

  /// The name of the layer in answers.
  package var name: StaticString {
    switch self {
    case .rcp: "rcp"
    case .scp: "scp"
    case .gateway: "gateway"
    case .resource: "resource"
    case .trust: "trust"
    case .identity: "identity"
    case .boundary: "boundary"
    case .session: "session"
    }
  }

  /// The noun for a policy of this layer in denial messages (E-50).
  package var policyNoun: StaticString {
    switch self {
    case .rcp: "resource control policy"
    case .scp: "service control policy"
    case .gateway: "VPC endpoint policy"
    case .resource: "resource-based policy"
    case .trust: "role trust policy"
    case .identity: "identity-based policy"
    case .boundary: "permissions boundary"
    case .session: "session policy"
    }
  }
}
