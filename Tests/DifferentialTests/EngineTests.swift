import Foundation
import PosternOracle
import PosternTestEngine
import PosternTestKit
import Testing

@Suite("Random worlds", .tags(.differential))
struct EngineTests {
  /// A part of the worlds, so that parts run side by side.
  struct Share: CustomTestStringConvertible {
    let subject: Evaluator
    let scope: WorldGenerator.Scope
    let seed: UInt64
    let worldCount: Int

    var testDescription: String { "\(subject), \(scope), seed \(seed)" }

    /// The questions of one run; their number and the first seed come from the environment.
    static let all: [Share] = {
      let environment = ProcessInfo.processInfo.environment
      let worldCount = environment["POSTERN_DIFFERENTIAL_WORLDS"].flatMap { Int($0) } ?? 200_000
      let firstSeed = environment["POSTERN_DIFFERENTIAL_SEED"].flatMap { UInt64($0) } ?? 1
      // Most of the rules lie between the layers; the decision point is fed with users and roles.
      let parts: [(Evaluator, WorldGenerator.Scope, shares: UInt64)] = [
        (.simulator, .everything, 5), (.simulator, .userIdentity, 2),
        (.decisionPoint, .userIdentity, 1), (.decisionPoint, .outsiders, 1),
      ]
      let shareCount = parts.reduce(0) { $0 + $1.shares }
      return parts.flatMap { subject, scope, shares in
        (0..<shares).map { part in
          Share(
            subject: subject,
            scope: scope,
            seed: firstSeed + part,
            worldCount: max(1, worldCount / Int(shareCount))
          )
        }
      }
    }()
  }

  @Test("are decided as the executable specification decides them", arguments: Share.all)
  func agrees(share: Share) throws {
    try Comparison(expected: .oracle, actual: share.subject, scope: share.scope)
      .run(seed: share.seed, worldCount: share.worldCount)
  }
}

extension Testing.Tag {
  /// Compares two evaluators on random worlds.
  @Tag
  static var differential: Self
}
