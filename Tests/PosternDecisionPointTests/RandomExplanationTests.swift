import PosternDecisionPoint
import PosternEngine
import PosternModel
import PosternTestKit
import Testing

@Suite("Explanations of random worlds")
struct RandomExplanationTests {
  private typealias Engine = PosternEngine.Evaluator

  @Test("agree with the decisions that they explain", arguments: 0..<8 as Range<UInt64>)
  func agree(seed: UInt64) throws {
    var generator = WorldGenerator(seed: seed, scope: .everything)
    var explainedCount = 0
    for _ in 0..<60 {
      let worlds = generator.nextBatch(questionCount: 20)
      guard
        let snapshot = try? Simulator(limits: .standard)
          .prepare(worlds[0].simulated, revision: 1)
      else { continue }
      let evaluator = Engine(snapshot: snapshot.compiled, limits: .standard)
      var traced = TracedDecision()
      for world in worlds where try check(world, evaluator, &traced) { explainedCount += 1 }
    }
    #expect(explainedCount > 100, "seed \(seed)")
  }

  /// Checks one question; false when it cannot be asked.
  private func check(
    _ world: PosternTestKit.World,
    _ evaluator: borrowing Engine,
    _ traced: inout TracedDecision
  ) throws -> Bool {
    let decision: Decision
    do {
      decision = try evaluator.decide(world.request, secondsSinceEpoch: 0, trustsContext: true)
    } catch {
      return false
    }
    try evaluator.explain(
      world.request,
      secondsSinceEpoch: 0,
      trustsContext: true,
      into: &traced
    )
    #expect(traced.decision == decision, "\(world.line)")
    guard !traced.layers.isEmpty else { return true }
    let denying = traced.layers.first { $0.outcome == .explicitDeny }
    let deciding = traced.layers.filter { $0.layer == decision.layer }
    switch decision.outcome {
    case .explicitDeny:
      #expect(denying?.layer == decision.layer, "\(world.line)")
      #expect(applied(.deny, in: denying, of: traced, decision.statement), "\(world.line)")
    case .allow:
      #expect(denying == nil, "\(world.line)")
      #expect(deciding.contains { $0.outcome == .allow }, "\(world.line)")
      if decision.statement != nil {
        let allowing = deciding.first
        #expect(applied(.allow, in: allowing, of: traced, decision.statement), "\(world.line)")
      }
    case .implicitDeny:
      #expect(denying == nil, "\(world.line)")
      // A statement may apply to somebody outside of accounts without granting anything.
      let hasAccount = world.principal.hasPrefix("arn:") && !world.principal.contains("-provider/")
      if hasAccount {
        #expect(deciding.contains { $0.outcome == .implicitDeny }, "\(world.line)")
      }
    }
    return true
  }

  private func applied(
    _ effect: Effect,
    in layer: LayerTrace?,
    of traced: TracedDecision,
    _ statement: UInt32?
  ) -> Bool {
    guard let layer, let statement else { return false }
    return traced.statements(of: layer).contains {
      $0.statement == statement && $0.applies && $0.effect == effect
    }
  }
}
