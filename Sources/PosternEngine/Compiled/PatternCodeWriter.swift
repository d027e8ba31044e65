/// Writes the byte code of patterns; neighbouring literals and neighbouring `*` become one piece.
package struct PatternCodeWriter {
  private var code: [UInt8] = []
  /// The place of the literal that still grows.
  private var literal: Int?
  private var endsWithRun = false

  /// Creates a writer with nothing written.
  package init() {}

  /// Appends literal bytes.
  package mutating func append(_ bytes: some Collection<UInt8>) {
    if bytes.isEmpty { return }
    beginLiteral()
    code.append(contentsOf: bytes)
  }

  /// Appends a literal byte.
  package mutating func append(_ byte: UInt8) {
    beginLiteral()
    code.append(byte)
  }

  /// Appends a text in which `*` and `?` may be wildcards.
  package mutating func append(pattern bytes: ArraySlice<UInt8>, allowsWildcards: Bool) {
    var rest = bytes
    while let index = rest.firstIndex(where: PatternCodeWriter.isWildcard), allowsWildcards {
      append(rest[..<index])
      if rest[index] == UInt8(ascii: "*") { appendAnyRun() } else { appendAnyOne() }
      rest = rest[(index + 1)...]
    }
    append(rest)
  }

  private static func isWildcard(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?")
  }

  /// Appends `*`.
  package mutating func appendAnyRun() {
    if endsWithRun { return }
    closeLiteral()
    code.append(PatternCode.anyRun)
    endsWithRun = true
  }

  /// Appends `?`.
  package mutating func appendAnyOne() { appendOperation(PatternCode.anyOne) }

  /// Appends a variable that never has a value.
  package mutating func appendUnresolvable() { appendOperation(PatternCode.unresolvable) }

  /// Appends the value of a condition key, or the default where there is none.
  package mutating func appendVariable(_ key: UInt16, fallback: [UInt8]?) {
    appendOperation(fallback == nil ? PatternCode.variable : PatternCode.variableWithFallback)
    code.append(littleEndian: key)
    if let fallback {
      code.append(littleEndian: UInt32(fallback.count))
      code.append(contentsOf: fallback)
    }
  }

  /// Ends the pattern; another one may follow behind it.
  package mutating func end() { appendOperation(PatternCode.end) }

  /// Returns what was written, of which the last pattern is ended by this.
  package consuming func finish() -> CompiledText {
    end()
    return CompiledText(code: code)
  }

  private mutating func appendOperation(_ operation: UInt8) {
    closeLiteral()
    code.append(operation)
    endsWithRun = false
  }

  private mutating func beginLiteral() {
    guard literal == nil else { return }
    literal = code.count
    endsWithRun = false
    code.append(0)
  }

  /// Writes the length of a literal in front of it, where one byte was left for it.
  private mutating func closeLiteral() {
    guard let start = literal else { return }
    literal = nil
    let count = code.count - start - 1
    if count <= PatternCode.shortLiteralMax {
      code[start] = UInt8(count)
    } else {
      var length: [UInt8] = [PatternCode.longLiteral]
      length.append(littleEndian: UInt32(count))
      code.replaceSubrange(start...start, with: length)
    }
  }
}

extension [UInt8] {
  /// Appends the bytes of a number, the lowest first.
  mutating func append(littleEndian number: some FixedWidthInteger & UnsignedInteger) {
    var rest = number
    for _ in 0..<(number.bitWidth / 8) {
      append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }
}
