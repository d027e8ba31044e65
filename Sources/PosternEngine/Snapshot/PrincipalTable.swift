import PosternModel

/// The principals of a snapshot, by the name a request gives.
struct PrincipalTable: BitwiseCopyable {
  private let names: NameTable
  private let records: ByteSlice

  /// The table over the two regions that `makeRegions` laid out.
  init(names: ByteSlice, records: ByteSlice) {
    self.names = NameTable(names)
    self.records = records
  }

  /// Returns the record of a principal by the name that requests use.
  @inline(__always)
  func find(_ name: ByteSlice) -> PrincipalRecord? {
    guard let number = names.find(name) else { return nil }
    return records.load(
      at: 8 &+ number &* MemoryLayout<PrincipalRecord>.stride,
      as: PrincipalRecord.self
    )
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

  /// The levels of service control policies of the record.
  func scp(of record: PrincipalRecord) -> LayerLevels {
    record.scp == 0 ? .none : LayerLevels(records, at: Int(record.scp))
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
    for (number, entry) in entries.enumerated() {
      let record = makeRecord(entry, keys: keys, writer: &writer)
      writer.replace(at: 8 + number * size, with: record)
    }
    let names = entries.map { Array(lookupName(of: $0).utf8) }
    return (NameTable.makeRegion(names), writer.finish())
  }

  /// The name of a role's sessions is `arn:p:sts::A:assumed-role/name`, without the session and in
  /// lower case, because role names are unique ignoring case (table 1.7).
  private static func lookupName(of entry: PrincipalEntry) -> String {
    switch entry.lookup {
    case .name(let name): return name
    case .sessions:
      guard let arn = ARN(entry.arn) else { return entry.arn }
      return "arn:\(arn.partition):sts::\(arn.account):assumed-role/\(entry.name)".lowercased()
    }
  }

  private static func makeRecord(
    _ entry: PrincipalEntry,
    keys: ConditionKeyIndex,
    writer: inout RegionWriter
  ) -> PrincipalRecord {
    let tags = entry.tags.compactMap { tag -> PrincipalTag? in
      let key = "\(ConditionKeyFamily.principalTag.prefix)\(tag.key)"
      guard let number = keys.existingNumber(of: key) else { return nil }
      return PrincipalTag(key: number, reserved: 0, value: writer.cell(tag.value))
    }
    writer.align(to: 4)
    let tagsPlace = writer.offset
    for tag in tags { writer.append(tag) }
    let setsPlace = writer.offset
    for set in entry.sets { writer.append(UInt32(set)) }
    let isAskedBySession =
      switch entry.lookup {
      case .name: false
      case .sessions: true
      }
    return PrincipalRecord(
      form: entry.form.rawValue,
      isAskedBySession: isAskedBySession ? 1 : 0,
      setCount: UInt16(entry.sets.count),
      sets: UInt32(setsPlace),
      boundary: LayerReference(entry.boundary),
      session: LayerReference(entry.session),
      scp: entry.scp.map { writer.levels($0) } ?? 0,
      tagCount: UInt32(tags.count),
      tags: UInt32(tagsPlace),
      arn: writer.cell(entry.arn),
      name: writer.cell(entry.name),
      uniqueID: writer.cell(entry.uniqueID),
      issuer: writer.cell(entry.issuer)
    )
  }
}

extension RegionWriter {
  /// Writes a text once and returns where it stands.
  mutating func cell(_ text: String) -> NameTable.Cell {
    let bytes = Array(text.utf8)
    return NameTable.Cell(place: self.text(bytes), byteCount: UInt32(bytes.count))
  }

  /// Writes the levels of a layer, their count first, and returns their place.
  mutating func levels(_ levels: [LayerContent]) -> UInt32 {
    let place = append(UInt32(levels.count))
    for level in levels { append(LayerReference(level)) }
    return UInt32(place)
  }
}
