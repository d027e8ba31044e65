package import PosternTestKit

extension Evaluator {
  /// The executable specification.
  package static let oracle = Evaluator("oracle") { world in
    let oracle = try Oracle(world)
    return { try oracle.decide($0, nowSeconds: nowSeconds) }
  }
}
