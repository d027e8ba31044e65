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
  /// The rules, by number.
  let rules: [Rule]

  /// Reads the set laid out in `bytes`.
  ///
  /// - Complexity: O(n) in the entries.
  init(_ bytes: ByteSlice) {
    let header = bytes.load(at: 0, as: DecisionSet.Header.self)
    let programsPlace = Int(header.programs)
    let programs = bytes.slice(programsPlace, bytes.count - programsPlace)
    let numbers = (0..<Int(header.wordCount) * 8).map { bytes[DecisionSet.wordsOffset + $0] }
    let services = Array(numbers.prefix { $0 != ActionPatternIndex.noService })
    let runsPlace = DecisionSet.runsOffset(wordCount: Int(header.wordCount))
    let places = (0...services.count).map { number in
      let place = runsPlace + number * Int(header.runSize)
      return Int(header.runSize) == DecisionSet.Run.size
        ? SetReader.narrowRun(bytes, at: place)
        : bytes.load(at: place, as: DecisionSet.WideRun.self)
    }
    runs = zip([nil] + services.map { $0 }, places).map { service, run in
      Run(
        service: service,
        denies: Part(bytes, programs, run.denyStart, run.denyTailed, run.allowStart, run.denyIndex),
        allows: Part(bytes, programs, run.allowStart, run.allowTailed, run.end, run.allowIndex)
      )
    }
    let rulesPlace = runs.last?.allows.end ?? programsPlace
    rules = stride(from: programsPlace - Rule.size, through: rulesPlace, by: -Rule.size).map {
      bytes.load(at: $0, as: Rule.self)
    }
    self.bytes = bytes
    self.programs = programs
    self.services = services
  }

  /// A run of the usual form, as it would be in the other.
  private static func narrowRun(_ bytes: ByteSlice, at place: Int) -> DecisionSet.WideRun {
    func entry(_ number: UInt16) -> UInt32 { UInt32(number) * UInt32(Entry.size) }
    let run = bytes.load(at: place, as: DecisionSet.Run.self)
    return DecisionSet.WideRun(
      denyStart: entry(run.denyStart),
      denyTailed: entry(run.denyTailed),
      allowStart: entry(run.allowStart),
      allowTailed: entry(run.allowTailed),
      end: entry(bytes.load(at: place + DecisionSet.Run.size, as: UInt16.self)),
      denyIndex: 0,
      allowIndex: 0
    )
  }

  /// The rule of an entry.
  func rule(of entry: Entry) -> Rule { rules[entry.reference.rule] }

  /// The place of the bytes in front of a tailed entry's tail.
  func literalPlace(of entry: Entry) -> Int {
    entry.shape == Entry.Shape.pattern.rawValue
      ? Int(programs.load(at: entry.place, as: UInt32.self)) : entry.place
  }

  /// The literal beginning of a tailed entry's pattern.
  func prefix(of entry: Entry) -> [UInt8] {
    let count = Int(entry.prefixLength) - Entry.tailLength
    let literal = programs.slice(literalPlace(of: entry), count)
    return (0..<count).map { literal[$0] }
      + (0..<Entry.tailLength).map { UInt8(truncatingIfNeeded: entry.tail >> UInt64($0 * 8)) }
  }

  /// The numbers of the action patterns that a rule lists.
  func actions(of rule: Rule) -> [UInt16] {
    if rule.hasList {
      let count = Int(programs.load(at: rule.listPlace, as: UInt32.self))
      return (0..<count).map { programs.load(at: rule.listPlace + 4 + $0 * 2, as: UInt16.self) }
    }
    return (0..<4).map { UInt16(truncatingIfNeeded: rule.actions >> UInt64($0 * 16)) }
      .filter { $0 != ActionPatternIndex.nothing }
  }
}

extension SetReader.Part {
  fileprivate init(
    _ bytes: ByteSlice,
    _ programs: ByteSlice,
    _ start: UInt32,
    _ tailed: UInt32,
    _ end: UInt32,
    _ index: UInt32
  ) {
    self.start = Int(start)
    self.tailed = Int(tailed)
    self.end = Int(end)
    entries = stride(from: self.start, to: self.end, by: Entry.size).map {
      bytes.load(at: $0, as: Entry.self)
    }
    self.index = index == 0 ? nil : PrefixIndex(programs, at: Int(index))
  }
}
