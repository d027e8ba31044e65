import PosternModel
import PosternOracle
import PosternTestKit
import Testing

@Suite("The comparison of evaluators")
struct ComparisonTests {
  /// Decides like the specification but for one planted mistake.
  struct Mistake: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let actual: Evaluator

    init(_ testDescription: String, _ change: @escaping @Sendable (World, Verdict) -> Verdict) {
      self.testDescription = testDescription
      actual = Evaluator(testDescription) { world in
        let decide = try Evaluator.oracle.prepare(world)
        return { change($0, try decide($0)) }
      }
    }

    static let all = [
      Mistake("a deny becomes an implicit one") { _, verdict in
        guard verdict.outcome == .explicitDeny else { return verdict }
        return Verdict(outcome: .implicitDeny, layer: verdict.layer)
      },
      Mistake("an upper-case action is denied") { world, verdict in
        guard world.action == world.action.uppercased() else { return verdict }
        return Verdict(outcome: .implicitDeny, layer: .boundary)
      },
      Mistake("an empty value is allowed") { world, verdict in
        guard world.context.contains(where: { $0.values == [""] }) else { return verdict }
        return Verdict(outcome: .allow, layer: nil)
      },
    ]
  }

  @Test("finds a mistake and shrinks it", arguments: Mistake.all)
  func finds(mistake: Mistake) throws {
    let comparison = Comparison(
      expected: .oracle,
      actual: mistake.actual,
      scope: .userIdentity
    )
    let found = #expect(throws: Comparison.Mismatch.self) {
      try comparison.run(seed: 11, worldCount: 5_000)
    }
    let world = try #require(found?.world)
    #expect(try mistake.actual.decide(world) != Evaluator.oracle.decide(world))
    #expect(world.identity.count <= 1, "\(world.line)")
    #expect(world.context.count <= 1, "\(world.line)")
    #expect(found?.seed == 11)
  }

  @Test("finds nothing between equals", arguments: WorldGenerator.Scope.allCases)
  func agrees(scope: WorldGenerator.Scope) throws {
    try Comparison(expected: .oracle, actual: .oracle, scope: scope).run(seed: 5, worldCount: 2_000)
  }
}
