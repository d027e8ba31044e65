package import PosternModel

/// What an evaluator says to one question, in the words that all evaluators share.
package struct Verdict: Equatable, Sendable, CustomStringConvertible {
  /// A statement that determined the decision.
  package struct Reason: Hashable, Sendable {
    /// The layer in which it stands.
    package let layer: Layer
    /// The name of its policy.
    package let policy: String
    /// Its place in the document, counted from 0.
    package let statement: Int

    /// Creates a reason.
    package init(layer: Layer, policy: String, statement: Int) {
      self.layer = layer
      self.policy = policy
      self.statement = statement
    }
  }

  /// What was decided.
  package let outcome: Decision.Outcome
  /// The layer that a denial is attributed to (E-50); nil for an allow.
  package let layer: Layer?
  /// Every denying statement of every layer, or every granting one; empty for an implicit denial.
  package let reasons: [Reason]
  /// The text of a denial (6.9); nil from an evaluator that does not write any.
  package let message: String?

  /// Creates a verdict.
  package init(
    outcome: Decision.Outcome,
    layer: Layer?,
    reasons: [Reason],
    message: String? = nil
  ) {
    self.outcome = outcome
    self.layer = layer
    self.reasons = reasons
    self.message = message
  }

  /// A text for failures.
  package var description: String { "\(outcome)" + (layer.map { " (\($0))" } ?? "") }

  /// Compares outcome and layer: what two evaluators must agree on, whatever they say beyond it.
  package static func == (left: Verdict, right: Verdict) -> Bool {
    left.outcome == right.outcome && left.layer == right.layer
  }
}
