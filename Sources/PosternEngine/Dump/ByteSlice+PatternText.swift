extension ByteSlice {
  /// The pattern at `place` as policies are written.
  func patternText(at start: Int, keyName: (UInt16) -> String) -> String {
    var text = ""
    var place = start
    while self[place] != PatternCode.end {
      let piece = PatternPiece(self, at: place)
      text += self.text(of: piece, keyName: keyName)
      place = piece.next
    }
    return text
  }

  private func text(of piece: PatternPiece, keyName: (UInt16) -> String) -> String {
    let bytes = slice(piece.start, piece.count)
    return switch piece.operation {
    case PatternCode.longLiteral: ByteSlice.written(bytes)
    case PatternCode.anyRun: "*"
    case PatternCode.anyOne: "?"
    case PatternCode.variable: "${\(keyName(piece.key))}"
    case PatternCode.variableWithFallback: "${\(keyName(piece.key)), '\(bytes.string)'}"
    default: "${…}"
    }
  }

  /// Literal text; the signs that would mean something in a pattern are written as variables.
  private static func written(_ bytes: ByteSlice) -> String {
    bytes.string.map { $0 == "*" || $0 == "?" || $0 == "$" ? "${\($0)}" : String($0) }.joined()
  }
}
