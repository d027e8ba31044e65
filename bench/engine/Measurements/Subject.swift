import PosternDecisionPoint
import PosternEngine
import PosternModel

/// What is measured: a compiled account, its evaluator and the requests that are put to it.
struct Subject: ~Copyable {
  /// The time of every request: the first second of 2030.
  static let secondsSinceEpoch = 1_893_456_000

  /// The account that was compiled.
  let workload: Workload
  /// The compiled account.
  let snapshot: PolicySnapshot
  /// The requests, each with a known mix of outcomes.
  let drafts: [RequestDraft]
  /// The same requests as the engine takes them.
  let requests: HeldRequests
  private let evaluator: Evaluator

  /// Compiles the account of a scale and draws so many of its requests; all when `count` is nil.
  init(scale: Scale, count: Int?) throws {
    let workload = WorkloadGenerator(scale: scale).workload()
    let snapshot = try Subject.snapshot(of: workload, hasUsers: true)
    let drafts = try Subject.drafts(for: workload, count ?? scale.requestCount, decidedBy: snapshot)
    self.workload = workload
    self.snapshot = snapshot
    self.drafts = drafts
    requests = HeldRequests(drafts.map(\.request))
    evaluator = Evaluator(snapshot: snapshot.compiled, limits: .standard)
  }

  private static func drafts(
    for workload: Workload,
    _ count: Int,
    decidedBy snapshot: PolicySnapshot
  ) throws -> [RequestDraft] {
    let evaluator = Evaluator(snapshot: snapshot.compiled, limits: .standard)
    return try RequestGenerator(workload: workload).requests(count) { draft in
      try Subject.decide(draft.request, by: evaluator).outcome
    } keep: { _ in
    }
  }

  /// Compiles a workload.
  static func snapshot(of workload: Workload, hasUsers: Bool) throws -> PolicySnapshot {
    try snapshot(of: workload.contents(hasUsers: hasUsers), sessions: workload.sessions())
  }

  /// Compiles contents.
  static func snapshot(
    of contents: AccountContents,
    sessions: [AssumedSession]
  ) throws -> PolicySnapshot {
    let decisionPoint = DecisionPoint(limits: .standard)
    try decisionPoint.publish(contents, sessions: sessions, revision: 1)
    guard let snapshot = decisionPoint.current else { throw BenchError.noSnapshot }
    return snapshot
  }

  /// Decides the request at a place from its bytes.
  @inline(__always)
  func decide(_ place: Int) throws -> Decision {
    try requests.lend(place) { held in try Subject.decide(held.request, by: evaluator) }
  }

  /// Decides the request at a place from its bytes and retells how, into a trace that is reused.
  func explain(_ place: Int, into trace: inout TracedDecision) throws -> Decision {
    try requests.lend(place) { held in
      try evaluator.explain(
        held.request,
        secondsSinceEpoch: Subject.secondsSinceEpoch,
        trustsContext: true,
        into: &trace
      )
    }
    return trace.decision
  }

  /// Looks everything up that the request at a place names, and lends the question.
  @inline(__always)
  func withQuestion<Result>(
    _ place: Int,
    _ body: (borrowing Evaluator, Question) -> Result
  ) throws -> Result {
    try requests.lend(place) { held in
      try evaluator.withQuestion(
        for: held.request,
        secondsSinceEpoch: Subject.secondsSinceEpoch,
        trustsContext: true
      ) { question in body(evaluator, question) }
    }
  }

  /// Decides a request by an evaluator.
  @inline(__always)
  static func decide(
    _ request: borrowing AuthorizationRequest,
    by evaluator: borrowing Evaluator
  ) throws -> Decision {
    try evaluator.decide(request, secondsSinceEpoch: secondsSinceEpoch, trustsContext: true)
  }
}
