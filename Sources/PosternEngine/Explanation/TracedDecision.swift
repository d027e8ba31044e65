package import PosternModel

/// A decision and how every layer came to its part of it.
///
/// Flat, and meant to be reused: it keeps its storage, so that a loop that explains decision after
/// decision allocates for what failed only (`postern-bench loop --phase explained`).
package struct TracedDecision: Sendable {
  /// The decision, the same that is given without a trace.
  package internal(set) var decision: Decision
  /// Every layer that took part, in the order in which denials are attributed (E-50); empty when
  /// no policy was looked at.
  package internal(set) var layers: [LayerTrace] = []
  /// The statements of all layers, one layer after another.
  package internal(set) var statements: [StatementTrace] = []
  /// Whether statements that did not apply were left out because there were too many.
  package internal(set) var isTruncated = false

  /// Creates a trace of nothing, which allows nothing.
  package init() {
    decision = Decision(outcome: .implicitDeny, layer: .identity, cause: .fault, statement: nil)
  }

  /// The statements of one of the layers, in the order of their documents.
  package func statements(of layer: LayerTrace) -> ArraySlice<StatementTrace> {
    statements[layer.statements]
  }

  /// Forgets everything but the storage.
  mutating func begin(_ decision: Decision) {
    self.decision = decision
    // There are few: taking each one out costs less than a removal that moves what is behind.
    while layers.popLast() != nil {}
    while statements.popLast() != nil {}
    isTruncated = false
  }
}
