import PosternDecisionPoint
import PosternModel

/// How long it takes until a change of one policy decides, and what memory that takes.
struct PublishTimes {
  private static let setCountMax = 5

  /// The median from the call to publish until an authorizer decides by the change, in nanoseconds.
  let p50: Int
  /// The 99th percentile of the same.
  let p99: Int
  /// The median of publishing all contents with that change, in nanoseconds.
  let wholeP50: Int
  /// The bytes that a published account keeps resident, of the snapshot and of what the next one
  /// is made from.
  let residentBytes: Int
  /// The bytes above that at the peak of many publications of one policy.
  let peakBytes: Int
  /// The bytes above that at the peak of publishing all contents with one change.
  let wholePeakBytes: Int

  /// Publishes changes of a workload's policies that few groups have.
  init(_ workload: Workload, changeCount: Int, stopwatch: Stopwatch) throws {
    let contents = try workload.contents(hasUsers: true)
    let point = DecisionPoint(limits: .standard)
    let authorizer = PublishTimes.authorizer(point)
    let before = ResidentMemory.current
    try point.publish(contents, sessions: workload.sessions(), revision: 1)
    authorizer.refresh()
    residentBytes = ResidentMemory.current - before
    let changes = PublishTimes.changes(of: workload, contents)
    ResidentMemory.forgetPeak()
    let start = ResidentMemory.current
    var times: [Int] = []
    for number in 0..<changeCount {
      let change = changes[number % changes.count][number / changes.count % 2]
      let elapsed = try stopwatch.nanoseconds {
        guard try point.publish(replacing: change, revision: UInt64(number) + 2) else {
          throw BenchError.noSnapshot
        }
        authorizer.refresh()
      }
      guard authorizer.revision == UInt64(number) + 2 else { throw BenchError.noSnapshot }
      times.append(elapsed)
    }
    peakBytes = max(0, ResidentMemory.peak - start)
    times.sort()
    p50 = times[times.count / 2]
    p99 = times[times.count * 99 / 100]
    ResidentMemory.forgetPeak()
    let trimmed = ResidentMemory.current
    wholeP50 = try PublishTimes.whole(contents, workload, changes, point, stopwatch)
    wholePeakBytes = max(0, ResidentMemory.peak - trimmed)
  }

  /// An authorizer as an event loop has it.
  static func authorizer(_ point: DecisionPoint) -> Authorizer {
    Authorizer(
      decisionPoint: point,
      trustsContext: true,
      secondsSinceEpoch: { Subject.secondsSinceEpoch }
    )
  }

  /// Policies that at most five sets have, each with a text that has one statement less, and with
  /// its own text again.
  static func changes(
    of workload: Workload,
    _ contents: AccountContents
  ) -> [[ManagedPolicy]] {
    var ownerCounts: [Int: Int] = [:]
    for policy in workload.groups.joined() { ownerCounts[policy, default: 0] += 1 }
    let numbers = workload.policies.indices.filter { number in
      (1...setCountMax).contains(ownerCounts[number] ?? 0)
        && workload.policies[number].statements.count > 1
    }
    return numbers.prefix(200).map { number in
      let draft = workload.policies[number]
      let shorter = PolicyDraft(name: draft.name, statements: draft.statements.dropLast())
      return [shorter, draft].map { contents.policies[number].saying($0.document) }
    }
  }

  private static func whole(
    _ contents: AccountContents,
    _ workload: Workload,
    _ changes: [[ManagedPolicy]],
    _ point: DecisionPoint,
    _ stopwatch: Stopwatch
  ) throws -> Int {
    var contents = contents
    var times: [Int] = []
    let sessions = try workload.sessions()
    let places = contents.policies.indices.filter { contents.policies[$0].arn == changes[0][0].arn }
    for number in 0..<7 {
      for place in places { contents.policies[place] = changes[0][number % 2] }
      times.append(
        try stopwatch.nanoseconds {
          try point.publish(contents, sessions: sessions, revision: UInt64(100_000 + number))
        }
      )
    }
    return times.sorted()[times.count / 2]
  }
}

extension ManagedPolicy {
  /// The policy with another text.
  fileprivate func saying(_ text: String) -> ManagedPolicy {
    ManagedPolicy(
      arn: arn,
      account: account,
      name: name,
      path: path,
      uniqueID: uniqueID,
      summary: summary,
      createdSeconds: createdSeconds,
      versions: [
        Version(number: 1, document: PolicyText(text: text, origin: nil), createdSeconds: 0)
      ],
      defaultVersionNumber: 1
    )
  }
}
