/// Where plain runs of JSON strings end in sixty-four bytes of a text.
///
/// Who reads a text from front to back looks at each of its bytes once, and not once more for each
/// string that begins behind another in the same bytes. Plain is what `endOfPlainText` takes, and
/// ASCII.
///
/// Public only because the compiler does not inline methods of package types into other modules.
public struct PlainTextBlock {
  /// Where the bytes begin; so far in front of the text at first that no place is in them.
  @usableFromInline
  var start = -PlainTextBlock.byteCount
  /// A bit for each byte that ends a plain run; none for what is behind the text.
  @usableFromInline
  var ends: UInt64 = 0

  @usableFromInline
  static var byteCount: Int { 64 }

  @inlinable
  init() {}

  /// The place of the first byte, at or behind `place`, that ends a plain run; the end of the text
  /// when there is none.
  ///
  /// - Precondition: all questions are about the same text, each about a place behind the end that
  ///   was found last.
  /// - Complexity: O(n), sixty-four bytes at a time.
  @inlinable
  @inline(__always)
  mutating func endOfPlainText(from place: Int, of text: Span<UInt8>) -> Int {
    assert(place >= start)
    let offset = place &- start
    if offset < PlainTextBlock.byteCount {
      let rest = ends &>> UInt64(truncatingIfNeeded: offset)
      if rest != 0 { return place &+ rest.trailingZeroBitCount }
    }
    return endBehindBlock(from: place, of: text)
  }

  /// The same for a run that does not end in the bytes that are known.
  @usableFromInline
  @inline(never)
  mutating func endBehindBlock(from place: Int, of text: Span<UInt8>) -> Int {
    start = max(place, start &+ PlainTextBlock.byteCount)
    while start < text.count {
      ends = text.endsOfPlainText(inBlockAt: start)
      if ends != 0 { return start &+ ends.trailingZeroBitCount }
      start &+= PlainTextBlock.byteCount
    }
    return text.count
  }
}
