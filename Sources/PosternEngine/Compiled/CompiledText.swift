/// A pattern or an operand of a policy in its last form: the bytes of a `PatternCode`, which a
/// decision set keeps as they are.
package struct CompiledText: Hashable, Sendable {
  /// The text without bytes.
  package static let empty = CompiledText(code: [PatternCode.end])
  /// A lone `*`.
  package static let anyRun = CompiledText(code: [PatternCode.anyRun, PatternCode.end])

  /// The code; several patterns may follow one another.
  let code: [UInt8]

  init(code: [UInt8]) { self.code = code }

  /// Creates a text that stands for itself.
  package init(literal bytes: [UInt8]) {
    var writer = PatternCodeWriter()
    writer.append(bytes)
    self = writer.finish()
  }

  /// Whether nothing stands in the text.
  var isEmpty: Bool { self == CompiledText.empty }

  /// The bytes of the text when it is literal all through, else nil.
  package var literal: ArraySlice<UInt8>? {
    let prefix = literalPrefix
    if prefix.isEmpty { return isEmpty ? [] : nil }
    return prefix.endIndex == code.count - 1 ? prefix : nil
  }

  /// The literal bytes at the front, before any wildcard or variable.
  var literalPrefix: ArraySlice<UInt8> {
    let first = code[0]
    if first == PatternCode.longLiteral {
      let count = code[1...4].reversed().reduce(0) { $0 << 8 | Int($1) }
      return code[5..<(5 + count)]
    }
    return first <= PatternCode.shortLiteralMax ? code[1...Int(first)] : []
  }
}
