import PosternModel

/// The principals of a snapshot, by the name a request gives.
///
///     u64 0 │ record of each principal │ record of each form of unknown callers │ texts, lists
struct PrincipalTable: BitwiseCopyable {
  private let names: NameTable
  /// The records, and what they refer to.
  let records: ByteSlice
  private let unknownPlace: Int
  /// The most decision sets that one principal has.
  let setCountMax: Int

  /// The place of the first record.
  private static let recordsPlace = 8

  /// The table over the two regions that `makeRegions` laid out for `count` principals.
  ///
  /// - Complexity: O(n) in the principals.
  init(names: ByteSlice, records: ByteSlice, count: Int) {
    self.names = NameTable(names)
    self.records = records
    let size = MemoryLayout<PrincipalRecord>.stride
    unknownPlace = PrincipalTable.recordsPlace + count * size
    setCountMax = (0..<count).reduce(0) { most, number in
      let place = PrincipalTable.recordsPlace + number * size
      return max(most, Int(records.load(at: place, as: PrincipalRecord.self).setCount))
    }
  }

  /// Returns the place of a principal's record by the name that requests use.
  ///
  /// - Complexity: O(n) in the length of the name, expected.
  @inline(__always)
  func find(_ name: ByteSlice) -> Int? {
    guard let number = names.find(name) else { return nil }
    return PrincipalTable.recordsPlace &+ number &* MemoryLayout<PrincipalRecord>.stride
  }

  /// How many principals there are.
  var count: Int { names.count }

  /// The name of a principal by which requests ask for it.
  func name(of number: Int) -> ByteSlice { names.name(of: number) }

  /// The record of a principal by its number.
  func record(numbered number: Int) -> PrincipalRecord {
    record(at: PrincipalTable.recordsPlace + number * MemoryLayout<PrincipalRecord>.stride)
  }

  /// The place of the record of callers of whom only the form is known.
  func unknown(_ form: CallerForm) -> Int {
    unknownPlace + Int(form.rawValue) * MemoryLayout<PrincipalRecord>.stride
  }

  /// The record at a place.
  @inline(__always)
  func record(at place: Int) -> PrincipalRecord {
    records.load(at: place, as: PrincipalRecord.self)
  }

  /// The number of the decision set at `index` of the record's list.
  @inline(__always)
  func set(_ index: Int, of record: PrincipalRecord) -> Int {
    Int(records.load(at: Int(record.sets) &+ index &* 4, as: UInt32.self))
  }

  /// The text in a cell of the record.
  @inline(__always)
  func text(_ cell: NameTable.Cell) -> ByteSlice {
    records.slice(Int(cell.place), Int(cell.byteCount))
  }

  /// The value of the record's tag for a condition key, or nil.
  func tag(_ key: UInt16, of record: PrincipalRecord) -> ByteSlice? {
    for index in 0..<Int(record.tagCount) {
      let tag = records.load(
        at: Int(record.tags) &+ index &* MemoryLayout<PrincipalTag>.stride,
        as: PrincipalTag.self
      )
      if tag.key == key { return text(tag.value) }
    }
    return nil
  }

  /// Lays out the two regions of a table.
  ///
  /// - Complexity: O(n) in the bytes of all principals.
  static func makeRegions(
    _ entries: [PrincipalEntry],
    keys: ConditionKeyIndex
  ) -> (names: Region, records: Region) {
    var writer = RegionWriter()
    writer.append(UInt64(0))
    let size = MemoryLayout<PrincipalRecord>.stride
    writer.append([UInt8](repeating: 0, count: entries.count * size))
    precondition(
      writer.offset == recordsPlace + entries.count * size,
      "the records are the first thing in the region"
    )
    for form in CallerForm.allCases { writer.append(PrincipalRecord.unknown(form)) }
    for (number, entry) in entries.enumerated() {
      let record = PrincipalRecord(entry, keys: keys, writer: &writer)
      writer.replace(at: recordsPlace + number * size, with: record)
    }
    let names = entries.map { Array($0.lookupName.utf8) }
    return (NameTable.makeRegion(names), writer.finish())
  }
}
