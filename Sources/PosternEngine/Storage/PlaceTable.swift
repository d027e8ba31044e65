/// An immutable open-addressing table from texts to places in another region, four bytes a slot.
///
///     bits of the hash │ place     as many bits for the place as the last one needs
///
/// A zero slot ends the probe. The texts stand at the places: whoever looks up compares them, and
/// the bits of the hash keep that to the one that is meant, nearly always.
struct PlaceTable: BitwiseCopyable {
  private let slots: ByteSlice
  private let slotCount: UInt64
  private let placeMask: UInt32

  /// The table whose slots are `bytes`, with places below `placeEnd`.
  init(_ bytes: ByteSlice, placeEnd: UInt32) {
    slots = bytes
    slotCount = UInt64(bytes.count / 4)
    placeMask = PlaceTable.mask(placeEnd)
  }

  /// Returns the first place stored under `hash` that `isMatch` confirms.
  ///
  /// - Complexity: O(1) expected.
  @inline(__always)
  func find(_ hash: UInt64, where isMatch: (UInt32) -> Bool) -> UInt32? {
    let tag = PlaceTable.tag(hash) & ~placeMask
    var index = PlaceTable.index(hash, slotCount)
    while true {
      let slot = slots.load(at: Int(index) &* 4, as: UInt32.self)
      if slot == 0 { return nil }
      if slot & ~placeMask == tag, isMatch(slot & placeMask) { return slot & placeMask }
      index &+= 1
      if index == slotCount { index = 0 }
    }
  }

  /// Has the processor fetch the first slot for `hash`.
  @inline(__always)
  func prefetch(_ hash: UInt64) {
    slots.prefetch(at: Int(PlaceTable.index(hash, slotCount)) &* 4)
  }

  /// The place in the first slot for `hash`, whose text nobody has compared; 0 in an empty one.
  @inline(__always)
  func firstPlace(_ hash: UInt64) -> UInt32 {
    slots.load(at: Int(PlaceTable.index(hash, slotCount)) &* 4, as: UInt32.self) & placeMask
  }

  /// Returns the slots of a table over rows whose places are above 0 and below `placeEnd`, three of
  /// four slots filled.
  ///
  /// - Complexity: O(n) expected.
  static func slots(for rows: [(hash: UInt64, place: UInt32)], placeEnd: UInt32) -> [UInt32] {
    let mask = mask(placeEnd)
    var slots = [UInt32](repeating: 0, count: rows.count + rows.count / 3 + 2)
    let slotCount = UInt64(slots.count)
    for row in rows {
      var index = Int(index(row.hash, slotCount))
      while slots[index] != 0 { index = index + 1 == slots.count ? 0 : index + 1 }
      slots[index] = row.place | tag(row.hash) & ~mask
    }
    return slots
  }

  /// The bits that places below `end` have.
  private static func mask(_ end: UInt32) -> UInt32 {
    end == 0 ? 0 : UInt32.max >> UInt32(end.leadingZeroBitCount)
  }

  /// The upper half of a hash says which texts to compare, the lower half where to begin.
  @inline(__always)
  private static func tag(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash &>> 32) }

  @inline(__always)
  private static func index(_ hash: UInt64, _ slotCount: UInt64) -> UInt64 {
    ((hash & 0xFFFF_FFFF) &* slotCount) &>> 32
  }
}
