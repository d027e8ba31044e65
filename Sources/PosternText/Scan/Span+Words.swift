import CProcessor

extension Span<UInt8> {
  /// Skips the space of JSON and returns the byte behind it; NUL, which nothing begins with, at
  /// the end.
  ///
  /// - Complexity: O(n) in the space.
  @inlinable
  @inline(__always)
  func byteBehindSpace(from place: inout Int) -> UInt8 {
    while place < count {
      let byte = self[place]
      guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else {
        return byte
      }
      place &+= 1
    }
    return 0
  }

  /// Tells whether the bytes are exactly those of a literal; allocates nothing.
  ///
  /// - Complexity: O(n) in the length of the literal, eight bytes at a time.
  @inlinable
  package func isEqual(to literal: StaticString) -> Bool {
    isEqual(0..<count, to: literal)
  }

  /// Tells whether the bytes are exactly the UTF-8 of a text; allocates nothing.
  ///
  /// - Complexity: O(n) in the length of the text, eight bytes at a time.
  @_disfavoredOverload
  package func isEqual(to text: String) -> Bool {
    isEqual(to: text.utf8.span)
  }

  /// Tells whether both hold the same bytes.
  ///
  /// - Complexity: O(n) in their length, eight bytes at a time.
  package func isEqual(to other: Span<UInt8>) -> Bool {
    count == other.count && areEqual(0, other, 0, byteCount: count)
  }

  /// Tells whether the bytes of a range are exactly those of a literal.
  ///
  /// Most literals have another length, which costs a comparison of numbers.
  @inlinable
  @inline(__always)
  package func isEqual(_ range: Range<Int>, to literal: StaticString) -> Bool {
    let byteCount = literal.utf8CodeUnitCount
    guard range.upperBound &- range.lowerBound == byteCount else { return false }
    // SAFETY: a static string's bytes live as long as the program and are as many as it says.
    return unsafe extracting(range).hasSameBytes(as: literal.utf8Start, byteCount: byteCount)
  }

  /// Tells whether so many bytes are the same: all of the span's.
  ///
  /// Where the literal is known, so is its length, and only a few comparisons of numbers are left.
  // SAFETY: the caller knows that there are as many bytes; none behind them is read.
  @inlinable
  @inline(__always)
  @unsafe
  package func hasSameBytes(as other: UnsafePointer<UInt8>, byteCount: Int) -> Bool {
    let other = unsafe UnsafeRawPointer(other)
    assert(byteCount == count)
    // SAFETY: the buffer is used inside the closure that lends it.
    return unsafe withUnsafeBytes { own in
      guard let own = own.baseAddress else { return true }
      // SAFETY: so many bytes are behind the offset, on both sides.
      func isSame<Word: FixedWidthInteger>(_: Word.Type, at offset: Int) -> Bool {
        unsafe own.loadUnaligned(fromByteOffset: offset, as: Word.self)
          == other.loadUnaligned(fromByteOffset: offset, as: Word.self)
      }
      var offset = 0
      while offset &+ 8 <= byteCount {
        guard isSame(UInt64.self, at: offset) else { return false }
        offset &+= 8
      }
      // The last bytes together with some that were compared already.
      if byteCount >= 8 { return isSame(UInt64.self, at: byteCount &- 8) }
      if byteCount >= 4 {
        return isSame(UInt32.self, at: 0) && isSame(UInt32.self, at: byteCount &- 4)
      }
      while offset < byteCount {
        guard isSame(UInt8.self, at: offset) else { return false }
        offset &+= 1
      }
      return true
    }
  }

  /// Tells whether a byte of a range is zero; allocates nothing.
  ///
  /// - Complexity: O(n), eight bytes at a time.
  package func hasZero(in range: Range<Int>) -> Bool {
    let bytes = extracting(range)
    var offset = 0
    while offset &+ 8 <= bytes.count {
      if Self.zeros(in: bytes.word(at: offset)) != 0 { return true }
      offset &+= 8
    }
    while offset < bytes.count {
      if bytes[offset] == 0 { return true }
      offset &+= 1
    }
    return false
  }

  /// The place of the first byte that is one of two; the number of bytes when none is.
  ///
  /// - Complexity: O(n), eight bytes at a time.
  package func firstPlace(of one: UInt8, or other: UInt8) -> Int {
    let (ones, others) = (
      UInt64(one) &* 0x0101_0101_0101_0101, UInt64(other) &* 0x0101_0101_0101_0101
    )
    var offset = 0
    while offset &+ 8 <= count {
      let word = self.word(at: offset)
      let found = Self.zeros(in: word ^ ones) | Self.zeros(in: word ^ others)
      if found != 0 { return offset &+ found.trailingZeroBitCount &>> 3 }
      offset &+= 8
    }
    while offset < count, self[offset] != one, self[offset] != other { offset &+= 1 }
    return offset
  }

  /// The highest bit of each byte that is zero; above the lowest one perhaps of others too.
  @inline(__always)
  private static func zeros(in word: UInt64) -> UInt64 {
    // Only a byte of zero, or one behind it, borrows from its highest bit without having it.
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }

  /// Tells whether all bytes of a range are ASCII and none is zero; allocates nothing.
  ///
  /// - Complexity: O(n), eight bytes at a time.
  package func isNonzeroASCII(_ range: Range<Int>) -> Bool {
    let bytes = extracting(range)
    var offset = 0
    while offset &+ 8 <= bytes.count {
      // A byte of zero borrows from its highest bit; one that is not ASCII has it.
      let word = bytes.word(at: offset)
      if (word | (word &- 0x0101_0101_0101_0101)) & 0x8080_8080_8080_8080 != 0 { return false }
      offset &+= 8
    }
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == 0 || byte > 0x7F { return false }
      offset &+= 1
    }
    return true
  }

  /// Tells whether two ranges of the text hold the same bytes.
  func areEqual(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    left.count == right.count
      && areEqual(left.lowerBound, self, right.lowerBound, byteCount: left.count)
  }

  /// The place of the first byte, at or behind `start`, that ends a plain run of a JSON string.
  ///
  /// Such are a quote, a backslash, a control character and, if asked for, a byte of a character
  /// above U+007F. The end of the text when there is none.
  ///
  /// - Complexity: O(n), sixteen bytes at a time.
  @usableFromInline
  @inline(never)
  func endOfPlainText(from start: Int, stopsAboveASCII: Bool) -> Int {
    var place = start
    while place &+ 16 <= count {
      let ends = endsOfPlainText(at: place, stopsAboveASCII)
      if ends != 0 { return place &+ ends.trailingZeroBitCount }
      place &+= 16
    }
    if place < count, count >= 16 {
      // The last sixteen bytes without those that were looked at already.
      let ends = endsOfPlainText(at: count &- 16, stopsAboveASCII) &>> (place &+ 16 &- count)
      return ends == 0 ? count : place &+ ends.trailingZeroBitCount
    }
    while place < count, !endsPlainText(self[place], stopsAboveASCII: stopsAboveASCII) {
      place &+= 1
    }
    return place
  }

  @inline(__always)
  private func endsPlainText(_ byte: UInt8, stopsAboveASCII: Bool) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20
      || (stopsAboveASCII && byte >= 0x80)
  }

  /// A bit for each of sixteen bytes that ends a plain run.
  @inline(__always)
  private func endsOfPlainText(at place: Int, _ stopsAboveASCII: Bool) -> UInt32 {
    assert(place >= 0 && place &+ 16 <= count)
    // SAFETY: whoever calls this has found sixteen bytes between the place and the end of the span,
    // and the buffer is used inside the closure that lends it.
    return unsafe withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return 0 }
      return unsafe plain_text_ends(start + place, stopsAboveASCII)
    }
  }

  /// A bit for each of sixty-four bytes that ends a plain run in ASCII; none for those that are
  /// behind the end of the text.
  @inline(__always)
  func endsOfPlainText(inBlockAt place: Int) -> UInt64 {
    assert(place >= 0 && place < count)
    guard count >= 64 else {
      var ends: UInt64 = 0
      for index in place..<count where endsPlainText(self[index], stopsAboveASCII: true) {
        ends |= 1 &<< UInt64(index &- place)
      }
      return ends
    }
    // The last bytes are looked at together with some in front of them.
    let start = min(place, count &- 64)
    // SAFETY: sixty-four bytes are between the start and the end of the span, and the buffer is
    // used inside the closure that lends it.
    let ends = unsafe withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return 0 as UInt64 }
      return unsafe plain_text_ends_of_block(base + start, true)
    }
    return ends &>> UInt64(truncatingIfNeeded: place &- start)
  }

  @inline(__always)
  private func areEqual(
    _ start: Int,
    _ other: Span<UInt8>,
    _ otherStart: Int,
    byteCount: Int
  ) -> Bool {
    var offset = 0
    while offset &+ 8 <= byteCount {
      guard word(at: start &+ offset) == other.word(at: otherStart &+ offset) else { return false }
      offset &+= 8
    }
    while offset < byteCount {
      guard self[start &+ offset] == other[otherStart &+ offset] else { return false }
      offset &+= 1
    }
    return true
  }

  /// Eight bytes as one number, the first of them lowest.
  @inline(__always)
  private func word(at place: Int) -> UInt64 {
    assert(place >= 0 && place &+ 8 <= count)
    // SAFETY: whoever calls this has found eight bytes between the place and the end of the span.
    return unsafe UInt64(
      littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: place, as: UInt64.self)
    )
  }
}
