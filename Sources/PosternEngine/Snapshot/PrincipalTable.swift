import PosternModel

/// The principals of a snapshot, by the name a request gives: the ARN of a user or a root, the ARN of a role's
/// sessions without the session name.
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
      at: 8 &+ number &* MemoryLayout<PrincipalRecord>.stride, as: PrincipalRecord.self)
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
        at: Int(record.tags) &+ index &* MemoryLayout<PrincipalTag>.stride, as: PrincipalTag.self)
      if tag.key == key { return text(tag.value) }
    }
    return nil
  }

  /// The name under which requests name a session of the role: `arn:p:sts::A:assumed-role/name`, in lower case
  /// because role names are unique ignoring case (table 1.7).
  static func sessionPrefix(of entry: PrincipalEntry) -> String {
    guard let arn = ARN(entry.arn) else { return entry.arn }
    return "arn:\(arn.partition):sts::\(arn.account):assumed-role/\(entry.name)".lowercased()
  }

  /// Lays out the two regions of a table.
  ///
  /// - Complexity: O(n) in the bytes of all principals.
  static func makeRegions(
    _ entries: [PrincipalEntry], keys: ConditionKeyIndex
  ) -> (names: Region, records: Region) {
    var writer = RegionWriter()
    writer.append(UInt64(0))
    let size = MemoryLayout<PrincipalRecord>.stride
    writer.append([UInt8](repeating: 0, count: entries.count * size))
    for (number, entry) in entries.enumerated() {
      let record = makeRecord(entry, keys: keys, writer: &writer)
      writer.replace(at: 8 + number * size, with: record)
    }
    let names = entries.map { entry in
      Array((entry.form == .role ? sessionPrefix(of: entry) : entry.arn).utf8)
    }
    return (NameTable.makeRegion(names), writer.finish())
  }

  private static func makeRecord(
    _ entry: PrincipalEntry, keys: ConditionKeyIndex, writer: inout RegionWriter
  ) -> PrincipalRecord {
    let tags = entry.tags.compactMap { tag -> PrincipalTag? in
      let key = "\(ConditionKeyFamily.principalTag.prefix)\(tag.key)"
      guard let number = keys.existingNumber(of: key) else { return nil }
      return PrincipalTag(key: number, reserved: 0, value: cell(tag.value, writer: &writer))
    }
    writer.align(to: 4)
    let tagsPlace = writer.offset
    for tag in tags { writer.append(tag) }
    let setsPlace = writer.offset
    for set in entry.sets { writer.append(UInt32(set)) }
    let accountStart = ARN(entry.arn).map { "arn:\($0.partition):\($0.service):\($0.region):".utf8.count }
    return PrincipalRecord(
      arn: cell(entry.arn, writer: &writer),
      nameStart: UInt16(entry.arn.utf8.count - entry.name.utf8.count),
      accountStart: UInt16(accountStart ?? 0), form: form(entry.form).rawValue, reserved: 0,
      setCount: UInt16(entry.sets.count), sets: UInt32(setsPlace),
      boundary: boundary(entry.boundary), uniqueID: cell(entry.uniqueID, writer: &writer),
      tags: UInt32(tagsPlace), tagCount: UInt32(tags.count))
  }

  private static func cell(_ text: String, writer: inout RegionWriter) -> NameTable.Cell {
    let bytes = Array(text.utf8)
    return NameTable.Cell(place: writer.text(bytes), byteCount: UInt32(bytes.count))
  }

  private static func form(_ form: PrincipalEntry.Form) -> PrincipalRecord.Form {
    switch form {
    case .root: .root
    case .user: .user
    case .role: .role
    }
  }

  private static func boundary(_ boundary: PrincipalEntry.Boundary) -> UInt32 {
    switch boundary {
    case .absent: PrincipalRecord.noBoundary
    case .silent: PrincipalRecord.emptyBoundary
    case .set(let number): UInt32(number)
    }
  }
}
