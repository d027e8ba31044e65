import PosternOracle
import PosternTestKit

extension Evaluator {
  /// The time of every question that does not bring its own: the first second of 2030.
  static let nowSeconds: Int64 = 1_893_456_000

  /// The executable specification.
  static let oracle = Evaluator("oracle") { world in
    let oracle = try Oracle(world)
    return { try oracle.decide($0, nowSeconds: nowSeconds) }
  }

  /// Everything that has to agree with the executable specification.
  static let subjects: [Evaluator] = [.simulator]
}
