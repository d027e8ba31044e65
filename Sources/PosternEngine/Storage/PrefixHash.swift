/// The hashes of the prefixes of one text, shortest first, each continuing the one before.
struct PrefixHash: BitwiseCopyable {
  private var state = WordMix.seed
  /// How many bytes are in the state: a multiple of eight.
  private var covered = 0

  /// Returns the hash of the first `length` bytes of `text`, whatever was asked for before.
  ///
  /// - Precondition: `length` is at least eight and not less than the last one.
  @inline(__always)
  mutating func advance(to length: Int, in text: ByteSlice) -> UInt64 {
    while covered &+ 8 < length {
      state = WordMix.mixed(text.word(at: covered) ^ state, WordMix.odd)
      covered &+= 8
    }
    // The last word overlaps the ones before it.
    return WordMix.mixed(
      text.word(at: length &- 8) ^ state,
      WordMix.odd ^ UInt64(truncatingIfNeeded: length)
    )
  }

  /// Returns the hash of a whole prefix that is not yet in a region.
  static func of(_ prefix: [UInt8]) -> UInt64 {
    // SAFETY: the slice lives inside the closure that lends the memory.
    unsafe prefix.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress else { return 0 }
      var hash = PrefixHash()
      return unsafe hash.advance(
        to: prefix.count,
        in: ByteSlice(start, count: prefix.count)
      )
    }
  }
}
