import PosternDecisionPoint
import PosternModel
import Synchronization

/// How decisions fare beside each other and beside a publisher.
///
/// Every thread counts its own computing time per decision: what others on the machine take does
/// not count, what shared memory costs does.
struct Readers {
  private static let roundCount = 5
  private static let nanosecondsPerRound = 200_000_000
  private static let publicationInterval = Duration.microseconds(1_000)

  /// How many times the decisions of one thread two threads make.
  let twoThreadFactor: Double
  /// The percentage by which a decision is slower at a thousand publications a second.
  let slowdownPercent: Double
  /// How many publications a second there were.
  let publicationsPerSecond: Int

  /// Measures on a workload; the runs of each kind take turns.
  init(_ subject: borrowing Subject) async throws {
    let workload = subject.workload
    let contents = try workload.contents(hasUsers: true)
    let point = DecisionPoint(limits: .standard)
    try point.publish(contents, sessions: workload.sessions(), revision: 1)
    let changes = PublishTimes.changes(of: workload, contents)
    let requests = subject.drafts.map(\.request)
    var factors: [Double] = []
    var slowdowns: [Double] = []
    var rates: [Double] = []
    for round in 0..<Readers.roundCount {
      let alone = try await Readers.rate(threads: 1, point, requests)
      let two = try await Readers.rate(threads: 2, point, requests)
      factors.append(two / alone)
      let publisher = Publisher(point, changes, first: UInt64(round + 1) * 1_000_000)
      async let count = publisher.run()
      let beside = try await Readers.rate(threads: 1, point, requests)
      publisher.stop()
      rates.append(try await count)
      let again = try await Readers.rate(threads: 1, point, requests)
      slowdowns.append(((alone + again) / 2 / beside - 1) * 100)
    }
    twoThreadFactor = factors.sorted()[factors.count / 2]
    slowdownPercent = slowdowns.sorted()[slowdowns.count / 2]
    publicationsPerSecond = Int(rates.sorted()[rates.count / 2])
  }

  /// Decisions a second of computing time, over all threads.
  private static func rate(
    threads: Int,
    _ point: DecisionPoint,
    _ requests: [AuthorizationRequest]
  ) async throws -> Double {
    try await withThrowingTaskGroup(of: Double.self) { group in
      for thread in 0..<threads {
        group.addTask {
          let authorizer = PublishTimes.authorizer(point)
          let requests = HeldRequests(requests)
          var place = thread * requests.count / 2
          var count = 0
          for _ in 0..<requests.count { try decide(requests, &place, authorizer) }
          let end = ContinuousClock.now.advanced(by: .nanoseconds(nanosecondsPerRound))
          let start = ThreadClock.nanoseconds
          repeat {
            for _ in 0..<256 { try decide(requests, &place, authorizer) }
            count += 256
          } while ContinuousClock.now < end
          return Double(count) * 1e9 / Double(ThreadClock.nanoseconds - start)
        }
      }
      return try await group.reduce(0, +)
    }
  }

  /// One request, as the loop of a listener takes it.
  @inline(__always)
  private static func decide(
    _ requests: borrowing HeldRequests,
    _ place: inout Int,
    _ authorizer: Authorizer
  ) throws {
    authorizer.refresh()
    try requests.lend(place) { held in Consumer.take(try authorizer.authorize(held.request)) }
    place += 1
    if place == requests.count { place = 0 }
  }

  /// Publishes a thousand times a second until it is stopped, and says how often it really did.
  private final class Publisher: Sendable {
    private let point: DecisionPoint
    private let changes: [[ManagedPolicy]]
    private let first: UInt64
    private let isStopped = Atomic(false)

    init(_ point: DecisionPoint, _ changes: [[ManagedPolicy]], first: UInt64) {
      self.point = point
      self.changes = changes
      self.first = first
    }

    func stop() { isStopped.store(true, ordering: .releasing) }

    @concurrent
    func run() async throws -> Double {
      var count = 0
      let start = ContinuousClock.now
      var next = start
      while !isStopped.load(ordering: .acquiring) {
        let change = changes[count % changes.count][count / changes.count % 2]
        guard try point.publish(replacing: change, revision: first + UInt64(count)) else {
          throw BenchError.noSnapshot
        }
        count += 1
        next = next.advanced(by: Readers.publicationInterval)
        try await Task.sleep(until: next, clock: .continuous)
      }
      let (seconds, attoseconds) = start.duration(to: .now).components
      return Double(count) / (Double(seconds) + Double(attoseconds) / 1e18)
    }
  }
}
