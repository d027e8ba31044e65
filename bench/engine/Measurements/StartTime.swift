import PosternDecisionPoint
import PosternModel
import PosternStore

/// How long a process needs from a store in a file to the first decision.
struct StartTime {
  /// From opening the file to having everything in memory, in nanoseconds.
  let read: Int
  /// From there to a snapshot that decides, in nanoseconds.
  let publish: Int

  /// Writes the account of a workload into a store.
  static func prepare(_ workload: Workload, at path: String) throws {
    let store = try EntityStore(at: .file(path: path))
    _ = try store.replaceContents(workload.contents(hasUsers: true))
  }

  /// Starts from a store as a sidecar would.
  init(from path: String) throws {
    let start = ContinuousClock.now
    let (contents, revision) = try EntityStore(at: .file(path: path)).readContents()
    let loaded = ContinuousClock.now
    let point = DecisionPoint(limits: .standard)
    try point.publish(contents, revision: revision)
    let ready = ContinuousClock.now
    guard point.isReady else { throw BenchError.noSnapshot }
    read = StartTime.nanoseconds(from: start, to: loaded)
    publish = StartTime.nanoseconds(from: loaded, to: ready)
  }

  private static func nanoseconds(
    from start: ContinuousClock.Instant,
    to end: ContinuousClock.Instant
  ) -> Int {
    let (seconds, attoseconds) = start.duration(to: end).components
    return Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
  }
}
