extension TextPosition {
  /// The place where every text begins.
  package static let start = TextPosition(line: 1, column: 1, byteOffset: 0)

  /// Returns the position of a byte in a text of UTF-8; lines end with a line feed.
  ///
  /// - Complexity: O(n) in the offset.
  package static func of(byteOffset: Int, in text: Span<UInt8>) -> TextPosition {
    var position = start.advanced(to: min(byteOffset, text.count), in: text)
    position.byteOffset = byteOffset
    return position
  }

  /// Returns the position of a byte at or behind this one, in the text that this one is of.
  ///
  /// - Precondition: the text has so many bytes.
  /// - Complexity: O(n) in the bytes in between.
  func advanced(to byteOffset: Int, in text: Span<UInt8>) -> TextPosition {
    var line = line
    var column = column
    for index in self.byteOffset..<byteOffset {
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
