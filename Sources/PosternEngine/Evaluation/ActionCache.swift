/// The rows of pattern bits for actions that were asked about before, in one loop's own memory.
///
/// Not a cache of decisions: a row says only which patterns an action matches, and the whole name
/// is compared before a row is used again. Bounded: when the room is used up, everything is
/// forgotten, so a caller that invents actions costs the others one recomputation and no memory.
struct ActionCache: BitwiseCopyable {
  private struct Cell: BitwiseCopyable {
    let hash: UInt64
    let nameStart: UInt32
    let nameCount: UInt32
    let row: UInt32
    let serviceMask: UInt64
  }

  private static let slotCount = 2_048
  private static let rowByteCountMax = 1 << 20
  private static let nameByteCountMax = 1 << 17

  private let slots: ScratchArray<UInt16>
  private let cells: ScratchArray<Cell>
  private let rows: ScratchArray<UInt64>
  private let names: ScratchArray<UInt8>
  /// Cells in use, bytes of names in use.
  private let used: ScratchArray<Int>
  private let table: ActionTable
  private let rowCapacity: Int

  /// Allocates the rows for one snapshot's actions; `deallocate` frees them.
  init(table: ActionTable) {
    self.table = table
    rowCapacity = min(
      ActionCache.slotCount / 2,
      max(2, ActionCache.rowByteCountMax / (table.rowWordCount * 8))
    )
    slots = ScratchArray(capacity: ActionCache.slotCount, initial: 0)
    rows = ScratchArray(capacity: rowCapacity * table.rowWordCount, initial: 0)
    names = ScratchArray(capacity: ActionCache.nameByteCountMax, initial: 0)
    used = ScratchArray(capacity: 2, initial: 0)
    cells = ScratchArray(
      capacity: rowCapacity,
      initial: Cell(hash: 0, nameStart: 0, nameCount: 0, row: 0, serviceMask: 0)
    )
  }

  /// Frees the memory.
  func deallocate() {
    slots.deallocate()
    cells.deallocate()
    rows.deallocate()
    names.deallocate()
    used.deallocate()
  }

  /// Returns the row and the service mask of a lower-cased action whose colon stands at `colon`.
  ///
  /// - Complexity: O(n) in the length of the action once it is known, else as `ActionTable.fill`.
  @inline(__always)
  func row(of action: ByteSlice, colon: Int) -> (bits: ByteSlice, serviceMask: UInt64) {
    let hash = action.hash
    var slot = Int(truncatingIfNeeded: hash) & (ActionCache.slotCount &- 1)
    while slots[slot] != 0 {
      let cell = cells[Int(slots[slot]) &- 1]
      if cell.hash == hash,
        names.bytes(from: Int(cell.nameStart), count: Int(cell.nameCount)).equals(action)
      {
        return (bits(of: cell.row), cell.serviceMask)
      }
      slot = (slot &+ 1) & (ActionCache.slotCount &- 1)
    }
    return addRow(of: action, colon: colon, hash: hash)
  }

  @inline(never)
  private func addRow(
    of action: ByteSlice,
    colon: Int,
    hash: UInt64
  ) -> (bits: ByteSlice, serviceMask: UInt64) {
    if used[0] == rowCapacity || used[1] + action.count > names.capacity { forgetAll() }
    let row = used[0]
    let mask = table.fill(rows, at: row * table.rowWordCount, action: action, colon: colon)
    for index in 0..<action.count { names[used[1] + index] = action[index] }
    cells[row] = Cell(
      hash: hash,
      nameStart: UInt32(used[1]),
      nameCount: UInt32(action.count),
      row: UInt32(row),
      serviceMask: mask
    )
    used[0] += 1
    used[1] += action.count
    var slot = Int(truncatingIfNeeded: hash) & (ActionCache.slotCount - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (ActionCache.slotCount - 1) }
    slots[slot] = UInt16(row + 1)
    return (bits(of: UInt32(row)), mask)
  }

  private func forgetAll() {
    slots.fill(0)
    used[0] = 0
    used[1] = 0
  }

  @inline(__always)
  private func bits(of row: UInt32) -> ByteSlice {
    rows.bytes(from: Int(row) &* table.rowWordCount, count: table.rowWordCount)
  }
}
