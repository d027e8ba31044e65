package import PosternEngine
package import PosternModel

/// A decision with everything that led to it, in the words of the policies.
///
/// The shape of explanations on the wire is versioned: whoever adds, removes or renames a member
/// raises `version`.
package struct Explanation: Sendable {
  /// The version of the shape.
  package static let version = 1

  /// One statement that came near.
  package struct Statement: Sendable {
    /// Where it stands.
    package let description: StatementDescription
    /// The first element that did not hold; nil when the statement applied.
    package let failed: FailedElement?
  }

  /// One layer, or one level of it.
  package struct Layer: Sendable {
    /// Which layer.
    package let layer: PosternModel.Layer
    /// The level, counted from 0 at the organization's root; nil for layers without levels.
    package let level: Int?
    /// What the layer says by itself.
    package let outcome: Decision.Outcome
    /// The statements whose action and resource matched.
    package let statements: [Statement]
  }

  /// The decision.
  package let decision: Decision
  /// Every layer that took part; empty when no policy was looked at.
  package let layers: [Layer]
  /// Whether statements that did not apply were left out because there were too many.
  package let isTruncated: Bool

  /// Puts a traced decision into words.
  ///
  /// - Parameters:
  ///   - traced: the decision and what came near, as ids.
  ///   - snapshot: the snapshot that decided.
  ///   - principal: the name that the request gave.
  ///   - withholdsForeign: whether the words of another account's policies are left out.
  /// - Complexity: O(n) in the statements of the trace and their words.
  package init(
    _ traced: TracedDecision,
    by snapshot: PolicySnapshot,
    principal: String,
    withholdsForeign: Bool
  ) {
    decision = traced.decision
    isTruncated = traced.isTruncated
    layers = traced.layers.map { layer in
      Layer(
        layer: layer.layer,
        level: layer.level,
        outcome: layer.outcome,
        statements: traced.statements(of: layer).map { trace in
          let description = snapshot.statement(trace.statement)
          return Statement(
            description: description,
            failed: trace.failure.map {
              FailedElement(
                $0,
                of: description,
                principal: principal,
                isWithheld: layer.isForeign && withholdsForeign
              )
            }
          )
        }
      )
    }
  }
}

extension FailedElement {
  /// Puts a failure into words.
  fileprivate init(
    _ failure: ElementFailure,
    of statement: StatementDescription,
    principal: String,
    isWithheld: Bool
  ) {
    switch failure {
    case .principal:
      let words = statement.words.principal
      self.init(
        element: words?.form == .notPrincipal ? .notPrincipal : .principal,
        operator: nil,
        key: nil,
        cause: .mismatch,
        expected: isWithheld ? nil : words.map { Expectation($0, expansions: []) },
        actual: TracedValues(
          isList: false,
          count: 1,
          excerpts: [Excerpt.text(Array(principal.utf8).span)]
        )
      )
    case .condition(let condition):
      let words = statement.words.condition(condition.index)
      self.init(
        element: .condition,
        operator: isWithheld ? nil : words?.operator,
        key: isWithheld ? nil : words?.key,
        cause: condition.cause,
        expected: isWithheld
          ? nil : words.map { Expectation($0, expansions: condition.expansions) },
        actual: isWithheld ? nil : condition.actual
      )
    }
  }
}

extension FailedElement.Expectation {
  /// The words of an element, and what became of its variables.
  fileprivate init(
    _ words: ElementWords,
    expansions: [ElementFailure.Condition.Expansion]
  ) {
    var resolved: [String?] = expansions.isEmpty ? [] : words.values
    for expansion in expansions where resolved.indices.contains(expansion.operand) {
      resolved[expansion.operand] = expansion.text
    }
    self.init(values: words.values, count: words.valueCount, resolved: resolved)
  }
}
