package import PosternModel

/// A statement that came near: its action and its resource matched.
package struct StatementTrace: Sendable, Equatable {
  /// The statement's number in the snapshot.
  package let statement: UInt32
  /// Whether it grants or refuses.
  package let effect: Effect
  /// The first element that did not hold; nil when the statement applied.
  package let failure: ElementFailure?

  /// Creates a trace.
  package init(statement: UInt32, effect: Effect, failure: ElementFailure?) {
    self.statement = statement
    self.effect = effect
    self.failure = failure
  }

  /// Whether the statement applied.
  package var applies: Bool { failure == nil }
}
