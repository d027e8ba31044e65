import PosternModel
import PosternText

/// The operands of conditions but dates: numbers, addresses, ARNs, base64 (G-39).
struct OperandRules {
  let allowsVariables: Bool

  func check(_ document: DocumentOutline) throws(PolicyError) {
    for statement in document.statements {
      for condition in statement.conditions {
        for value in condition.values { try check(value, condition.operator) }
      }
    }
  }

  private func check(
    _ value: PolicyString,
    _ conditionOperator: ConditionOperator
  ) throws(PolicyError) {
    let problem: String? =
      switch conditionOperator.base.family {
      case .numeric: number(value.text)
      case .binary: base64(value.text)
      case .address: address(value.text)
      case .arn: arn(value.text)
      case .string, .date, .boolean, .existence: nil
      }
    guard let problem else { return }
    throw .syntax(
      "`\(value.text.shown)` is no operand of `\(conditionOperator.name)`: \(problem)",
      help: nil,
      at: value.position
    )
  }

  private func number(_ text: String) -> String? {
    guard let number = DecimalNumber(text.utf8.span) else {
      return "expected a decimal number" + variableHint(text)
    }
    return number.isComparable ? nil : "the exponent of a number is between -10^15 and 10^15"
  }

  private func base64(_ text: String) -> String? {
    Base64.decode(text.utf8.span) == nil
      ? "expected base64 with padding" + variableHint(text) : nil
  }

  private func address(_ text: String) -> String? {
    guard let network = IPNetwork(text.utf8.span) else {
      return "expected an address or a network such as `192.0.2.0/24`" + variableHint(text)
    }
    return network.hasHostBits
      ? "the network has bits behind its prefix of \(network.prefixLength) bits" : nil
  }

  /// Six parts; with variables their number is only known when they are replaced (V-03).
  private func arn(_ text: String) -> String? {
    let whole = PatternTemplate(text, allowsVariables: allowsVariables, allowsWildcards: true)
    guard ARNPattern(whole) == nil else { return nil }
    if whole.isAnyRun {
      return "a lone `*` is no ARN; to ask whether the key exists, use `Null`"
    }
    if whole.hasVariables, case .variable? = whole.segments.first { return nil }
    if whole.hasVariables, text.hasPrefix("arn:") { return nil }
    return "expected an ARN, `arn:partition:service:region:account:resource`"
  }

  /// What else to say about an operand that has a variable where none is replaced (V-02).
  private func variableHint(_ text: String) -> String {
    let template = PatternTemplate(text, allowsVariables: true, allowsWildcards: false)
    return template.hasVariables ? "; policy variables are not replaced here" : ""
  }
}
