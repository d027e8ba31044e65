import PosternDecisionPoint
import PosternEngine
import PosternModel
import PosternOracle
import PosternTestKit

/// Compares the engine's decisions about a workload with those of the executable specification.
struct Verification {
  /// How many draws were compared.
  let drawCount: Int
  /// The requests that are decided differently.
  let mismatches: [BenchError]

  /// Draws the requests of a workload again, and has the specification decide every draw, also
  /// those that are not kept; it is given the policies of the caller only.
  ///
  /// The requests of a workload are chosen by their outcomes. Without a difference in any draw, the
  /// requests that the engine chose are those that the specification chooses.
  ///
  /// - Throws: what one of the two refuses to decide.
  init(_ subject: borrowing Subject) throws {
    let evaluator = Evaluator(snapshot: subject.snapshot.compiled, limits: .standard)
    let workload = subject.workload
    var drawn = 0
    var mismatches: [BenchError] = []
    _ = try RequestGenerator(workload: workload)
      .requests(subject.requests.count) { draft in
        drawn += 1
        let world = draft.world(in: workload)
        let expected = try Oracle(world)
          .decide(world, nowSeconds: Int64(Subject.secondsSinceEpoch)).outcome
        let actual = try Subject.decide(draft.request, by: evaluator).outcome
        if expected != actual {
          mismatches.append(
            .mismatch(
              request: String(decoding: draft.body, as: UTF8.self),
              expected: "\(expected)",
              actual: "\(actual)"
            )
          )
        }
        return expected
      } keep: { _ in
      }
    drawCount = drawn
    self.mismatches = mismatches
  }
}
