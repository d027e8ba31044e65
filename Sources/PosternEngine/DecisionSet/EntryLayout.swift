import PosternModel

/// Gives entries their places and marks, run by run, and indexes what would be long to scan.
struct EntryLayout {
  /// The entries of one run, by number in the set.
  struct Run {
    var denyStart = 0
    var denyTailed = 0
    var allowStart = 0
    var allowTailed = 0
    var end = 0
    /// The places of the indexes, whose entries are counted from the first one of the set.
    var denyIndex: [PrefixIndex.Group] = []
    var allowIndex: [PrefixIndex.Group] = []
    /// Where the window of the marks begins in the sixth part of an ARN.
    var window = 0
  }

  /// The entries that have a place, in order, as numbers of drafts.
  private(set) var order: [Int] = []
  /// The services that have a run of their own, in order.
  private(set) var services: [UInt8] = []
  /// The runs: the shared one, and then one for each service.
  private(set) var runs: [Run] = []
  /// The mark of each entry, in order; none when some entries are indexed.
  private(set) var marks: [UInt8] = []
  /// Whether some entries are found by an index.
  let isIndexed: Bool

  /// Lays out the drafts.
  ///
  /// - Complexity: O(n log n) in the entries.
  init(_ drafts: [EntryDraft]) {
    let keys = drafts.indices.map { drafts[$0].order($0) }.sorted()
    order.reserveCapacity(keys.count)
    isIndexed = EntryLayout.needsIndex(keys)
    var rest = keys[...]
    run(ActionPatternIndex.noService, &rest, drafts)
    while let key = rest.first {
      let service = UInt8(truncatingIfNeeded: key >> 40) &- 1
      services.append(service)
      run(service, &rest, drafts)
    }
  }

  /// Whether a part of a run has so many entries that comparing all their marks would take long.
  private static func needsIndex(_ keys: [UInt64]) -> Bool {
    let reach = PrefixIndex.markedCountMax
    return keys.indices.dropLast(reach).contains { keys[$0] >> 32 == keys[$0 + reach] >> 32 }
  }

  private mutating func run(
    _ service: UInt8,
    _ keys: inout ArraySlice<UInt64>,
    _ drafts: [EntryDraft]
  ) {
    var run = Run()
    run.denyStart = order.count
    take(service, part: 0, &keys)
    run.denyTailed = order.count
    run.denyIndex = take(service, part: 1, &keys, drafts)
    run.allowStart = order.count
    take(service, part: 2, &keys)
    run.allowTailed = order.count
    run.allowIndex = take(service, part: 3, &keys, drafts)
    run.end = order.count
    if !isIndexed { mark(&run, drafts) }
    runs.append(run)
  }

  /// Gives the entries of a run their marks.
  private mutating func mark(_ run: inout Run, _ drafts: [EntryDraft]) {
    let literals = order[run.denyStart..<run.end].map { drafts[$0].sixthPart }
    let window = EntryMark.window(for: literals)
    run.window = window
    marks += literals.map { EntryMark.of($0, window: window) }
  }

  /// Takes the entries of one part of a run.
  private mutating func take(_ service: UInt8, part: UInt64, _ keys: inout ArraySlice<UInt64>) {
    let sought = UInt64(service &+ 1) << 8 | part
    while let key = keys.first, key >> 32 == sought {
      order.append(Int(UInt32(truncatingIfNeeded: key)))
      keys.removeFirst()
    }
  }

  /// Takes tailed entries, and puts them in groups when they are many.
  private mutating func take(
    _ service: UInt8,
    part: UInt64,
    _ keys: inout ArraySlice<UInt64>,
    _ drafts: [EntryDraft]
  ) -> [PrefixIndex.Group] {
    let start = order.count
    take(service, part: part, &keys)
    guard isIndexed, order.count - start > PrefixIndex.scannedCountMax else { return [] }
    let numbers = order[start...]
    order.removeSubrange(start...)
    return Dictionary(grouping: numbers) { drafts[$0].prefix }
      .sorted { ($0.key.count, $0.key) < ($1.key.count, $1.key) }
      .map { prefix, numbers in
        let groupStart = order.count
        order += numbers
        return PrefixIndex.Group(prefix: prefix, start: groupStart, end: order.count)
      }
  }
}

/// Orders prefixes of one length by their bytes, so that the same policies give the same set.
private func < (left: (Int, [UInt8]), right: (Int, [UInt8])) -> Bool {
  left.0 == right.0 ? left.1.lexicographicallyPrecedes(right.1) : left.0 < right.0
}
