import PosternOracle
import PosternTestKit

extension Evaluator {
  /// Everything that the corpus is put to.
  static let all = [oracle]

  /// The executable specification, in the first second of 2030.
  private static let oracle = Evaluator("oracle") { world in
    let oracle = try Oracle(world)
    return { try oracle.decide($0, nowSeconds: 1_893_456_000) }
  }
}
