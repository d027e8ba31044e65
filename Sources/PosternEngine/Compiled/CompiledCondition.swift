package import PosternModel

/// One test of a condition block, ready to be laid out.
package struct CompiledCondition: Sendable {
  /// The operator.
  package let `operator`: ConditionOperator
  /// The key's number in the snapshot.
  package let key: UInt16
  /// The operands in the order of the document (C-62 looks at it).
  package let operands: [CompiledOperand]

  /// Creates a condition.
  package init(operator: ConditionOperator, key: UInt16, operands: [CompiledOperand]) {
    self.operator = `operator`
    self.key = key
    self.operands = operands
  }
}
