import PosternDecisionPoint
import PosternEngine
import PosternModel
import PosternOracle
import PosternTestKit

/// Compares the engine's decisions about a workload with those of the executable specification.
enum Verification {
  /// Draws the first `count` requests of a workload again, or all when there are fewer, and has the
  /// specification decide every draw, also those that are not kept.
  ///
  /// The requests of a workload are chosen by their outcomes. Without a difference in any draw, the
  /// requests that the engine chose are those that the specification chooses.
  ///
  /// - Returns: how many draws were compared.
  /// - Throws: the first request that is decided differently.
  static func run(_ subject: borrowing Subject, count: Int) throws -> Int {
    let evaluator = Evaluator(snapshot: subject.snapshot.compiled, limits: .standard)
    let workload = subject.workload
    var drawn = 0
    var kept = 0
    do {
      _ = try RequestGenerator(workload: workload).requests { draft in
        if kept >= count { throw Enough() }
        drawn += 1
        let world = draft.world(in: workload)
        let expected = try Oracle(world)
          .decide(world, nowSeconds: Int64(Subject.secondsSinceEpoch)).outcome
        let actual = try Subject.decide(draft.request, by: evaluator).outcome
        guard expected == actual else {
          throw BenchError.mismatch(
            request: String(decoding: draft.body, as: UTF8.self),
            expected: "\(expected)",
            actual: "\(actual)"
          )
        }
        return expected
      } keep: { _ in
        kept += 1
      }
    } catch is Enough {}
    return drawn
  }

  /// As many requests as were asked for are compared.
  private struct Enough: Error {}
}
