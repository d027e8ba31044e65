/// Reads everything that stands in a decision set, in order, for whoever checks or shows it.
///
/// Decisions use `SetWalk`, which looks at what it needs only.
struct SetReader {
  /// The entries of one service.
  struct Run {
    /// The service's number; nil for the run of every service.
    let service: UInt8?
    let denies: Part
    let allows: Part

    /// Whether there is no entry.
    var isEmpty: Bool { denies.isEmpty && allows.isEmpty }
  }

  /// The entries of one effect in a run.
  struct Part {
    /// The places of the first entry, the first tailed one, and behind the last.
    let start: Int
    let tailed: Int
    let end: Int
    let entries: [Entry]
    /// The index of the tailed entries; nil when they are scanned.
    let index: PrefixIndex?

    /// Whether there is no entry.
    var isEmpty: Bool { entries.isEmpty }
    /// How many entries have no tail that counts from the first byte.
    var openCount: Int { (tailed - start) / Entry.size }
  }

  /// All bytes of the set.
  let bytes: ByteSlice
  /// What entries refer to.
  let programs: ByteSlice
  /// The numbers of the services, in order.
  let services: [UInt8]
  /// The runs: that of every service, and then one for each service.
  let runs: [Run]

  /// Reads the set laid out in `bytes`.
  ///
  /// - Complexity: O(n) in the entries.
  init(_ bytes: ByteSlice) {
    let header = bytes.load(at: 0, as: DecisionSet.Header.self)
    let programs = bytes.slice(
      Int(header.programs),
      bytes.count - Int(header.programs)
    )
    let numbers = (0..<Int(header.wordCount) * 8).map { bytes[DecisionSet.wordsOffset + $0] }
    let services = Array(numbers.prefix { $0 != ActionPatternIndex.noService })
    let runsPlace = DecisionSet.runsOffset(wordCount: Int(header.wordCount))
    runs = ([nil] + services.map { $0 }).enumerated().map { number, service in
      let run = bytes.load(
        at: runsPlace + number * MemoryLayout<DecisionSet.Run>.stride,
        as: DecisionSet.Run.self
      )
      return Run(
        service: service,
        denies: Part(
          bytes,
          programs,
          (run.denyStart, run.denyTailed, run.allowStart, run.denyIndex)
        ),
        allows: Part(
          bytes,
          programs,
          (run.allowStart, run.allowTailed, run.end, run.allowIndex)
        )
      )
    }
    self.bytes = bytes
    self.programs = programs
    self.services = services
  }

  /// The numbers of the action patterns that an entry lists.
  func actions(of entry: Entry) -> [UInt16] {
    if entry.flags & Entry.hasActionList != 0 {
      let place = Int(UInt32(truncatingIfNeeded: entry.actions))
      return (0..<Int(entry.actions >> 32)).map {
        programs.load(at: place + $0 * 2, as: UInt16.self)
      }
    }
    return (0..<4).map { UInt16(truncatingIfNeeded: entry.actions >> UInt64($0 * 16)) }
      .filter { $0 != ActionPatternIndex.nothing }
  }
}

extension SetReader.Part {
  fileprivate init(
    _ bytes: ByteSlice,
    _ programs: ByteSlice,
    _ places: (start: UInt32, tailed: UInt32, end: UInt32, index: UInt32)
  ) {
    start = Int(places.start)
    tailed = Int(places.tailed)
    end = Int(places.end)
    entries = stride(from: start, to: end, by: Entry.size).map {
      bytes.load(at: $0, as: Entry.self)
    }
    index = places.index == 0 ? nil : PrefixIndex(programs, at: Int(places.index))
  }
}
