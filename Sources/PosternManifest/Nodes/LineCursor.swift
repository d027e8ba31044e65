internal import PosternText

/// Finds the lines and columns of byte offsets; asked in rising order it reads the text only once.
struct LineCursor {
  private var line = 1
  private var column = 1
  private var offset = 0

  /// Returns the place of a byte, which does not lie before the one asked for last.
  ///
  /// - Complexity: O(n) in the distance from the last answer.
  mutating func position(byteOffset target: Int, in bytes: [UInt8]) -> TextPosition {
    assert(target >= offset, "offsets are asked for in rising order")
    while offset < target {
      if bytes[offset] == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if bytes[offset] & 0xC0 != 0x80 {
        column += 1
      }
      offset += 1
    }
    return TextPosition(line: line, column: column, byteOffset: target)
  }
}
