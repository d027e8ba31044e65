/// The resource control policies of a snapshot, by the account that owns the resource.
struct RCPTable: BitwiseCopyable {
  private let names: NameTable
  private let records: ByteSlice
  private let isEmpty: Bool

  /// The table over the two regions that `makeRegions` laid out.
  init(names: ByteSlice, records: ByteSlice, count: Int) {
    self.names = NameTable(names)
    self.records = records
    isEmpty = count == 0
  }

  /// Returns the levels for an account, else those for every account.
  func levels(of account: ByteSlice) -> LayerLevels {
    guard !isEmpty, let number = names.find(account) ?? names.find(ByteSlice.empty) else {
      return .none
    }
    return LayerLevels(records, at: Int(records.load(at: 8 + number * 4, as: UInt32.self)))
  }

  /// Lays out the two regions of a table.
  static func makeRegions(_ levels: [String: [LayerContent]]) -> (names: Region, records: Region) {
    let accounts = levels.keys.sorted()
    var writer = RegionWriter()
    writer.append(UInt64(0))
    for _ in accounts { writer.append(UInt32(0)) }
    for (number, account) in accounts.enumerated() {
      let place = writer.levels(levels[account] ?? [])
      writer.replace(at: 8 + number * 4, with: place)
    }
    return (NameTable.makeRegion(accounts.map { Array($0.utf8) }), writer.finish())
  }
}
