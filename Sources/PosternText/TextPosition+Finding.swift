extension TextPosition {
  /// Returns the position of a byte in a text of UTF-8; lines end with a line feed.
  ///
  /// - Complexity: O(n) in the offset.
  package static func of(byteOffset: Int, in text: Span<UInt8>) -> TextPosition {
    var line = 1
    var column = 1
    for index in 0..<min(byteOffset, text.count) {
      let byte = text[index]
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return TextPosition(line: line, column: column, byteOffset: byteOffset)
  }
}
