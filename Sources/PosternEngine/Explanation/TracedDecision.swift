package import PosternModel

/// A decision and how every layer came to its part of it.
package struct TracedDecision: Sendable {
  /// The decision, the same that is given without a trace.
  package let decision: Decision
  /// Every layer that took part, in the order in which denials are attributed (E-50); empty when
  /// no policy was looked at.
  package let layers: [LayerTrace]
  /// Whether statements that did not apply were left out because there were too many.
  package let isTruncated: Bool

  /// Creates a traced decision.
  package init(decision: Decision, layers: [LayerTrace], isTruncated: Bool) {
    self.decision = decision
    self.layers = layers
    self.isTruncated = isTruncated
  }
}
