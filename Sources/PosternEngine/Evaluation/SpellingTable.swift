/// Texts that one event loop was asked about before, each with a number, as they were spelled.
///
/// What is found here need not be checked, lower-cased or looked up again: a hash and one
/// comparison are left (`postern-bench loop --phase raw`). The whole text is compared, so a number
/// is never somebody else's. Bounded: whoever owns it forgets everything when the room is used up,
/// so a caller that invents texts costs the others one more look-up each and no memory.
struct SpellingTable: BitwiseCopyable {
  private struct Cell: BitwiseCopyable {
    let hash: UInt64
    let start: UInt32
    let byteCount: UInt32
  }

  private struct State: BitwiseCopyable {
    /// For each hash: 0, or the number of a text plus one.
    let slots: ScratchArray<UInt16>
    let mask: Int
    let cells: ScratchArray<Cell>
    var bytes: ScratchArray<UInt8>
    /// The bytes that have room when nothing extraordinary was added.
    let restingByteCapacity: Int
    /// How many texts and bytes are in use.
    var textCount = 0
    var byteCount = 0
  }

  private let state: ScratchCell<State>

  /// Allocates room for `capacity` texts of `byteCapacity` bytes together; `deallocate` frees it.
  ///
  /// - Precondition: fewer than 65,535 texts.
  init(capacity: Int, byteCapacity: Int) {
    precondition(capacity < Int(UInt16.max), "more texts than a slot can number")
    var slotCount = 16
    while slotCount < capacity * 2 { slotCount *= 2 }
    state = ScratchCell(
      State(
        slots: ScratchArray(capacity: slotCount, initial: 0),
        mask: slotCount - 1,
        cells: ScratchArray(capacity: capacity),
        bytes: ScratchArray(capacity: byteCapacity),
        restingByteCapacity: byteCapacity
      )
    )
  }

  /// Frees the memory.
  func deallocate() {
    state.value.slots.deallocate()
    state.value.cells.deallocate()
    state.value.bytes.deallocate()
    state.deallocate()
  }

  /// Returns the number of a text, or nil when it is not known.
  ///
  /// - Complexity: O(n) in the length of the text, expected.
  @inline(__always)
  func find(_ text: ByteSlice, hash: UInt64) -> Int? {
    let mask = state.value.mask
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let number = Int(state.value.slots[slot]) &- 1
      if number < 0 { return nil }
      if state.value.cells[number].hash == hash, isText(number, text) { return number }
      slot = (slot &+ 1) & mask
    }
  }

  /// Whether the text with this number is `text`.
  ///
  /// - Precondition: there is such a text.
  @inline(__always)
  func isText(_ number: Int, _ text: ByteSlice) -> Bool { text.equals(self.text(number)) }

  /// The text with this number; it stays until everything is forgotten.
  ///
  /// - Precondition: there is such a text.
  @inline(__always)
  func text(_ number: Int) -> ByteSlice {
    let start = Int(state.value.cells[number].start)
    return state.value.bytes.bytes(from: start, count: Int(state.value.cells[number].byteCount))
  }

  /// How many texts it knows.
  @inline(__always)
  var count: Int { state.value.textCount }

  /// Whether so many more texts and bytes have room.
  @inline(__always)
  func hasRoom(for textCount: Int, byteCount: Int) -> Bool {
    state.value.textCount &+ textCount <= state.value.cells.capacity
      && state.value.byteCount &+ byteCount <= state.value.bytes.capacity
  }

  /// Whether there is more room for bytes than at rest.
  var isGrown: Bool { state.value.bytes.capacity > state.value.restingByteCapacity }

  /// Finds room for so many more texts and bytes; what the bytes need beyond the room at rest is
  /// given back when everything is forgotten.
  ///
  /// False when there are too many texts, or more bytes than a place can name.
  /// - Complexity: O(n) in the bytes of all texts when there is no room.
  func makeRoom(for textCount: Int, byteCount: Int) -> Bool {
    if hasRoom(for: textCount, byteCount: byteCount) { return true }
    let needed = state.value.byteCount + byteCount
    guard state.value.textCount + textCount <= state.value.cells.capacity,
      needed <= Int(UInt32.max)
    else { return false }
    if needed > state.value.bytes.capacity {
      setByteCapacity(max(needed, 2 * state.value.bytes.capacity))
    }
    return true
  }

  private func setByteCapacity(_ capacity: Int) {
    let room = ScratchArray<UInt8>(capacity: capacity)
    room.copy(from: state.value.bytes, count: state.value.byteCount)
    state.value.bytes.deallocate()
    state.value.bytes = room
  }

  /// Adds a text that is not known, and returns its number: the next one.
  ///
  /// - Precondition: there is room.
  func add(_ text: ByteSlice, hash: UInt64) -> Int {
    let number = state.value.textCount
    let start = state.value.byteCount
    for index in 0..<text.count { state.value.bytes[start + index] = text[index] }
    state.value.cells[number] = Cell(
      hash: hash,
      start: UInt32(start),
      byteCount: UInt32(text.count)
    )
    state.value.textCount = number + 1
    state.value.byteCount = start + text.count
    let mask = state.value.mask
    var slot = Int(truncatingIfNeeded: hash) & mask
    while state.value.slots[slot] != 0 { slot = (slot + 1) & mask }
    state.value.slots[slot] = UInt16(number + 1)
    return number
  }

  /// Forgets all texts.
  func forgetAll() {
    state.value.slots.fill(0)
    state.value.textCount = 0
    state.value.byteCount = 0
    if isGrown { setByteCapacity(state.value.restingByteCapacity) }
  }
}
