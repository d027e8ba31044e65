import PosternDecisionPoint

/// The memory of a compiled account, in bytes.
struct MemoryUse {
  /// The whole compiled form.
  let snapshot: Int
  /// Of one user: what the snapshot loses when it has no users.
  let perUser: Int
  /// Of one statement in one attachment set, the names of actions and condition keys included.
  let perStatement: Int

  /// Compiles the account once more, without its users.
  init(_ subject: borrowing Subject) throws {
    let workload = subject.workload
    let policies = try Subject.snapshot(of: workload, hasUsers: false).counts.bytes
    snapshot = subject.snapshot.counts.bytes
    perUser = (snapshot - policies) / workload.users.count
    perStatement = policies / workload.attachedStatementCount
  }
}
