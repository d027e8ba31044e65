package import PosternModel

/// One test of a statement's `Condition` block: an operator, a key and the operands.
///
/// A block with several operators or keys is a list of these, all of which must hold.
package struct Condition: Sendable {
  /// The operator, in its exact spelling.
  package let `operator`: ConditionOperator
  /// The key as written; keys are compared ignoring case (table 1.7).
  package let key: PolicyString
  /// The operands as text: strings as they are, numbers and booleans in their JSON text (G-23); may
  /// be empty (C-04).
  package let values: [PolicyString]

  /// Creates a condition.
  package init(operator: ConditionOperator, key: PolicyString, values: [PolicyString]) {
    self.operator = `operator`
    self.key = key
    self.values = values
  }
}
