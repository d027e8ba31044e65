/// Comparisons go many bytes a step; steps overlap, so that no byte of a long text is compared
/// alone, and texts of usual lengths are compared without a branch on their length, which nothing
/// foretells (`postern-bench loop --phase raw` shows what the look-ups cost).
extension ByteSlice {
  /// Whether the bytes are the same.
  @inline(__always)
  func equals(_ other: ByteSlice) -> Bool {
    count == other.count && stands(in: other, at: 0)
  }

  /// Whether these bytes stand in `other` from `offset` on.
  ///
  /// - Complexity: O(n) in the length of this slice.
  @inline(__always)
  func isPrefix(of other: ByteSlice, at offset: Int) -> Bool {
    count <= other.count &- offset && stands(in: other, at: offset)
  }

  /// Whether the bytes of `other` from `offset` on, of which there are enough, are these.
  @inline(__always)
  private func stands(in other: ByteSlice, at offset: Int) -> Bool {
    if count < 8 { return standsShort(in: other, at: offset) }
    if count > 32 { return standsLong(in: other, at: offset) }
    let last = count &- 8
    let second = min(8, last)
    let third = max(last &- 8, 0)
    let difference =
      (word(at: 0) ^ other.word(at: offset))
      | (word(at: second) ^ other.word(at: offset &+ second))
      | (word(at: third) ^ other.word(at: offset &+ third))
      | (word(at: last) ^ other.word(at: offset &+ last))
    return difference == 0
  }

  @inline(__always)
  private func standsLong(in other: ByteSlice, at offset: Int) -> Bool {
    var index = 0
    while index < count &- 32 {
      if wideWord(at: index) != other.wideWord(at: offset &+ index) { return false }
      index &+= 32
    }
    let last = count &- 32
    return wideWord(at: last) == other.wideWord(at: offset &+ last)
  }

  @inline(__always)
  private func standsShort(in other: ByteSlice, at offset: Int) -> Bool {
    if count >= 4 {
      let last = count &- 4
      return load(at: 0, as: UInt32.self) == other.load(at: offset, as: UInt32.self)
        && load(at: last, as: UInt32.self) == other.load(at: offset &+ last, as: UInt32.self)
    }
    // Up to three bytes: the first, the middle and the last are all of them.
    if count == 0 { return true }
    let middle = count &>> 1
    let last = count &- 1
    return self[0] == other[offset] && self[middle] == other[offset &+ middle]
      && self[last] == other[offset &+ last]
  }

  /// Whether the bytes are those of `other`, the letters of ASCII in either case.
  func equalsIgnoringCase(_ other: ByteSlice) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where self[index].lowercasedASCII != other[index].lowercasedASCII {
      return false
    }
    return true
  }

  /// Whether a literal of the program stands somewhere in these bytes.
  ///
  /// - Complexity: O(n × m).
  func contains(_ literal: StaticString) -> Bool {
    guard literal.utf8CodeUnitCount <= count else { return false }
    for start in 0...(count - literal.utf8CodeUnitCount)
    where slice(start, count - start).hasPrefix(literal) {
      return true
    }
    return false
  }

  /// Whether the bytes are a literal of the program.
  func isText(_ literal: StaticString) -> Bool { equals(ByteSlice(literal)) }

  /// Whether these bytes end with a literal of the program.
  func hasSuffix(_ literal: StaticString) -> Bool {
    let length = literal.utf8CodeUnitCount
    return length <= count && ByteSlice(literal).stands(in: self, at: count - length)
  }

  /// Whether these bytes begin with a literal of the program.
  func hasPrefix(_ literal: StaticString) -> Bool { ByteSlice(literal).isPrefix(of: self, at: 0) }
}
