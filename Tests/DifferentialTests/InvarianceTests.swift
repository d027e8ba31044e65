import PosternModel
import PosternOracle
import PosternTestEngine
import PosternTestKit
import Testing

@Suite("Changes without meaning")
struct InvarianceTests {
  private static let evaluators: [Evaluator] = [.oracle, .simulator]

  @Test(
    "the order of policies and of context keys decides nothing (G-06)",
    arguments: evaluators,
    WorldGenerator.Scope.allCases
  )
  func order(evaluator: Evaluator, scope: WorldGenerator.Scope) throws {
    try compare(evaluator, scope) { world in
      world.identity.reverse()
      world.session?.reverse()
      world.resourcePolicies?.reverse()
      world.scp = world.scp?.map { $0.reversed() }.reversed()
      world.rcp = world.rcp?.map { $0.reversed() }.reversed()
      world.gateway.reverse()
      world.context.reverse()
    }
  }

  @Test(
    "a policy twice is as good as once",
    arguments: evaluators,
    WorldGenerator.Scope.allCases
  )
  func repetition(evaluator: Evaluator, scope: WorldGenerator.Scope) throws {
    try compare(evaluator, scope) { world in
      world.identity += world.identity
      world.resourcePolicies = world.resourcePolicies.map { $0 + $0 }
      world.gateway += world.gateway
    }
  }

  @Test(
    "the order and the number of a key's values are irrelevant (C-36)",
    arguments: evaluators,
    WorldGenerator.Scope.allCases
  )
  func values(evaluator: Evaluator, scope: WorldGenerator.Scope) throws {
    try compare(evaluator, scope) { world in
      for index in world.context.indices where world.context[index].isMultivalued {
        world.context[index].values += world.context[index].values.reversed()
      }
    }
  }

  @Test("a deny for everyone denies (E-02)", arguments: evaluators)
  func deny(evaluator: Evaluator) throws {
    let text =
      #"{"Statement": {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}}"#
    var generator = WorldGenerator(seed: 21, scope: .everything)
    for _ in 0..<100 {
      var world = try #require(generator.nextBatch(questionCount: 1).first)
      world.gateway.append(World.Policy(name: "deny", text: text))
      #expect(try evaluator.decide(world).outcome == .explicitDeny, "\(world.line)")
    }
  }

  /// Asks about worlds as they are and after a change; a batch shares its policies before and
  /// after.
  private func compare(
    _ evaluator: Evaluator,
    _ scope: WorldGenerator.Scope,
    change: (inout World) -> Void
  ) throws {
    var generator = WorldGenerator(seed: 20, scope: scope)
    for _ in 0..<60 {
      let worlds = generator.nextBatch(questionCount: 10)
      var changed = worlds
      for index in changed.indices { change(&changed[index]) }
      let before = try evaluator.prepare(worlds[0])
      let after = try evaluator.prepare(changed[0])
      for (world, other) in zip(worlds, changed) {
        let expected = try before(world)
        #expect(try after(other) == expected, "\(world.line)")
      }
    }
  }
}
