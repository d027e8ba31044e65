import PosternModel

/// Gives entries their places, run by run, and indexes what would be long to scan.
struct EntryLayout {
  /// The entries that have a place, in order.
  private(set) var entries: [Entry] = []
  private let firstPlace: Int

  /// A layout whose first entry stands at `firstPlace` of the set.
  init(firstPlace: Int) {
    self.firstPlace = firstPlace
  }

  /// The place behind the last entry.
  var nextPlace: Int { firstPlace + entries.count * Entry.size }

  /// Adds the entries of one run; their indexes are appended to `programs`.
  ///
  /// - Complexity: O(n log n) in the entries.
  mutating func run(
    of drafts: [EntryDraft],
    programs: inout ProgramWriter
  ) -> DecisionSet.Run {
    let denies = part(drafts.filter { $0.effect == .deny }, programs: &programs)
    let allows = part(drafts.filter { $0.effect == .allow }, programs: &programs)
    return DecisionSet.Run(
      denyStart: UInt32(denies.start),
      denyTailed: UInt32(denies.tailed),
      allowStart: UInt32(allows.start),
      allowTailed: UInt32(allows.tailed),
      end: UInt32(nextPlace),
      denyIndex: denies.index,
      allowIndex: allows.index
    )
  }

  private mutating func part(
    _ drafts: [EntryDraft],
    programs: inout ProgramWriter
  ) -> (start: Int, tailed: Int, index: UInt32) {
    let start = nextPlace
    entries += drafts.filter { !$0.isTailed }.map(\.entry)
    let tailed = nextPlace
    let others = drafts.filter(\.isTailed)
    guard others.count > PrefixIndex.scannedCountMax else {
      entries += others.map(\.entry)
      return (start, tailed, 0)
    }
    let groups = Dictionary(grouping: others, by: \.prefix)
      .sorted { ($0.key.count, $0.key) < ($1.key.count, $1.key) }
      .map { prefix, drafts in
        let groupStart = nextPlace
        entries += drafts.map(\.entry)
        return PrefixIndex.Group(prefix: prefix, start: groupStart, end: nextPlace)
      }
    return (start, tailed, UInt32(programs.append(PrefixIndex.words(groups))))
  }
}

/// Orders prefixes of one length by their bytes, so that the same policies give the same set.
private func < (left: (Int, [UInt8]), right: (Int, [UInt8])) -> Bool {
  left.0 == right.0 ? left.1.lexicographicallyPrecedes(right.1) : left.0 < right.0
}
