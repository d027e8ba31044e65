/// An immutable table from names to consecutive numbers; names, cells and slots stand in one
/// region.
///
///     u32 place of the slots │ u32 place of the cells
///     slot… (8 bytes each)
///     { u32 place, u32 length } for each name
///     names
struct NameTable: BitwiseCopyable {
  /// Where a name stands.
  struct Cell: BitwiseCopyable, Hashable {
    let place: UInt32
    let byteCount: UInt32
  }

  private let bytes: ByteSlice
  private let slots: FlatTable
  private let cellsPlace: Int

  /// The table that `makeRegion` laid out in `bytes`.
  init(_ bytes: ByteSlice) {
    self.bytes = bytes
    let slotsPlace = Int(bytes.load(at: 0, as: UInt32.self))
    cellsPlace = Int(bytes.load(at: 4, as: UInt32.self))
    slots = FlatTable(bytes.slice(slotsPlace, cellsPlace - slotsPlace))
  }

  /// Returns the number of `name`, or nil.
  ///
  /// - Complexity: O(n) in the length of the name.
  @inline(__always)
  func find(_ name: ByteSlice) -> Int? {
    slots.find(name.hash) { self.name(of: $0).equals(name) }
  }

  /// How many names there are.
  var count: Int {
    if cellsPlace == bytes.count { return 0 }
    let first = bytes.load(at: cellsPlace, as: Cell.self)
    return (Int(first.place) - cellsPlace) / MemoryLayout<Cell>.stride
  }

  /// The name with this number.
  @inline(__always)
  func name(of number: Int) -> ByteSlice {
    let cell = bytes.load(at: cellsPlace &+ number &* 8, as: Cell.self)
    return bytes.slice(Int(cell.place), Int(cell.byteCount))
  }

  /// Lays out a table in which the name at place `i` has the number `i`.
  ///
  /// - Complexity: O(n) in the bytes of the names.
  static func makeRegion(_ names: [[UInt8]]) -> Region {
    let slots = FlatTable.slots(for: names.map(ByteHash.of))
    var writer = RegionWriter()
    let cellsPlace = 8 + slots.count * 8
    writer.append(UInt32(8))
    writer.append(UInt32(cellsPlace))
    for slot in slots { writer.append(slot) }
    var place = cellsPlace + names.count * MemoryLayout<Cell>.stride
    for name in names {
      writer.append(Cell(place: UInt32(place), byteCount: UInt32(name.count)))
      place += name.count
    }
    for name in names { writer.append(name) }
    return writer.finish()
  }
}
