import Foundation
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

    /// The questions of one run, spread over both scopes; the count comes from the environment.
    static let all: [Share] = Evaluator.subjects.flatMap { subject in
      let environment = ProcessInfo.processInfo.environment
      let worldCount = environment["POSTERN_DIFFERENTIAL_WORLDS"].flatMap { Int($0) } ?? 200_000
      let firstSeed = environment["POSTERN_DIFFERENTIAL_SEED"].flatMap { UInt64($0) } ?? 1
      return WorldGenerator.Scope.allCases.flatMap { scope in
        (0..<4).map { part in
          Share(
            subject: subject,
            scope: scope,
            seed: firstSeed + part,
            worldCount: max(1, worldCount / 8)
          )
        }
      }
    }
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
