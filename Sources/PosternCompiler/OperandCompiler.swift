import PosternEngine
import PosternModel
import PosternText

/// Converts the operands of a condition for its operator's family (table 4.4).
struct OperandCompiler {
  let allowsVariables: Bool
  let base: ConditionOperator.Base

  /// Returns the compiled form of one operand; `number` gives the number of a variable's condition key.
  func compile(_ text: String, number: (String) -> UInt16?) -> CompiledOperand {
    let bytes = Array(text.utf8)
    switch base.family {
    case .string:
      return .text(compiler.compile(bytes, number: number))
    case .numeric:
      return DecimalNumber(bytes.span).map { .number($0, text: bytes) } ?? .malformed
    case .date:
      return Instant(bytes.span).map { .instant($0) } ?? .malformed
    case .boolean:
      let compiled = compiler.compile(bytes, number: number)
      guard let literal = compiled.literal else { return .text(compiled) }
      return .boolean(OperandCompiler.isTrue(literal))
    case .binary:
      return Base64.decode(bytes.span).map { .binary($0) } ?? .malformed
    case .address:
      return IPNetwork(bytes.span).map { .network($0) } ?? .malformed
    case .arn:
      return arn(compiler.segments(of: bytes, number: number))
    case .existence:
      return .boolean(OperandCompiler.isTrue(bytes))
    }
  }

  private var compiler: TextCompiler {
    let allowsWildcards =
      switch base {
      case .stringLike, .stringNotLike, .arnLike, .arnNotLike, .arnEquals, .arnNotEquals: true
      default: false
      }
    return TextCompiler(allowsVariables: allowsVariables, allowsWildcards: allowsWildcards)
  }

  private func arn(_ segments: [CompiledText.Segment]) -> CompiledOperand {
    let whole = CompiledText(segments: segments)
    if whole.hasVariables { return .arnText(whole) }
    let parts = ARNCompiler.parts(of: segments).map { CompiledText(segments: $0) }
    guard parts.count == 6, parts[0].literal == Array("arn".utf8) else { return .malformed }
    return .arn(parts)
  }

  /// `true` in any case is true, every other text is false (C-21).
  private static func isTrue(_ bytes: [UInt8]) -> Bool {
    bytes.map { $0 &- UInt8(ascii: "A") < 26 ? $0 | 0x20 : $0 } == Array("true".utf8)
  }
}
