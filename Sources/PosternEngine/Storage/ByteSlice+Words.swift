/// Eight bytes at a time: hashes, and marks for the bytes that somebody looks for.
extension ByteSlice {
  /// A hash of the bytes: fast, not secret; whoever uses it compares the bytes too.
  ///
  /// Sixteen bytes a step; the last step overlaps the one before. Texts of up to 32 bytes take two
  /// steps whatever their length.
  @inline(__always)
  var hash: UInt64 {
    let state = WordMix.seed ^ UInt64(truncatingIfNeeded: count)
    if count > 32 { return hashOfLong }
    if count >= 8 {
      let last = count &- 8
      let front = WordMix.mixed(word(at: 0) ^ state, word(at: min(8, last)) ^ WordMix.odd)
      return WordMix.mixed(
        word(at: max(last &- 8, 0)) ^ front,
        word(at: last) ^ WordMix.odd
      )
    }
    return WordMix.mixed(edges ^ state, state)
  }

  @inline(__always)
  private var hashOfLong: UInt64 {
    var state = WordMix.seed ^ UInt64(truncatingIfNeeded: count)
    var index = 0
    while index < count &- 16 {
      state = WordMix.mixed(word(at: index) ^ state, word(at: index &+ 8) ^ WordMix.odd)
      index &+= 16
    }
    return WordMix.mixed(
      word(at: count &- 16) ^ state,
      word(at: count &- 8) ^ WordMix.odd
    )
  }

  /// All bytes of a text of less than eight, in one number; different texts of one length have
  /// different numbers.
  @inline(__always)
  private var edges: UInt64 {
    if count >= 4 {
      let first = UInt64(load(at: 0, as: UInt32.self))
      return first | UInt64(load(at: count &- 4, as: UInt32.self)) &<< 32
    }
    if count == 0 { return 0 }
    return UInt64(self[0]) | UInt64(self[count &>> 1]) &<< 8 | UInt64(self[count &- 1]) &<< 16
  }

  /// The bytes from `offset` on as one number, zeros behind the last.
  ///
  /// - Precondition: the slice has at least eight bytes.
  @inline(__always)
  func paddedWord(at offset: Int) -> UInt64 {
    if offset <= count &- 8 { return word(at: offset) }
    return word(at: count &- 8) &>> UInt64((offset &+ 8 &- count) &* 8)
  }

  /// A bit for each of the first 64 bytes of which `mark` says so, sixteen at once.
  ///
  /// - Precondition: the slice has at least sixteen bytes.
  @inline(__always)
  func head(_ mark: (Int) -> UInt32) -> UInt64 {
    let last = count &- 16
    let (second, third, fourth) = (min(16, last), min(32, last), min(48, last))
    return UInt64(mark(0)) | UInt64(mark(second)) &<< UInt64(second)
      | UInt64(mark(third)) &<< UInt64(third) | UInt64(mark(fourth)) &<< UInt64(fourth)
  }

  /// Whether an ASCII capital stands before `end`.
  ///
  /// - Precondition: the slice has at least eight bytes, and `end` is above 0.
  @inline(__always)
  func hasCapitals(before end: Int) -> Bool {
    if count >= 16, end <= 64 {
      return head(capitals) &<< UInt64(64 &- end) != 0
    }
    var index = 0
    while index < end &- 8 {
      if ByteMarks.capitals(in: word(at: index)) != 0 { return true }
      index &+= 8
    }
    let last = paddedWord(at: index)
    let rest = UInt64(truncatingIfNeeded: end &- index)
    let kept = rest >= 8 ? last : last & ((1 &<< (rest &* 8)) &- 1)
    return ByteMarks.capitals(in: kept) != 0
  }

  /// Whether the bytes are twelve decimal digits.
  @inline(__always)
  var isAccountID: Bool {
    count == 12 && ByteMarks.areDigits(word(at: 0)) && ByteMarks.areDigits(word(at: 4))
  }
}

extension UInt8 {
  /// The small letter of an ASCII capital, else the byte itself.
  @inline(__always)
  var lowercasedASCII: UInt8 {
    self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self
  }
}
