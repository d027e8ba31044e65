/// How much a snapshot holds, for logs and metrics.
package struct SnapshotCounts: Sendable, Equatable {
  /// Users, roles and account roots.
  package let principals: Int
  /// Policy documents that are evaluated.
  package let policies: Int
  /// Statements in those.
  package let statements: Int
  /// Decision sets.
  package let sets: Int
  /// Bytes of the compiled form.
  package let bytes: Int

  /// Creates counts.
  package init(principals: Int, policies: Int, statements: Int, sets: Int, bytes: Int) {
    self.principals = principals
    self.policies = policies
    self.statements = statements
    self.sets = sets
    self.bytes = bytes
  }
}
