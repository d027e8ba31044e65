import PosternTestKit

/// Asks two evaluators the same random questions until they disagree.
struct Comparison {
  let expected: Evaluator
  let actual: Evaluator
  let scope: WorldGenerator.Scope

  /// The smallest world that was found on which the two disagree.
  struct Mismatch: Error, CustomStringConvertible {
    let seed: UInt64
    let world: World
    let expected: String
    let actual: String

    var description: String {
      "seed \(seed): expected \(expected), got \(actual)\n\(world.line)"
    }
  }

  /// Asks so many questions; throws at the first mismatch, shrunk.
  func run(seed: UInt64, worldCount: Int) throws(Mismatch) {
    var generator = WorldGenerator(seed: seed, scope: scope)
    var rest = worldCount
    while rest > 0 {
      let worlds = generator.nextBatch(questionCount: min(rest, 100))
      rest -= worlds.count
      guard let different = firstMismatch(in: worlds) else { continue }
      let smallest = different.shrunk { answer(expected, $0) != answer(actual, $0) }
      throw Mismatch(
        seed: seed,
        world: smallest,
        expected: answer(expected, smallest),
        actual: answer(actual, smallest)
      )
    }
  }

  private func firstMismatch(in worlds: [World]) -> World? {
    do {
      let expected = try expected.prepare(worlds[0])
      let actual = try actual.prepare(worlds[0])
      return worlds.first { world in
        text { try expected(world) } != text { try actual(world) }
      }
    } catch {
      return worlds.first { answer(expected, $0) != answer(actual, $0) }
    }
  }

  /// What an evaluator says, as text; a refusal is an answer too, whatever its words.
  private func answer(_ evaluator: Evaluator, _ world: World) -> String {
    text { try evaluator.decide(world) }
  }

  private func text(_ decide: () throws -> Verdict) -> String {
    do { return try decide().description } catch { return "refused" }
  }
}
