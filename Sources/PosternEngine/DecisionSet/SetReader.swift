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
    /// Where the window of the marks begins in the sixth part of an ARN; nil without marks.
    let window: Int?

    /// Whether there is no entry.
    var isEmpty: Bool { denies.isEmpty && allows.isEmpty }
  }

  /// The entries of one effect in a run.
  struct Part {
    /// The places of the first entry and behind the last.
    let start: Int
    let end: Int
    let entries: [Entry]
    /// The marks of the entries; empty when the set has none.
    let marks: [UInt8]
    /// The index of the tailed entries; nil when they are scanned.
    let index: PrefixIndex?

    /// Whether there is no entry.
    var isEmpty: Bool { entries.isEmpty }
    /// How many entries have no tail that counts from the first byte; they come first.
    var openCount: Int { entries.prefix { !$0.isTailed }.count }
  }

  /// All bytes of the set.
  let bytes: ByteSlice
  /// What entries refer to.
  let programs: ByteSlice
  /// The numbers of the services, in order.
  let services: [UInt8]
  /// The runs: that of every service, and then one for each service; that of no service is left
  /// out.
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
    let numbers = (0..<Int(header.serviceByteCount)).map {
      bytes[DecisionSet.servicesOffset + $0]
    }
    let services = Array(numbers.prefix { $0 != ActionPatternIndex.noService })
    let runsPlace = DecisionSet.servicesOffset + numbers.count
    let runSize = Int(header.runSize)
    runs = ([nil] + services.map { $0 }).enumerated().map { number, service in
      let place = runsPlace + number * runSize
      return runSize == DecisionSet.Run.size
        ? Run(
          bytes,
          service,
          bytes.load(at: place, as: DecisionSet.Run.self),
          endAt: place + runSize
        )
        : Run(bytes, service, bytes.load(at: place, as: DecisionSet.WideRun.self), programs)
    }
    let rulesPlace = runs.last?.allows.end ?? programsPlace
    rules = stride(from: programsPlace - Rule.size, through: rulesPlace, by: -Rule.size).map {
      bytes.load(at: $0, as: Rule.self)
    }
    self.bytes = bytes
    self.programs = programs
    self.services = services
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

extension SetReader.Run {
  fileprivate init(
    _ bytes: ByteSlice,
    _ service: UInt8?,
    _ run: DecisionSet.Run,
    endAt endPlace: Int
  ) {
    func part(_ start: UInt16, _ end: UInt16) -> SetReader.Part {
      SetReader.Part(
        bytes,
        Int(start) * Entry.size,
        Int(end) * Entry.size,
        marks: (start..<end).map { bytes[Int(run.marks) + Int($0) - Int(run.denyStart)] },
        index: nil
      )
    }
    self.service = service
    denies = part(run.denyStart, run.allowStart)
    allows = part(run.allowStart, bytes.load(at: endPlace, as: UInt16.self))
    window = Int(run.window)
  }

  fileprivate init(
    _ bytes: ByteSlice,
    _ service: UInt8?,
    _ run: DecisionSet.WideRun,
    _ programs: ByteSlice
  ) {
    func part(_ start: UInt32, _ end: UInt32, _ index: UInt32) -> SetReader.Part {
      SetReader.Part(
        bytes,
        Int(start),
        Int(end),
        marks: [],
        index: index == 0 ? nil : PrefixIndex(programs, at: Int(index))
      )
    }
    self.service = service
    denies = part(run.denyStart, run.allowStart, run.denyIndex)
    allows = part(run.allowStart, run.end, run.allowIndex)
    window = nil
  }
}

extension SetReader.Part {
  fileprivate init(
    _ bytes: ByteSlice,
    _ start: Int,
    _ end: Int,
    marks: [UInt8],
    index: PrefixIndex?
  ) {
    self.start = start
    self.end = end
    entries = stride(from: start, to: end, by: Entry.size).map {
      bytes.load(at: $0, as: Entry.self)
    }
    self.marks = marks
    self.index = index
  }
}
