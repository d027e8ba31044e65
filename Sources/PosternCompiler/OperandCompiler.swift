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
      return .text(compiled(bytes, &patterns))
    case .numeric:
      guard let number = DecimalNumber(bytes.span), number.isComparable else { return .malformed }
      return .number(number, text: bytes)
    case .date:
      return Instant(bytes.span).map { .instant($0) } ?? .malformed
    case .boolean:
      let compiled = compiled(bytes, &patterns)
      guard let literal = compiled.literal else { return .text(compiled) }
      return .boolean(OperandCompiler.isTrue(literal))
    case .binary:
      return Base64.decode(bytes.span).map { .binary($0) } ?? .malformed
    case .address:
      return IPNetwork(bytes.span).map { .network($0) } ?? .malformed
    case .arn:
      return arn(text, patterns: &patterns)
    case .existence:
      return .boolean(OperandCompiler.isTrue(bytes[...]))
    }
  }

  private func compiled(_ bytes: [UInt8], _ patterns: inout PatternCompiler) -> CompiledText {
    patterns.compile(
      bytes[...],
      allowsVariables: allowsVariables,
      allowsWildcards: base == .stringLike || base == .stringNotLike
    )
  }

  private func arn(_ text: String, patterns: inout PatternCompiler) -> CompiledOperand {
    let template = PatternTemplate(
      text,
      allowsVariables: allowsVariables,
      allowsWildcards: true
    )
    if template.hasVariables { return .arnText(patterns.compile(template)) }
    guard let pattern = ARNPattern(template) else { return .malformed }
    return .arn(patterns.compile(pattern))
  }

  /// `true` in any case is true, every other text is false (C-21).
  private static func isTrue(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.lazy.map { $0 &- UInt8(ascii: "A") < 26 ? $0 | 0x20 : $0 }.elementsEqual("true".utf8)
  }
}
