package import PosternEngine

/// One published state of all policies: the compiled form that decides, and the names that explain.
package final class PolicySnapshot: Sendable {
  /// What decides.
  package let compiled: Snapshot
  /// The number of the change of the store that this state came from; grows.
  package let revision: UInt64
  /// How many policies, statements and principals it holds.
  package let counts: SnapshotCounts
  private let statements: StatementTable

  /// Creates a snapshot.
  package init(
    compiled: Snapshot,
    revision: UInt64,
    counts: SnapshotCounts,
    statements: StatementTable
  ) {
    self.compiled = compiled
    self.revision = revision
    self.counts = counts
    self.statements = statements
  }

  /// Returns the description of a statement of this snapshot.
  ///
  /// - Precondition: `number` came from a decision of this snapshot.
  package func statement(_ number: UInt32) -> StatementDescription {
    statements[number]
  }

  /// Tells where a statement of this snapshot stands.
  ///
  /// - Precondition: `statement` came from a decision of this snapshot.
  package func place(of statement: UInt32) -> StatementPlace {
    statements.place(of: statement)
  }
}
