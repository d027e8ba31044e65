import PosternModel
import PosternOracle
import PosternTestEngine
import PosternTestKit
import Testing

@Suite("What a change of policies can never do", .tags(.differential))
struct PropertyTests {
  private static let evaluators: [Evaluator] = [.oracle, .simulator]

  @Test(
    "one more deny never turns a denial into an allow (E-02)",
    arguments: evaluators,
    WorldGenerator.Scope.allCases
  )
  func deny(evaluator: Evaluator, scope: WorldGenerator.Scope) throws {
    var random = SeededGenerator(seed: 31)
    var changedCount = 0
    try compare(evaluator, scope) {
      try Self.adding("Deny", to: $0, using: &random)
    } check: { world, before, after in
      #expect(before.outcome == .allow || after.outcome != .allow, "\(world.line)")
      changedCount += before.outcome != after.outcome ? 1 : 0
    }
    #expect(changedCount > 50)
  }

  @Test(
    "one more allow never turns an allow into a denial",
    arguments: evaluators,
    WorldGenerator.Scope.allCases
  )
  func allow(evaluator: Evaluator, scope: WorldGenerator.Scope) throws {
    var random = SeededGenerator(seed: 32)
    var changedCount = 0
    try compare(evaluator, scope, batchCount: scope == .outsiders ? 900 : 300) {
      try Self.adding("Allow", to: $0, using: &random)
    } check: { world, before, after in
      #expect(before.outcome != .allow || after.outcome == .allow, "\(world.line)")
      changedCount += before.outcome != after.outcome ? 1 : 0
    }
    // Few allows of a trust policy let one of the outsiders in who was kept out.
    #expect(changedCount > (scope == .outsiders ? 10 : 50))
  }

  /// A layer that only ever takes away, and how a world loses it.
  struct Ceiling: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let remove: @Sendable (inout World) -> Void

    static let all = [
      Ceiling(testDescription: "a boundary") { $0.boundary = [] },
      Ceiling(testDescription: "session policies") { world in
        // A federated session has no permissions at all without them.
        if !world.principal.contains(":federated-user/") { world.session = nil }
      },
      Ceiling(testDescription: "service control policies") { $0.scp = nil },
      Ceiling(testDescription: "resource control policies") { $0.rcp = nil },
      Ceiling(testDescription: "a gateway policy") { $0.gateway = [] },
    ]
  }

  @Test("a ceiling never enlarges", arguments: evaluators, Ceiling.all)
  func ceiling(evaluator: Evaluator, ceiling: Ceiling) throws {
    var changedCount = 0
    try compare(evaluator, .everything, batchCount: 400) { world in
      var bare = world
      ceiling.remove(&bare)
      return bare == world ? nil : bare
    } check: { world, before, after in
      #expect(before.outcome != .allow || after.outcome == .allow, "\(world.line)")
      changedCount += before.outcome != after.outcome ? 1 : 0
    }
    #expect(changedCount > 10)
  }

  @Test(
    "the order of statements, members and list entries decides nothing (G-06)",
    arguments: evaluators,
    WorldGenerator.Scope.allCases
  )
  func order(evaluator: Evaluator, scope: WorldGenerator.Scope) throws {
    var random = SeededGenerator(seed: 33)
    try compare(evaluator, scope) { world in
      try world.changingPolicies { $1 = $1.shuffled(using: &random) }
    } check: { world, before, after in
      #expect(before == after, "\(world.line)")
    }
  }

  @Test(
    "a slip of the hand in a deny is an error, or still denies",
    arguments: evaluators,
    WorldGenerator.Scope.allCases
  )
  func slips(evaluator: Evaluator, scope: WorldGenerator.Scope) throws {
    var generator = WorldGenerator(seed: 34, scope: scope)
    var random = SeededGenerator(seed: 34)
    var (refusedCount, deniedCount) = (0, 0)
    for _ in 0..<200 {
      let worlds = generator.nextBatch(questionCount: 10)
      guard let decide = try? evaluator.prepare(worlds[0]) else { continue }
      let denied = worlds.filter { (try? decide($0))?.outcome == .explicitDeny }
      guard !denied.isEmpty else { continue }
      for slipped in try Self.slips(in: worlds[0], using: &random) {
        guard let decide = try? evaluator.prepare(slipped) else {
          refusedCount += 1
          continue
        }
        for world in denied.map({ $0.with(policiesOf: slipped) }) {
          #expect(try decide(world).outcome != .allow, "\(world.line)")
          deniedCount += 1
        }
      }
    }
    #expect(refusedCount > (scope == .outsiders ? 500 : 1_000))
    #expect(deniedCount > 100)
  }

  /// Every world that is this one but for one slip in one statement that denies.
  private static func slips(
    in world: World,
    using random: inout SeededGenerator
  ) throws -> [World] {
    var trees: [JSONTree] = []
    _ = try world.changingPolicies { trees.append($1) }
    var worlds: [World] = []
    for (number, tree) in trees.enumerated() {
      for (index, statement) in tree.statements.enumerated() where statement.isDeny {
        for slip in statement.slips(using: &random) {
          worlds.append(try world.changingPolicy(number) { $0.statements[index] = slip })
        }
      }
    }
    return worlds
  }

  /// Writes one of the statements of a policy into it again, with another effect and a little
  /// wider.
  private static func adding(
    _ effect: String,
    to world: World,
    using random: inout SeededGenerator
  ) throws -> World? {
    guard world.policyCount > 0 else { return nil }
    return try world.changingPolicy(random.below(world.policyCount)) { tree in
      var statements = tree.statements
      var added = random.pick(statements)
      added["Effect"] = .scalar(JSONLiteral.string(effect))
      added["Sid"] = nil
      if random.chance(70) { added["Condition"] = random.pick(statements)["Condition"] }
      if added["Resource"] != nil, random.chance(50) { added["Resource"] = .scalar("\"*\"") }
      if added["Action"] != nil, random.chance(50) { added["Action"] = .scalar("\"*\"") }
      statements.insert(added, at: random.below(statements.count + 1))
      tree.statements = statements
    }
  }

  /// Asks the same questions before and after a change of the policies; a change to nil or to
  /// documents that a store refuses is passed over.
  private func compare(
    _ evaluator: Evaluator,
    _ scope: WorldGenerator.Scope,
    batchCount: Int = 300,
    change: (World) throws -> World?,
    check: (World, _ before: Verdict, _ after: Verdict) throws -> Void
  ) throws {
    var generator = WorldGenerator(seed: 30, scope: scope)
    var comparedCount = 0
    for _ in 0..<batchCount {
      let worlds = generator.nextBatch(questionCount: 10)
      guard let changed = try change(worlds[0]),
        let before = try? evaluator.prepare(worlds[0]),
        let after = try? evaluator.prepare(changed)
      else { continue }
      for world in worlds {
        let other = world.with(policiesOf: changed)
        guard let verdict = try? before(world) else { continue }
        try check(other, verdict, after(other))
        comparedCount += 1
      }
    }
    #expect(comparedCount > batchCount / 4)
  }
}
