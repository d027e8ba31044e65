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
  /// The whole text of the denial, where the rules fix it.
  package let message: String?
  /// A part of the text of the denial, where the rules fix only that.
  package let messagePart: String?

  /// Reads the world of the case.
  package func world() throws -> World {
    try World(JSONDocument(line, rules: .manifest).root)
  }

  /// Whether a verdict is what the case expects; a verdict that says nothing is not asked for its
  /// words.
  package func accepts(_ verdict: Verdict) -> Bool {
    if let text = verdict.message {
      if let message, message != text { return false }
      if let messagePart, !text.contains(messagePart) { return false }
    }
    return switch expectation {
    case .allow: verdict.outcome == .allow
    case .deny(let outcome, let layer):
      verdict.outcome == outcome && (layer == nil || verdict.layer == layer)
    case .error: false
    }
  }
}
