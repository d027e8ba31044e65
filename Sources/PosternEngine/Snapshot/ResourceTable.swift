/// The resources of a snapshot that have policies of their own.
struct ResourceTable: BitwiseCopyable {
  /// What is known of one resource.
  struct Record: BitwiseCopyable {
    let policy: LayerReference
    let needsGrant: UInt32
    /// How long the resource's own ARN is; 0 for what holds for every resource.
    let byteCount: UInt32
    /// The account that owns it.
    let owner: NameTable.Cell
  }

  private let names: NameTable
  private let records: ByteSlice
  /// Whether no resource has one.
  let isEmpty: Bool

  /// The table over the two regions that `makeRegions` laid out.
  init(names: ByteSlice, records: ByteSlice, count: Int) {
    self.names = NameTable(names)
    self.records = records
    isEmpty = count == 0
  }

  /// Returns the record of the resource, of the nearest one above it (`arn:p:s3:::b` for
  /// `arn:p:s3:::b/k`, G-63), or of every resource.
  ///
  /// - Parameters:
  ///   - resource: the ARN, its first five parts in lower case.
  ///   - start: where the ARN's sixth part begins; 0 for a request without a resource.
  /// - Returns: the record, or nil when neither is there.
  /// - Complexity: O(n) in the length of the ARN for each of its separators; O(1) when no resource
  ///   has a policy.
  @inline(__always)
  func find(_ resource: ByteSlice, from start: Int) -> Record? {
    isEmpty ? nil : findAbove(resource, from: start)
  }

  /// Whether the record is about the resource itself, and not about one that it lies below.
  func isOwn(_ record: Record, of resource: ByteSlice) -> Bool {
    record.byteCount == 0 || Int(record.byteCount) == resource.count
  }

  /// The account that owns the resource; empty when it is not known.
  func owner(of record: Record) -> ByteSlice {
    records.slice(Int(record.owner.place), Int(record.owner.byteCount))
  }

  @inline(never)
  private func findAbove(_ resource: ByteSlice, from start: Int) -> Record? {
    var end = resource.count
    while end > start {
      if let number = names.find(resource.slice(0, end)) { return record(number) }
      end -= 1
      while end > start, resource[end] != UInt8(ascii: "/"), resource[end] != UInt8(ascii: ":") {
        end -= 1
      }
    }
    return names.find(.empty).map { record($0) }
  }

  /// How many resources there are.
  var count: Int { names.count }

  /// The ARN of a resource; empty for the record of all others.
  func name(of number: Int) -> ByteSlice { names.name(of: number) }

  /// The record of a resource by its number.
  func record(_ number: Int) -> Record {
    records.load(at: 8 + number * MemoryLayout<Record>.stride, as: Record.self)
  }

  /// Lays out the two regions of a table; the first five parts of each ARN are in lower case.
  static func makeRegions(_ entries: [ResourceEntry]) -> (names: Region, records: Region) {
    var writer = RegionWriter()
    writer.append(UInt64(0))
    let size = MemoryLayout<Record>.stride
    writer.append([UInt8](repeating: 0, count: entries.count * size))
    for (number, entry) in entries.enumerated() {
      let record = Record(
        policy: LayerReference(entry.policy),
        needsGrant: entry.needsGrant ? 1 : 0,
        byteCount: UInt32(entry.arn.utf8.count),
        owner: writer.cell(entry.owner)
      )
      writer.replace(at: 8 + number * size, with: record)
    }
    return (NameTable.makeRegion(entries.map { lowercasedHead(of: $0.arn) }), writer.finish())
  }

  private static func lowercasedHead(of arn: String) -> [UInt8] {
    var colonCount = 0
    return arn.utf8.map { byte in
      if byte == UInt8(ascii: ":") { colonCount += 1 }
      return colonCount < 5 ? byte.lowercasedASCII : byte
    }
  }
}
