import PosternDecisionPoint
import PosternModel

/// The memory of a compiled account, in bytes.
struct MemoryUse {
  /// The whole compiled form.
  let snapshot: Int
  /// Of one user: what the snapshot loses when it has no users.
  let perUser: Int
  /// Of one statement in one attachment set, the names of actions and condition keys included.
  let perStatement: Int
  /// Of one group: its attachment set.
  let perGroup: Int
  /// Of one session of a role: what the snapshot loses when it has no sessions; 0 without any.
  let perSession: Int

  /// Compiles the account again, without its users and without its sessions.
  init(_ subject: borrowing Subject) throws {
    let workload = subject.workload
    func bytes(hasUsers: Bool, hasSessions: Bool) throws -> Int {
      let contents = try workload.contents(hasUsers: hasUsers)
      let sessions = hasSessions ? try workload.sessions() : []
      return try Subject.snapshot(of: contents, sessions: sessions).counts.bytes
    }
    snapshot = subject.snapshot.counts.bytes
    let userless = try bytes(hasUsers: false, hasSessions: true)
    let bare = try bytes(hasUsers: false, hasSessions: false)
    perUser = (snapshot - userless) / workload.users.count
    perSession = (userless - bare) / max(workload.layers.sessions.count, 1)
    perStatement = bare / workload.attachedStatementCount
    perGroup = bare / workload.groups.count
  }
}
