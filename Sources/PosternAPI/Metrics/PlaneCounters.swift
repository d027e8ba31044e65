package import PosternModel
package import PosternTransport
import Synchronization

/// What one event loop has decided and answered; the loop counts, anybody reads.
///
/// Every loop has counters of its own, so that counting is a load and a store of memory that no
/// other loop writes to: no lock, no contended cache line, no allocation.
package final class PlaneCounters: Sendable {
  /// One in so many requests is measured.
  package static let samplingInterval: UInt64 = 64

  private static let statusCount = 19
  /// How many buckets the durations of one interface have.
  private static let bucketCount = DurationBuckets.boundNanoseconds.count + 1
  /// What follows the last of the codes of gRPC.
  private static let codeCount = 17

  // INVARIANT: only the owning loop writes, so a relaxed load and a relaxed store lose no count.
  private let decisions = InlineArray<192, Atomic<UInt64>> { _ in Atomic(0) }
  private let answers = InlineArray<152, Atomic<UInt64>> { _ in Atomic(0) }
  private let calls = InlineArray<153, Atomic<UInt64>> { _ in Atomic(0) }
  private let errors = InlineArray<32, Atomic<UInt64>> { _ in Atomic(0) }
  private let durations = InlineArray<72, Atomic<UInt64>> { _ in Atomic(0) }
  private let durationNanoseconds = InlineArray<6, Atomic<UInt64>> { _ in Atomic(0) }
  private let requests = InlineArray<6, Atomic<UInt64>> { _ in Atomic(0) }

  /// Starts all counters at zero.
  package init() {}

  /// Counts a decision.
  ///
  /// - Precondition: called on the owning loop.
  package func count(_ decision: Decision, by interface: Interface) {
    let index = interface.rawValue &* DecisionKind.countMax &+ DecisionKind(decision).number
    PlaneCounters.increment(decisions[index])
  }

  /// Counts a question that could not be decided, which has no decision to count.
  ///
  /// - Precondition: called on the owning loop.
  func countFault(by interface: Interface) {
    count(
      Decision(outcome: .implicitDeny, layer: .identity, cause: .fault, statement: nil),
      by: interface
    )
  }

  /// Counts an answer.
  ///
  /// - Precondition: called on the owning loop.
  package func countAnswer(of route: Route, status: UInt16) {
    let index = route.rawValue &* PlaneCounters.statusCount &+ PlaneCounters.place(of: status)
    PlaneCounters.increment(answers[index])
  }

  /// Counts a call of gRPC that has ended; one of no method that exists counts as such.
  ///
  /// - Precondition: called on the owning loop.
  func countCall(of method: CallMethod?, _ code: CallCode) {
    PlaneCounters.increment(calls[PlaneCounters.place(of: method, code)])
  }

  /// Counts an error that a caller got instead of a decision, be it for one question of a list.
  ///
  /// - Precondition: called on the owning loop.
  /// - Complexity: O(codes).
  func count(_ error: APIError) {
    guard let index = APIErrorCode.answered.firstIndex(of: error.code) else { return }
    PlaneCounters.increment(errors[index])
  }

  /// Counts a request, and returns whether its duration is to be measured: that of the first of an
  /// interface, and of one in so many from there on.
  ///
  /// - Precondition: called on the owning loop.
  @inline(__always)
  func beginRequest(by interface: Interface) -> Bool {
    let index = interface.rawValue
    PlaneCounters.increment(requests[index])
    return requests[index].load(ordering: .relaxed) & (PlaneCounters.samplingInterval - 1) == 1
  }

  /// Counts a duration that was measured.
  ///
  /// - Precondition: called on the owning loop.
  func count(_ duration: Duration, by interface: Interface) {
    let (seconds, attoseconds) = duration.components
    let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    let bucket = DurationBuckets.number(ofNanoseconds: nanoseconds)
    let index = interface.rawValue
    PlaneCounters.increment(durations[index &* PlaneCounters.bucketCount &+ bucket])
    let sum = durationNanoseconds[index].load(ordering: .relaxed)
    durationNanoseconds[index].store(sum &+ UInt64(max(0, nanoseconds)), ordering: .relaxed)
  }

  /// How many decisions of a kind there were.
  package func count(of kind: DecisionKind, by interface: Interface) -> UInt64 {
    decisions[interface.rawValue * DecisionKind.countMax + kind.number].load(ordering: .relaxed)
  }

  /// How many answers with a status there were; a status that Postern does not give counts as 0.
  package func answerCount(of route: Route, status: UInt16) -> UInt64 {
    answers[route.rawValue * PlaneCounters.statusCount + PlaneCounters.place(of: status)]
      .load(ordering: .relaxed)
  }

  /// How many calls of a method have ended with a code; nil stands for all that name no method.
  package func callCount(of method: CallMethod?, _ code: CallCode) -> UInt64 {
    calls[PlaneCounters.place(of: method, code)].load(ordering: .relaxed)
  }

  /// How many errors there were, by the place of their code in `APIErrorCode.answered`.
  package func errorCount(ofCode index: Int) -> UInt64 {
    errors[index].load(ordering: .relaxed)
  }

  /// How many measured durations fell into a bucket; the last bucket is everything longer.
  package func durationCount(inBucket bucket: Int, by interface: Interface) -> UInt64 {
    durations[interface.rawValue * PlaneCounters.bucketCount + bucket].load(ordering: .relaxed)
  }

  /// The sum of all measured durations in nanoseconds.
  package func durationSumNanoseconds(by interface: Interface) -> UInt64 {
    durationNanoseconds[interface.rawValue].load(ordering: .relaxed)
  }

  /// Every status that is counted by itself, and 0 for all others.
  package static let statuses: [UInt16] = [
    0, 200, 400, 401, 403, 404, 405, 408, 413, 414, 415, 417, 429, 431, 500, 501, 503, 504, 505,
  ]

  private static func place(of method: CallMethod?, _ code: CallCode) -> Int {
    let number = method?.number ?? CallMethod.allCases.count
    return number &* codeCount &+ Int(code.rawValue)
  }

  private static func place(of status: UInt16) -> Int {
    switch status {
    case 200: 1
    case 400: 2
    case 401: 3
    case 403: 4
    case 404: 5
    case 405: 6
    case 408: 7
    case 413: 8
    case 414: 9
    case 415: 10
    case 417: 11
    case 429: 12
    case 431: 13
    case 500: 14
    case 501: 15
    case 503: 16
    case 504: 17
    case 505: 18
    default: 0
    }
  }

  private static func increment(_ counter: borrowing Atomic<UInt64>) {
    counter.store(counter.load(ordering: .relaxed) &+ 1, ordering: .relaxed)
  }
}
