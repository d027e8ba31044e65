/// What the policy decision point says to one request: ids and enumerations only, no text.
package struct Decision: Sendable, Equatable {
  /// What was decided.
  package enum Outcome: UInt8, Sendable {
    /// The request may proceed.
    case allow
    /// A matching Deny statement refused it.
    case explicitDeny
    /// Nothing refused it and nothing granted it.
    case implicitDeny
  }

  /// Why a denial that no statement caused came about.
  package enum Cause: UInt8, Sendable {
    /// The statement, or the silence of the layer, says it all.
    case policy
    /// No entity with the principal's name exists here.
    case unknownPrincipal
    /// Deciding failed; fails closed (E-50).
    case fault
  }

  /// What was decided.
  package let outcome: Outcome
  /// The layer that granted, refused or stayed silent.
  package let layer: Layer
  /// Why, beyond statements.
  package let cause: Cause
  /// The statement that determined the outcome, as the snapshot numbers it; nil when none did.
  package let statement: UInt32?

  /// Creates a decision.
  @inlinable
  @inline(__always)
  package init(outcome: Outcome, layer: Layer, cause: Cause, statement: UInt32?) {
    self.outcome = outcome
    self.layer = layer
    self.cause = cause
    self.statement = statement
  }

  /// Whether the request may proceed.
  @inlinable
  package var isAllowed: Bool { outcome == .allow }
}
