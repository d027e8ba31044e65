/// One byte that most entries differ in from a resource that they are not about.
///
/// A run has a window: three bytes of the sixth part of ARNs, at a place where its entries differ
/// from one another. An entry whose literal prefix covers the window has the hash of what stands
/// there as its mark, every other entry has 0. Whoever looks for a resource compares the mark of
/// its own window, and 0, with the marks of sixteen entries at once, and what is left are one or
/// two (`postern-bench loop --phase resolved`, of M and W). It is a filter, never a proof: the
/// entries that pass are compared in full.
enum EntryMark {
  /// The mark of entries that can be about any resource.
  static let any: UInt8 = 0
  /// The size of a window in bytes.
  static let windowByteCount = 3
  /// Windows begin in front of this byte of the sixth part.
  static let windowCount = 32
  /// This many neighbours are compared to place a window.
  private static let sampleCount = 8

  private static let odd: UInt32 = 0x9E37_79B1

  /// The mark of a resource whose window begins at `place`.
  ///
  /// Where the resource ends before the window does, any mark will do: no entry that has one can be
  /// about it.
  ///
  /// - Precondition: the resource is `*`, or an ARN whose sixth part does not begin behind `place`:
  ///   the byte before `place` is read too.
  @inline(__always)
  static func of(_ resource: ByteSlice, at place: Int) -> UInt8 {
    // `*`, for an action without a resource.
    if resource.count < 8 { return any }
    let start = min(place &- 1, resource.count &- 4)
    return hash(resource.load(at: start, as: UInt32.self) &>> 8)
  }

  /// The mark of an entry with so many literal bytes of the sixth part.
  static func of(_ literal: ArraySlice<UInt8>, window: Int) -> UInt8 {
    guard literal.count >= window + windowByteCount else { return any }
    let bytes = literal.dropFirst(window).prefix(windowByteCount)
    return hash(bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) })
  }

  @inline(__always)
  private static func hash(_ bytes: UInt32) -> UInt8 {
    UInt8(truncatingIfNeeded: (bytes &* odd) &>> 24)
  }

  /// Returns the window whose bytes differ most among the literals.
  ///
  /// - Complexity: O(1): neighbours in a sample are compared.
  static func window(for literals: [ArraySlice<UInt8>]) -> Int {
    let step = max(1, literals.count / sampleCount)
    let sample = stride(from: 0, to: literals.count, by: step).map { literals[$0] }
    var votes = [Int](repeating: 0, count: windowCount + windowByteCount - 1)
    for (left, right) in zip(sample, sample.dropFirst()) {
      for (place, bytes) in zip(votes.indices, zip(left, right)) where bytes.0 != bytes.1 {
        votes[place] += 1
      }
    }
    var best = (window: 0, votes: 0)
    for window in 0..<windowCount {
      let sum = votes[window..<(window + windowByteCount)].reduce(0, +)
      if sum > best.votes { best = (window, sum) }
    }
    if best.votes > 0 { return best.window }
    // Those that are alone or alike are told from others by their last bytes.
    let longest = sample.map(\.count).max() ?? 0
    return max(0, min(longest - windowByteCount, windowCount - 1))
  }
}
