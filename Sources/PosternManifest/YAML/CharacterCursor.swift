internal import PosternText

/// Turns character indices, which libyaml counts, into byte offsets; asked in rising order it reads
/// the text only once.
struct CharacterCursor {
  private let bytes: [UInt8]
  private var characterIndex = 0
  private var offset = 0

  /// Creates a cursor at the start of a UTF-8 text.
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Returns the offset of a character, the end of the text for one beyond it.
  ///
  /// - Complexity: O(n) in the distance from the last answer when that lies before, in the index
  ///   otherwise.
  mutating func byteOffset(characterIndex target: Int) -> Int {
    if target < characterIndex { (characterIndex, offset) = (0, 0) }
    while characterIndex < target, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      characterIndex += 1
    }
    return offset
  }

  /// Returns the place of a byte.
  func position(byteOffset: Int) -> TextPosition {
    .of(byteOffset: min(max(0, byteOffset), bytes.count), in: bytes.span)
  }
}
