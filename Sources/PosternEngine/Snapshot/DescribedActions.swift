/// What services say of their actions, by name.
struct DescribedActions: BitwiseCopyable {
  /// What is known of one action, or of those that a service does not list.
  struct Record: BitwiseCopyable {
    /// What the action is evaluated on; empty for what the request says.
    let resource: NameTable.Cell
    let policyHandling: UInt32
  }

  /// Whether an action reads, replaces or deletes the policy of its resource.
  enum PolicyHandling: UInt32 {
    /// Its name tells.
    case byName
    case never
    case always

    init(_ handlesPolicy: Bool?) {
      switch handlesPolicy {
      case nil: self = .byName
      case false?: self = .never
      case true?: self = .always
      }
    }
  }

  private let names: NameTable
  private let records: ByteSlice
  private let isEmpty: Bool

  /// The table over the two regions that `makeRegions` laid out.
  init(names: ByteSlice, records: ByteSlice, count: Int) {
    self.names = NameTable(names)
    self.records = records
    isEmpty = count == 0
  }

  /// Returns the record of a lower-cased action whose colon stands at `colon`, else the one of its
  /// service, else nil.
  ///
  /// - Complexity: O(n) in the length of the action; O(1) when no service is described.
  @inline(__always)
  func find(_ action: ByteSlice, colon: Int) -> Record? {
    isEmpty ? nil : findDescribed(action, colon: colon)
  }

  /// The resource that an action is evaluated on; empty for what the request says.
  func resource(of record: Record) -> ByteSlice {
    records.slice(Int(record.resource.place), Int(record.resource.byteCount))
  }

  @inline(never)
  private func findDescribed(_ action: ByteSlice, colon: Int) -> Record? {
    guard let number = names.find(action) ?? names.find(action.slice(0, colon)) else { return nil }
    return records.load(at: 8 + number * MemoryLayout<Record>.stride, as: Record.self)
  }

  /// Lays out the two regions of a table.
  static func makeRegions(_ entries: [ActionEntry]) -> (names: Region, records: Region) {
    var writer = RegionWriter()
    writer.append(UInt64(0))
    let size = MemoryLayout<Record>.stride
    writer.append([UInt8](repeating: 0, count: entries.count * size))
    for (number, entry) in entries.enumerated() {
      let record = Record(
        resource: writer.cell(entry.resource),
        policyHandling: PolicyHandling(entry.handlesPolicy).rawValue
      )
      writer.replace(at: 8 + number * size, with: record)
    }
    return (NameTable.makeRegion(entries.map { Array($0.name.utf8) }), writer.finish())
  }
}
