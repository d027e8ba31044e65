import PosternModel
import PosternOracle
import PosternTestKit
import PosternText
import Testing

@Suite("Generated worlds")
struct GeneratorTests {
  @Test("a seed determines the worlds", arguments: WorldGenerator.Scope.allCases)
  func repeats(scope: WorldGenerator.Scope) {
    var first = WorldGenerator(seed: 7, scope: scope)
    var second = WorldGenerator(seed: 7, scope: scope)
    var other = WorldGenerator(seed: 8, scope: scope)
    let worlds = first.nextBatch(questionCount: 5)
    #expect(worlds == second.nextBatch(questionCount: 5))
    #expect(worlds != other.nextBatch(questionCount: 5))
  }

  @Test("documents are accepted by the strict parser", arguments: WorldGenerator.Scope.allCases)
  func isAccepted(scope: WorldGenerator.Scope) {
    var generator = WorldGenerator(seed: 1, scope: scope)
    var (accepted, refused) = (0, [String]())
    for _ in 0..<400 {
      guard let world = generator.nextBatch(questionCount: 1).first else { continue }
      for (_, kind, levels) in world.layers {
        for policy in levels.joined() {
          do {
            _ = try policy.parse(kind, in: world)
            accepted += 1
          } catch {
            refused.append("\(kind): \(error): \(policy.text)")
          }
        }
      }
    }
    // A world of outsiders has one document, its trust policy.
    #expect(accepted > (scope == .outsiders ? 300 : 500))
    #expect(refused.count * 200 <= accepted, "\(refused.prefix(5))")
  }

  @Test("a world survives its line", arguments: WorldGenerator.Scope.allCases)
  func isReadBack(scope: WorldGenerator.Scope) throws {
    var generator = WorldGenerator(seed: 4, scope: scope)
    for _ in 0..<100 {
      var world = try #require(generator.nextBatch(questionCount: 1).first)
      world.services = []  // A line describes none.
      #expect(try World(JSONDocument(world.line, rules: .manifest).root) == world)
    }
  }

  @Test(
    "allows, explicit and implicit denials are all frequent",
    arguments: WorldGenerator.Scope.allCases
  )
  func isMixed(scope: WorldGenerator.Scope) throws {
    var generator = WorldGenerator(seed: 2, scope: scope)
    var counts: [Decision.Outcome: Int] = [:]
    var layers: [Layer: Int] = [:]
    for _ in 0..<300 {
      let worlds = generator.nextBatch(questionCount: 10)
      let oracle = try Oracle(worlds[0])
      for world in worlds {
        let verdict = try oracle.decide(world, nowSeconds: 1_893_456_000)
        counts[verdict.outcome, default: 0] += 1
        if let layer = verdict.layer { layers[layer, default: 0] += 1 }
      }
    }
    let total = counts.values.reduce(0, +)
    #expect(counts[.allow, default: 0] * 5 >= total, "\(counts)")
    #expect(counts[.explicitDeny, default: 0] * 10 >= total, "\(counts)")
    #expect(counts[.implicitDeny, default: 0] * 10 >= total, "\(counts)")
    let expected: [Layer] =
      switch scope {
      case .userIdentity: [.identity]
      case .everything: Layer.allCases
      case .outsiders: [.trust]
      }
    for layer in expected { #expect(layers[layer, default: 0] > 10, "\(layers)") }
  }
}
