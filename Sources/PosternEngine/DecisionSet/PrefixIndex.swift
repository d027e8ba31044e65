/// Finds, among many tailed entries, those whose literal prefix the resource begins with.
///
///     u32 lengths │ u32 mask │ u32 length, ascending… │ Slot…, a power of two of them
///
/// For each length that occurs, the hash of so many first bytes of the resource leads to the group
/// of entries with that prefix. The hash continues from length to length, so that all lengths
/// together cost one pass over the resource. It is a filter, never a proof: the entries of a group
/// are compared in full. `postern-bench loop --workload W` shows what scanning would cost.
struct PrefixIndex: BitwiseCopyable {
  /// The entries with one prefix, by their places; empty when `end` is 0.
  struct Slot: BitwiseCopyable {
    var hash: UInt32 = 0
    var start: UInt32 = 0
    var end: UInt32 = 0
  }

  /// A set in which a run has more entries of one effect than these is indexed: comparing their
  /// marks would take as long (`postern-bench loop --workload W` with a smaller number).
  static let markedCountMax = 512
  /// In such a set, which has no marks, more tailed entries than these are indexed.
  static let scannedCountMax = 64

  private let bytes: ByteSlice
  private let slotsPlace: Int
  private let lengthCount: Int
  private let mask: Int

  /// The index that stands at `place`.
  @inline(__always)
  init(_ programs: ByteSlice, at place: Int) {
    lengthCount = Int(programs.load(at: place, as: UInt32.self))
    mask = Int(programs.load(at: place &+ 4, as: UInt32.self))
    bytes = programs.slice(place &+ 8, programs.count &- place &- 8)
    slotsPlace = lengthCount &* 4
  }

  /// How many lengths occur.
  var lengths: [Int] {
    (0..<lengthCount).map { Int(bytes.load(at: $0 * 4, as: UInt32.self)) }
  }

  /// How many slots there are.
  var slotCount: Int { mask + 1 }

  /// Returns the first result that `body` has for a group of entries whose prefix the resource may
  /// begin with; `body` gets the places of the group's start and end.
  ///
  /// - Complexity: O(n + l): length of the resource, lengths that occur.
  @inline(__always)
  func first<Result>(in resource: ByteSlice, _ body: (Int, Int) -> Result?) -> Result? {
    var hash = PrefixHash()
    var index = 0
    while index < lengthCount {
      let length = Int(bytes.load(at: index &* 4, as: UInt32.self))
      guard length <= resource.count else { return nil }
      let key = hash.advance(to: length, in: resource)
      var slot = Int(truncatingIfNeeded: key) & mask
      while true {
        let group = bytes.load(
          at: slotsPlace &+ slot &* MemoryLayout<Slot>.stride,
          as: Slot.self
        )
        if group.end == 0 { break }
        if group.hash == PrefixIndex.tag(of: key),
          let found = body(Int(group.start), Int(group.end))
        {
          return found
        }
        slot = (slot &+ 1) & mask
      }
      index &+= 1
    }
    return nil
  }

  /// The half of a hash that a slot keeps.
  @inline(__always)
  private static func tag(of key: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: key &>> 32) }

  /// A group of entries before the index is laid out; they are counted from the set's first.
  struct Group {
    let prefix: [UInt8]
    let start: Int
    let end: Int
  }

  /// Returns the words of an index of groups; `place` turns their starts and ends into places.
  ///
  /// - Precondition: every prefix has at least eight bytes, and no two are the same.
  /// - Complexity: O(n) in the bytes of the prefixes.
  static func words(_ groups: [Group], place: (Int) -> UInt32) -> [UInt32] {
    let lengths = Set(groups.map(\.prefix.count)).sorted()
    var slotCount = 8
    while slotCount < groups.count * 2 { slotCount *= 2 }
    var slots = [Slot](repeating: Slot(), count: slotCount)
    for group in groups {
      let key = PrefixHash.of(group.prefix)
      var index = Int(truncatingIfNeeded: key) & (slotCount - 1)
      while slots[index].end != 0 { index = (index + 1) & (slotCount - 1) }
      slots[index] = Slot(
        hash: tag(of: key),
        start: place(group.start),
        end: place(group.end)
      )
    }
    return [UInt32(lengths.count), UInt32(slotCount - 1)] + lengths.map { UInt32($0) }
      + slots.flatMap { [$0.hash, $0.start, $0.end] }
  }
}
