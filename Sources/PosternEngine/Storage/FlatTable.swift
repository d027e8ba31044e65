/// An immutable open-addressing table from texts to small numbers.
///
/// One slot is eight bytes, `{ u32 hash, u32 value + 1 }`; a zero value ends the probe. The texts
/// stand elsewhere: whoever looks up compares them, so a table of a hundred thousand users costs 16
/// bytes for each of them.
struct FlatTable: BitwiseCopyable {
  private let slots: ByteSlice
  private let mask: Int

  /// The table whose slots are `bytes`; their number is a power of two.
  init(_ bytes: ByteSlice) {
    slots = bytes
    mask = bytes.count / 8 - 1
  }

  /// Returns the first value stored under `hash` that `isMatch` confirms.
  ///
  /// - Complexity: O(1) expected.
  @inline(__always)
  func find(_ hash: UInt64, where isMatch: (Int) -> Bool) -> Int? {
    let tag = UInt32(truncatingIfNeeded: hash &>> 32)
    var index = Int(truncatingIfNeeded: hash) & mask
    while true {
      let slot = slots.word(at: index &* 8)
      let stored = UInt32(truncatingIfNeeded: slot &>> 32)
      if stored == 0 { return nil }
      if UInt32(truncatingIfNeeded: slot) == tag, isMatch(Int(stored &- 1)) {
        return Int(stored &- 1)
      }
      index = (index &+ 1) & mask
    }
  }

  /// Returns the slots of a table that holds `hashes[i] -> i`.
  ///
  /// - Complexity: O(n) expected.
  static func slots(for hashes: [UInt64]) -> [UInt64] {
    var capacity = 8
    while capacity * 3 < hashes.count * 4 + 4 { capacity *= 2 }
    var slots = [UInt64](repeating: 0, count: capacity)
    for (value, hash) in hashes.enumerated() {
      var index = Int(truncatingIfNeeded: hash) & (capacity - 1)
      while slots[index] != 0 { index = (index + 1) & (capacity - 1) }
      slots[index] = UInt64(UInt32(truncatingIfNeeded: hash >> 32)) | UInt64(value + 1) << 32
    }
    return slots
  }
}
