/// Reads JSON from front to back as long as it is plain: strings in ASCII without escapes, short
/// numbers and booleans.
///
/// For what is asked all the time, and should not cost a tape. It is as strict as a scan and never
/// guesses: what it does not take may still be in order, and is for a `JSONTape` to judge.
///
/// Public only because the compiler does not inline methods of package types into other modules.
public struct JSONCursor {
  @usableFromInline
  var place = 0
  /// What is known of the text around the place: a string is mostly shorter than a block, and its
  /// end a shift and a count of zeros away.
  @usableFromInline
  var block = PlainTextBlock()

  /// Creates a cursor in front of a text.
  @inlinable
  package init() {}

  /// Skips space and takes a byte if it is this one; tells whether it was.
  @inlinable
  @inline(__always)
  package mutating func take(_ byte: UInt8, of text: Span<UInt8>) -> Bool {
    guard text.byteBehindSpace(from: &place) == byte, place < text.count else { return false }
    place &+= 1
    return true
  }

  /// Skips space and takes a plain string; returns where its characters stand.
  @inlinable
  @inline(__always)
  package mutating func takeString(of text: Span<UInt8>) -> Range<Int>? {
    guard take(UInt8(ascii: "\""), of: text) else { return nil }
    let start = place
    let end = block.endOfPlainText(from: start, of: text)
    guard end < text.count, text[end] == UInt8(ascii: "\"") else { return nil }
    place = end &+ 1
    return start..<end
  }

  /// Skips space and takes a plain string, a short number without exponent or a boolean; returns
  /// where its characters stand.
  @inlinable
  @inline(__always)
  package mutating func takeScalar(of text: Span<UInt8>) -> Range<Int>? {
    switch text.byteBehindSpace(from: &place) {
    case UInt8(ascii: "\""): return takeString(of: text)
    case UInt8(ascii: "t"): return takeWord("true", of: text)
    case UInt8(ascii: "f"): return takeWord("false", of: text)
    default: return takeNumber(of: text)
    }
  }

  /// Whether nothing but space is left.
  package mutating func isAtEnd(of text: Span<UInt8>) -> Bool {
    _ = text.byteBehindSpace(from: &place)
    return place == text.count
  }

  @usableFromInline
  mutating func takeWord(_ word: StaticString, of text: Span<UInt8>) -> Range<Int>? {
    let range = place..<(place + word.utf8CodeUnitCount)
    guard range.upperBound <= text.count, text.isEqual(range, to: word) else { return nil }
    place = range.upperBound
    return range
  }

  @usableFromInline
  mutating func takeNumber(of text: Span<UInt8>) -> Range<Int>? {
    let start = place
    if start < text.count, text[start] == UInt8(ascii: "-") { place += 1 }
    let first = place
    skipDigits(of: text)
    let wholeCount = place - first
    guard wholeCount == 1 || wholeCount > 1 && text[first] != UInt8(ascii: "0") else { return nil }
    if place < text.count, text[place] == UInt8(ascii: ".") {
      let point = place
      place += 1
      skipDigits(of: text)
      guard place > point + 1 else { return nil }
    }
    // What stands behind it is the caller's: an exponent is no comma and ends nothing.
    return place - start <= JSONCursor.numberByteCountMax ? start..<place : nil
  }

  private mutating func skipDigits(of text: Span<UInt8>) {
    while place < text.count, text[place] >= UInt8(ascii: "0"), text[place] <= UInt8(ascii: "9") {
      place += 1
    }
  }

  /// More digits than a double or a time has; longer numbers are in order, but not plain.
  private static let numberByteCountMax = 32
}
