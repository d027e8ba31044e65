/// One entry of a `Principal` or `NotPrincipal` element, ready to be laid out (table 1.5).
package enum CompiledPrincipal: Hashable, Sendable {
  /// `*`: everyone, anonymous callers included.
  case everyone
  /// An account, by its twelve digits or by the ARN of its root.
  case account([UInt8])
  /// A role, compared by partition, account and name because a session's ARN has no path (M-32);
  /// name in lower case.
  case role(partition: [UInt8], account: [UInt8], name: [UInt8])
  /// One session of a role; the role's name in lower case, the session's exact (M-33).
  case session(partition: [UInt8], account: [UInt8], role: [UInt8], session: [UInt8])
  /// Every session of the role with this unique id.
  case roleID([UInt8])
  /// The user with this unique id.
  case userID([UInt8])
  /// A user or a federated user, by the whole ARN.
  case arn([UInt8])
  /// A service, by name.
  case service([UInt8])
  /// An identity provider, by name or ARN.
  case provider([UInt8])
  /// A name that no caller here has: a canonical user.
  case nobody
}
