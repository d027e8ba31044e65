/// The organizations of a snapshot, by the accounts that belong to them (section 5.1).
struct OrganizationTable: BitwiseCopyable {
  /// What conditions may ask about an account.
  struct Record: BitwiseCopyable {
    let organization: NameTable.Cell
    let path: NameTable.Cell
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

  /// The organization of an account; nil when it has none.
  func organization(of account: ByteSlice) -> ByteSlice? {
    record(of: account).map { text($0.organization) }
  }

  /// The path to an account from its organization on; nil when it has none.
  func path(of account: ByteSlice) -> ByteSlice? {
    record(of: account).map { text($0.path) }
  }

  private func record(of account: ByteSlice) -> Record? {
    guard !isEmpty, let number = names.find(account) else { return nil }
    return records.load(at: 8 + number * MemoryLayout<Record>.stride, as: Record.self)
  }

  private func text(_ cell: NameTable.Cell) -> ByteSlice {
    records.slice(Int(cell.place), Int(cell.byteCount))
  }

  /// Lays out the two regions of a table.
  static func makeRegions(
    _ members: [String: OrganizationMember]
  ) -> (names: Region, records: Region) {
    let accounts = members.sorted { $0.key < $1.key }
    var writer = RegionWriter()
    writer.append(UInt64(0))
    let size = MemoryLayout<Record>.stride
    writer.append([UInt8](repeating: 0, count: accounts.count * size))
    for (number, account) in accounts.enumerated() {
      let record = Record(
        organization: writer.cell(account.value.organization),
        path: writer.cell(account.value.path)
      )
      writer.replace(at: 8 + number * size, with: record)
    }
    return (NameTable.makeRegion(accounts.map { Array($0.key.utf8) }), writer.finish())
  }
}
