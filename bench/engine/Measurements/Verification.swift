import PosternDecisionPoint
import PosternEngine
import PosternModel
import PosternOracle
import PosternTestKit

/// Compares the engine's decisions about a workload with those of the executable specification.
enum Verification {
  /// Draws the requests of a workload again, and has the specification decide every draw, also
  /// those that are not kept.
  ///
  /// The requests of a workload are chosen by their outcomes. Without a difference in any draw, the
  /// requests that the engine chose are those that the specification chooses.
  ///
  /// - Returns: how many draws were compared.
  /// - Throws: the first request that is decided differently.
  static func run(_ subject: borrowing Subject) throws -> Int {
    let evaluator = Evaluator(snapshot: subject.snapshot.compiled, limits: .standard)
    let workload = subject.workload
    var drawn = 0
    _ = try RequestGenerator(workload: workload)
      .requests(subject.requests.count) { draft in
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
      }
    return drawn
  }
}
