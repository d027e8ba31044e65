import PosternModel
import PosternTestKit

/// Draws requests for a workload until half of them are allowed, a tenth denied and the rest not
/// granted.
///
/// A request is aimed at a statement: an allow or a deny of its user, or one of a policy that the
/// user has not. What becomes of it is another matter, so each is decided, and kept where there is
/// still room.
struct RequestGenerator {
  private static let drawsPerRequestMax = 1_000

  private let workload: Workload
  private var random = SeededGenerator(seed: WorkloadGenerator.seed + 1)

  /// A generator of requests for an account.
  init(workload: Workload) {
    self.workload = workload
  }

  /// Draws the requests, in a random order.
  ///
  /// - Throws: when the account gives no requests of the wanted outcomes, and what `decide` throws.
  consuming func requests(
    _ count: Int,
    decide: (RequestDraft) throws -> Decision.Outcome,
    keep: (RequestDraft) -> Void
  ) throws -> [RequestDraft] {
    var wanted: [Decision.Outcome: Int] = [.allow: count / 2, .explicitDeny: count / 10]
    wanted[.implicitDeny] = count - count / 2 - count / 10
    var drafts: [RequestDraft] = []
    for _ in 0..<count * RequestGenerator.drawsPerRequestMax where drafts.count < count {
      guard let aim = mostWanted(wanted), let draft = draft(aimedAt: aim) else { continue }
      let outcome = try decide(draft)
      guard let room = wanted[outcome], room > 0 else { continue }
      wanted[outcome] = room - 1
      drafts.append(draft)
      keep(draft)
    }
    guard drafts.count == count else { throw BenchError.tooFewRequests(drafts.count) }
    drafts.shuffle(using: &random)
    return drafts
  }

  private func mostWanted(_ wanted: [Decision.Outcome: Int]) -> Decision.Outcome? {
    [.allow, .explicitDeny, .implicitDeny].max { (wanted[$0] ?? 0) < (wanted[$1] ?? 0) }
  }

  private mutating func draft(aimedAt outcome: Decision.Outcome) -> RequestDraft? {
    let user = caller()
    guard let statement = statement(for: outcome, of: user) else { return nil }
    var facts = RequestFacts(hasExtras: workload.scale == .layered, from: &random)
    if let condition = statement.condition { facts.satisfy(condition, for: user) }
    let action = random.pick(statement.actions).instance(of: statement.service, from: &random)
    let resource = random.pick(statement.resources)
      .instance(of: statement.service, for: user, from: &random)
    return RequestDraft(user: user, action: action, resource: resource, facts: facts)
  }

  /// A user; in the workload X a third are sessions of roles.
  private mutating func caller() -> CallerDraft {
    let sessions = workload.layers.sessions
    if !sessions.isEmpty, random.below(3) == 0 { return workload.caller(random.pick(sessions)) }
    return workload.caller(random.pick(workload.users))
  }

  private mutating func statement(
    for outcome: Decision.Outcome,
    of user: CallerDraft
  ) -> StatementDraft? {
    let candidates =
      switch outcome {
      case .allow: workload.statements(of: user).filter { $0.effect == .allow }
      case .explicitDeny: workload.statements(of: user).filter { $0.effect == .deny }
      case .implicitDeny: foreignStatements(to: user)
      }
    return candidates.isEmpty ? nil : random.pick(candidates)
  }

  /// The statements of some policy that the user has not; none when the one drawn is its own.
  private mutating func foreignStatements(to user: CallerDraft) -> [StatementDraft] {
    let number = random.below(workload.policies.count)
    guard !user.policies.contains(number) else { return [] }
    return workload.policies[number].statements
  }
}
