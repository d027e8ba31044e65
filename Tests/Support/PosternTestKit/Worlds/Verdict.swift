package import PosternModel

/// What an evaluator says to one question, in the words that all evaluators share.
package struct Verdict: Equatable, Sendable, CustomStringConvertible {
  /// What was decided.
  package let outcome: Decision.Outcome
  /// The layer that a denial is attributed to (E-50); nil for an allow.
  package let layer: Layer?
  /// The text of a denial (6.9); nil from an evaluator that does not write any.
  package let message: String?

  /// Creates a verdict.
  package init(outcome: Decision.Outcome, layer: Layer?, message: String? = nil) {
    self.outcome = outcome
    self.layer = layer
    self.message = message
  }

  /// A text for failures.
  package var description: String { "\(outcome)" + (layer.map { " (\($0))" } ?? "") }

  /// Compares outcome and layer: what two evaluators must agree on, whatever they say beyond it.
  package static func == (left: Verdict, right: Verdict) -> Bool {
    left.outcome == right.outcome && left.layer == right.layer
  }
}
