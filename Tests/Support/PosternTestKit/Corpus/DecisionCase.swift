package import PosternModel
import PosternText

/// A case of the corpus: a world and what has to be decided about it.
package struct DecisionCase: Sendable {
  /// What is expected of a case.
  package enum Expectation: Sendable, Equatable {
    /// The request may proceed.
    case allow
    /// The request is denied; the layer is given where the rules fix it.
    case deny(Decision.Outcome, Layer?)
    /// The line is refused.
    case error
  }

  /// The file below the corpus, and the case's number in it.
  package let place: String
  /// What the case shows.
  package let description: String
  /// The rules it tests.
  package let rules: [String]
  /// The world as a line of `postern simulate`.
  package let line: String
  /// What has to be decided.
  package let expectation: Expectation

  /// Reads the world of the case.
  package func world() throws -> World {
    try World(JSONDocument(line, rules: .manifest).root)
  }

  /// Whether a verdict is what the case expects.
  package func accepts(_ verdict: Verdict) -> Bool {
    switch expectation {
    case .allow: verdict.outcome == .allow
    case .deny(let outcome, let layer):
      verdict.outcome == outcome && (layer == nil || verdict.layer == layer)
    case .error: false
    }
  }
}
