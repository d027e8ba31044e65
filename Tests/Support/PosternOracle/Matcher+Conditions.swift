import PosternModel
import PosternPolicy
import PosternText

extension Matcher {
  private typealias Comparison = ConditionOperator.Comparison

  /// One operator and key of a condition block (4.1 to 4.3).
  func holds(_ condition: Condition) -> Bool {
    let (base, qualifier) = (condition.operator.base, condition.operator.qualifier)
    let entry = question.lookUp(condition.key.text)
    if base == .null {
      if qualifier != .none { return qualifier == .forAllValues }  // C-24
      return condition.values.contains { isTrue($0.text) == (entry == nil) }  // C-21
    }
    guard let entry else {  // 4.2
      if qualifier == .forAllValues || condition.operator.isIfExists { return true }
      return qualifier == .none && base.isNegated
    }
    let operands = condition.values.map(\.text)
    let passing = entry.values.filter { passes($0, base, operands) }
    switch qualifier {
    case .forAllValues: return passing.count == entry.values.count  // C-32, C-23
    case .forAnyValue: return !passing.isEmpty
    case .none: return !entry.isMultivalued && !passing.isEmpty  // C-31
    }
  }

  /// Whether one value of the request passes: some operand matches, or for a negated operator none
  /// (C-02).
  private func passes(_ value: String, _ base: Comparison, _ operands: [String]) -> Bool {
    func someMatches(_ compare: (String) -> Bool) -> Bool {
      operands.contains(where: compare) != base.isNegated
    }
    switch base.family {
    case .string:
      return someMatches { areEqual(value, $0, base) }
    case .boolean:
      return someMatches { expand($0).map { isTrue($0.text) } == isTrue(value) }
    case .numeric, .date:
      return someMatches { order(value, $0, base).map(base.accepts) ?? false }
    case .binary:
      let bytes = Base64.decode(Array(value.utf8).span)
      return someMatches { bytes != nil && Base64.decode(Array($0.utf8).span) == bytes }
    case .address:
      guard let address = IPAddress(request: Array(value.utf8).span) else { return false }
      return someMatches { IPNetwork(Array($0.utf8).span)?.contains(address) ?? false }
    case .arn:
      return isNamed(value, operands, isNegated: base.isNegated)
    case .existence:
      return false
    }
  }

  /// 4.5; an operand that cannot be resolved equals nothing (V-08).
  private func areEqual(_ value: String, _ operand: String, _ base: Comparison) -> Bool {
    let isPattern = base == .stringLike || base == .stringNotLike
    guard let operand = expand(operand, wildcards: isPattern) else { return false }
    guard base == .stringEqualsIgnoreCase || base == .stringNotEqualsIgnoreCase else {
      return operand.matches(Symbol.read(value))
    }
    return LowercaseText.areEqual(Array(operand.text.utf8).span, Array(value.utf8).span)  // C-41
  }

  /// 4.8; the operands are looked at in order, for a malformed one decides by itself (C-62).
  private func isNamed(_ value: String, _ operands: [String], isNegated: Bool) -> Bool {
    let actual = Symbol.read(value).colonParts()
    guard actual.count == 6, actual[0] == Symbol.read("arn") else { return false }  // C-61
    for parts in operands.compactMap({ expand($0, wildcards: true)?.colonParts() }) {  // V-03, V-08
      if parts.count < 6 || parts[0] != actual[0] { return effect == .deny }
      if zip(parts, actual).allSatisfy({ $0.matches($1) }) { return !isNegated }  // C-60
    }
    return isNegated
  }

  private func isTrue(_ text: String) -> Bool { text.lowercased() == "true" }

  private func expand(_ operand: String, wildcards: Bool = false) -> [Symbol]? {
    expand(Symbol.read(operand, wildcards: wildcards, variable: variable))
  }

  /// Compares two numbers or two instants, nil when one is none (C-43, C-44, C-50, C-51).
  private func order(_ value: String, _ operand: String, _ base: Comparison) -> Int? {
    let (left, right) = (Array(value.utf8), Array(operand.utf8))
    if base.family == .date {
      guard let a = Instant(left.span), let b = Instant(right.span) else { return nil }
      return a == b ? 0 : a < b ? -1 : 1
    }
    guard let a = DecimalNumber(left.span), let b = DecimalNumber(right.span) else { return nil }
    return DecimalNumber.order(a, in: left.span, b, in: right.span)
  }
}

extension ConditionOperator.Comparison {
  /// Whether the order of value and operand is what the operator asks for, its negation apart.
  fileprivate func accepts(_ order: Int) -> Bool {
    if rawValue.hasSuffix("LessThan") { return order < 0 }
    if rawValue.hasSuffix("LessThanEquals") { return order <= 0 }
    if rawValue.hasSuffix("GreaterThan") { return order > 0 }
    return rawValue.hasSuffix("GreaterThanEquals") ? order >= 0 : order == 0
  }
}
