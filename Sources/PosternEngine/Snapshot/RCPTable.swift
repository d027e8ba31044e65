/// The resource control policies of a snapshot, by the account that owns the resource.
struct RCPTable: BitwiseCopyable {
  private let names: NameTable
  /// The places of the levels, and the levels.
  let records: ByteSlice
  /// Whether there are none.
  let isEmpty: Bool

  /// The table over the two regions that `makeRegions` laid out.
  init(names: ByteSlice, records: ByteSlice, count: Int) {
    self.names = NameTable(names)
    self.records = records
    isEmpty = count == 0
  }

  /// Returns the place of the levels for an account, else of those for every account; 0 when the
  /// layer does not apply.
  @inline(__always)
  func levels(of account: ByteSlice) -> UInt32 {
    isEmpty ? 0 : find(account)
  }

  @inline(never)
  private func find(_ account: ByteSlice) -> UInt32 {
    guard let number = names.find(account) ?? names.find(.empty) else { return 0 }
    return records.load(at: 8 + number * 4, as: UInt32.self)
  }

  /// How many accounts there are.
  var count: Int { names.count }

  /// An account; empty for all others.
  func name(of number: Int) -> ByteSlice { names.name(of: number) }

  /// The levels for an account by its number.
  func levels(_ number: Int) -> LayerLevels {
    LayerLevels(records, at: records.load(at: 8 + number * 4, as: UInt32.self))
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
