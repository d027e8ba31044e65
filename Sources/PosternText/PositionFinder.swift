/// Finds places in a text that is lent each time, and looks at each byte about once however many
/// places are asked for.
///
///     text    |· · · · 256 bytes · · · ·|· · · · 256 bytes · · · ·|· ·
///     places  ^ line 1, column 1        ^ line 4, column 9        as far as somebody has asked
package struct PositionFinder: Sendable {
  private static let stepByteCount = 256
  /// The most places whose storage is kept for the next text: those of a mebibyte.
  private static let keptPlaceCountMax = 4_096

  private var places: [TextPosition] = []
  /// How many bytes of the text have been looked at, those of all questions together.
  package private(set) var readByteCount = 0

  /// Makes a finder that begins with a text of which nothing is known.
  package init() {}

  /// Forgets the text before; the next questions are about another one.
  package mutating func begin() {
    guard readByteCount > 0 else { return }
    places.removeAll(keepingCapacity: places.capacity <= PositionFinder.keptPlaceCountMax)
    readByteCount = 0
  }

  /// Returns the position of a byte in a text of UTF-8; an offset behind the text means its end.
  ///
  /// - Precondition: the text is the one of the questions since `begin`.
  /// - Complexity: O(1) behind places that were asked for before, else O(n) in the bytes between.
  package mutating func position(byteOffset: Int, in text: Span<UInt8>) -> TextPosition {
    let offset = min(byteOffset, text.count)
    let index = offset / PositionFinder.stepByteCount
    var place = places.isEmpty ? .start : places[min(index, places.count - 1)]
    if places.isEmpty { places.append(place) }
    while places.count <= index {
      place = advance(place, to: places.count * PositionFinder.stepByteCount, in: text)
      places.append(place)
    }
    return advance(place, to: offset, in: text)
  }

  private mutating func advance(
    _ place: TextPosition,
    to offset: Int,
    in text: Span<UInt8>
  ) -> TextPosition {
    readByteCount += offset - place.byteOffset
    return place.advanced(to: offset, in: text)
  }
}
