/// Positions in one text, found without counting from its start each time.
///
///     text     |· · · · 128 bytes · · · ·|· · · · 128 bytes · · · ·|· ·
///     places   ^ line 1, column 1        ^ line 4, column 9        ^
package struct PositionTable: Sendable {
  private static let stepByteCount = 128

  private let text: [UInt8]
  /// Empty for a text that is one line of ASCII, whose columns need no counting.
  private let places: [TextPosition]
  private let isPlain: Bool

  /// Reads a text of UTF-8 once; lines end with a line feed.
  ///
  /// - Complexity: O(n) in the length of the text.
  package init(_ text: [UInt8]) {
    isPlain = Self.isPlain(text)
    self.text = text
    guard !isPlain else {
      places = []
      return
    }
    var places: [TextPosition] = []
    var place = TextPosition.start
    while place.byteOffset < text.count {
      places.append(place)
      let next = min(place.byteOffset + Self.stepByteCount, text.count)
      place = place.advanced(to: next, in: text.span)
    }
    self.places = places
  }

  /// Returns the position of a byte; an offset behind the text means its end.
  ///
  /// - Complexity: O(1).
  package func position(byteOffset: Int) -> TextPosition {
    if isPlain {
      let offset = min(byteOffset, text.count)
      return TextPosition(line: 1, column: offset + 1, byteOffset: offset)
    }
    guard let last = places.last else { return .start }
    let offset = min(byteOffset, text.count)
    let index = offset / Self.stepByteCount
    return (index < places.count ? places[index] : last).advanced(to: offset, in: text.span)
  }

  /// Whether a text is one line of ASCII, as programs write documents.
  private static func isPlain(_ text: [UInt8]) -> Bool {
    var hasOther = false
    for byte in text { hasOther = hasOther || byte >= 0x80 || byte == UInt8(ascii: "\n") }
    return !hasOther
  }
}
