/// What kind of caller asks (table 2.4); the raw value stands in records.
package enum CallerForm: UInt8, CaseIterable, Sendable {
  /// The owner of an account: inherent rights in it, no policies of its own.
  case root
  /// A user.
  case user
  /// A session of a role.
  case roleSession
  /// A session that a user or a root issued.
  case federatedSession
  /// A service that calls in its own name.
  case service
  /// Somebody who proves an identity to a provider, while a session is made.
  case provider
  /// Nobody in particular.
  case anonymous

  /// Whether the caller belongs to an account.
  var isOfAccount: Bool { rawValue <= CallerForm.federatedSession.rawValue }
}
