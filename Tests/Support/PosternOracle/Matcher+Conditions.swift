import PosternModel
import PosternPolicy
import PosternText

extension Matcher {
  private typealias Comparison = ConditionOperator.Comparison

  /// One operator and key of a condition block (4.1 to 4.3).
  func holds(_ condition: Condition) -> Bool {
    let (base, qualifier) = (condition.operator.base, condition.operator.qualifier)
    let entry = question.lookUp(condition.key.text)
    let operands = condition.values.map(\.text)
    if base == .null {
      if qualifier != .none { return qualifier == .forAllValues }  // C-24
      return operands.contains { isTrue($0) == (entry == nil) }  // C-21
    }
    guard let entry else {  // 4.2
      if qualifier == .forAllValues || condition.operator.isIfExists { return true }
      return qualifier == .none && base.isNegated
    }
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
    if base.family == .arn { return isNamed(value, operands, isNegated: base.isNegated) }
    if base.family == .address, IPAddress(request: Array(value.utf8).span) == nil { return false }
    return operands.contains { matches(value, $0, base) } != base.isNegated
  }

  /// Whether one operand matches, the operator's negation apart (4.4); what cannot be read matches
  /// nothing.
  private func matches(_ value: String, _ operand: String, _ base: Comparison) -> Bool {
    let (left, right) = (Array(value.utf8), Array(operand.utf8))
    switch base.family {
    case .string: return areEqual(value, operand, base)
    case .boolean: return expand(operand).map { isTrue($0.text) } == isTrue(value)
    case .numeric:
      guard let a = DecimalNumber(left.span), let b = DecimalNumber(right.span) else {
        return false  // C-43
      }
      return accepts(DecimalNumber.order(a, in: left.span, b, in: right.span), base)  // C-44
    case .date:
      guard let a = Instant(left.span), let b = Instant(right.span) else { return false }
      return accepts(a == b ? 0 : a < b ? -1 : 1, base)  // C-50, C-51
    case .binary:
      return Base64.decode(left.span).map { $0 == Base64.decode(right.span) } ?? false  // C-65
    case .address:
      return IPAddress(request: left.span).flatMap { IPNetwork(right.span)?.contains($0) } ?? false
    case .arn, .existence: return false  // These are not asked one by one.
    }
  }

  /// 4.5; an operand that cannot be resolved equals nothing (V-08).
  private func areEqual(_ value: String, _ operand: String, _ base: Comparison) -> Bool {
    let isPattern = base == .stringLike || base == .stringNotLike
    guard let operand = expand(operand, wildcards: isPattern) else { return false }
    if base == .stringEqualsIgnoreCase || base == .stringNotEqualsIgnoreCase {
      return LowercaseText.areEqual(Array(operand.text.utf8).span, Array(value.utf8).span)  // C-41
    }
    return operand.matches(Symbol.read(value))  // C-40, C-42
  }

  /// 4.8; the operands are looked at in order, for a malformed one decides by itself (C-62).
  private func isNamed(_ value: String, _ operands: [String], isNegated: Bool) -> Bool {
    let actual = Symbol.read(value).colonParts()
    guard actual.count == 6, actual[0] == Symbol.read("arn") else { return false }  // C-61
    for parts in operands.compactMap({ expand($0, wildcards: true)?.colonParts() }) {  // V-03, V-08
      if parts.count < 6 || parts[0] != actual[0] { return isDeny }
      if zip(parts, actual).allSatisfy({ $0.matches($1) }) { return !isNegated }  // C-60
    }
    return isNegated
  }

  /// Whether the order of value and operand is what the operator asks for.
  private func accepts(_ order: Int, _ base: Comparison) -> Bool {
    switch order {
    case ..<0: base.rawValue.contains("LessThan")
    case 0: base.rawValue.hasSuffix("Equals")
    default: base.rawValue.contains("GreaterThan")
    }
  }

  private func isTrue(_ text: String) -> Bool { text.lowercased() == "true" }

  private func expand(_ operand: String, wildcards: Bool = false) -> [Symbol]? {
    expand(Symbol.read(operand, wildcards: wildcards, variable: variable))
  }
}
