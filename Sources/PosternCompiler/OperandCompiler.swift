import PosternEngine
import PosternModel
import PosternPolicy
import PosternText

/// Converts the operands of a condition for its operator's family (table 4.4).
struct OperandCompiler {
  let allowsVariables: Bool
  let base: ConditionOperator.Comparison

  /// Returns the compiled form of one operand.
  func compile(_ text: String, patterns: inout PatternCompiler) -> CompiledOperand {
    let bytes = Array(text.utf8)
    switch base.family {
    case .string:
      return .text(patterns.compile(template(text)))
    case .numeric:
      return DecimalNumber(bytes.span).map { .number($0, text: bytes) } ?? .malformed
    case .date:
      return Instant(bytes.span).map { .instant($0) } ?? .malformed
    case .boolean:
      let compiled = patterns.compile(template(text))
      guard let literal = compiled.literal else { return .text(compiled) }
      return .boolean(OperandCompiler.isTrue(literal))
    case .binary:
      return Base64.decode(bytes.span).map { .binary($0) } ?? .malformed
    case .address:
      return IPNetwork(bytes.span).map { .network($0) } ?? .malformed
    case .arn:
      return arn(template(text), patterns: &patterns)
    case .existence:
      return .boolean(OperandCompiler.isTrue(bytes))
    }
  }

  private func template(_ text: String) -> PatternTemplate {
    let isPattern = base == .stringLike || base == .stringNotLike || base.family == .arn
    return PatternTemplate(text, allowsVariables: allowsVariables, allowsWildcards: isPattern)
  }

  private func arn(
    _ template: PatternTemplate,
    patterns: inout PatternCompiler
  ) -> CompiledOperand {
    if template.hasVariables { return .arnText(patterns.compile(template)) }
    guard let pattern = ARNPattern(template) else { return .malformed }
    let first = CompiledText(segments: [.literal(Array("arn".utf8))])
    return .arn([first] + (pattern.head + [pattern.resource]).map { patterns.compile($0) })
  }

  /// `true` in any case is true, every other text is false (C-21).
  private static func isTrue(_ bytes: [UInt8]) -> Bool {
    bytes.map { $0 &- UInt8(ascii: "A") < 26 ? $0 | 0x20 : $0 } == Array("true".utf8)
  }
}
