import PosternEngine
import PosternModel
import PosternOracle
import PosternTestKit

/// Compares the engine's decisions about a workload with those of the executable specification.
enum Verification {
  /// Compares the first `count` requests, or all when there are fewer, and returns how many it was.
  ///
  /// - Throws: the first request that is decided differently.
  static func run(_ subject: borrowing Subject, count: Int) throws -> Int {
    let places = subject.requests.indices.prefix(count)
    for place in places {
      let draft = subject.drafts[place]
      let world = draft.world(in: subject.workload)
      let expected = try Oracle(world)
        .decide(world, nowSeconds: Int64(Subject.secondsSinceEpoch)).outcome
      let actual = try subject.decide(place).outcome
      guard expected == actual else {
        throw BenchError.mismatch(
          request: String(decoding: draft.body, as: UTF8.self),
          expected: "\(expected)",
          actual: "\(actual)"
        )
      }
    }
    return places.count
  }
}
