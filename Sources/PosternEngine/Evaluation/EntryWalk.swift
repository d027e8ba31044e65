import PosternModel

/// The tests of single entries of a decision set against the question.
struct EntryWalk: BitwiseCopyable {
  private let bytes: ByteSlice
  private let question: Question

  /// A walk over the entries of the set laid out in `bytes`.
  @inline(__always)
  init(_ bytes: ByteSlice, _ question: Question) {
    self.bytes = bytes
    self.question = question
  }

  /// What entries refer to.
  @inline(__always)
  var programs: ByteSlice {
    let place = programsPlace
    return bytes.slice(place, bytes.count &- place)
  }

  @inline(__always)
  private var programsPlace: Int { Int(bytes.load(at: 0, as: UInt32.self)) }

  /// The statement of the entry at `place`.
  @inline(__always)
  func statement(_ place: Int) -> UInt32 { rule(of: entry(place)).statement }

  @inline(__always)
  private func entry(_ place: Int) -> Entry { bytes.load(at: place, as: Entry.self) }

  @inline(__always)
  private func rule(of entry: Entry) -> Rule {
    bytes.load(at: programsPlace &- (entry.reference.rule &+ 1) &* Rule.size, as: Rule.self)
  }

  /// The last filter: the last eight bytes of the pattern's literal prefix, if it has so many,
  /// stand where they should.
  @inline(__always)
  private func isNear(_ entry: Entry) -> Bool {
    if entry.prefixLength == 0 { return true }
    let start = entry.isTailed ? 0 : question.parts.resource
    let end = start &+ Int(entry.prefixLength)
    return end <= question.resource.count
      && question.resource.word(at: end &- Entry.tailLength) == entry.tail
  }

  /// Whether the statement of the entry at `place` applies to the question.
  @inline(__always)
  func applies(_ place: Int) -> Bool {
    let entry = entry(place)
    return isNear(entry) && applies(entry)
  }

  @inline(__always)
  private func applies(_ entry: Entry) -> Bool {
    let rule = rule(of: entry)
    return matchesAction(rule) && matchesResource(entry) && (rule.guard == 0 || holdsGuard(rule))
  }

  /// The place of the first entry between two places whose statement applies, or nil.
  @inline(__always)
  func firstThatApplies(from start: Int, to end: Int) -> Int? {
    var place = start
    while place < end {
      if applies(place) { return place }
      place &+= Entry.size
    }
    return nil
  }

  /// Whether the principal and the conditions of the entry at `place` hold.
  func holds(_ place: Int) -> Bool {
    let rule = rule(of: entry(place))
    return rule.guard == 0 || holdsGuard(rule)
  }

  /// Calls `body` with the place of each entry between two places whose action and resource match.
  @inline(__always)
  func forEachMatch(from start: Int, to end: Int, _ body: (Int) -> Void) {
    var place = start
    while place < end {
      let entry = entry(place)
      if isNear(entry), matchesAction(rule(of: entry)), matchesResource(entry) { body(place) }
      place &+= Entry.size
    }
  }

  /// Whether one of the four action patterns matches; the number of none matches nothing.
  @inline(__always)
  private func matchesAction(_ rule: Rule) -> Bool {
    if rule.hasList { return matchesActionList(rule) }
    let actions = rule.actions
    return question.matches(
      UInt16(truncatingIfNeeded: actions),
      UInt16(truncatingIfNeeded: actions &>> 16),
      UInt16(truncatingIfNeeded: actions &>> 32),
      UInt16(truncatingIfNeeded: actions &>> 48)
    )
  }

  @inline(never)
  private func matchesActionList(_ rule: Rule) -> Bool {
    let programs = programs
    let place = rule.listPlace
    for index in 0..<Int(programs.load(at: place, as: UInt32.self))
    where question.matches(programs.load(at: place &+ 4 &+ index &* 2, as: UInt16.self)) {
      return !rule.isListNegated
    }
    return rule.isListNegated
  }

  /// Whether the resource matches an entry that is near.
  @inline(__always)
  private func matchesResource(_ entry: Entry) -> Bool {
    if entry.shape > Entry.Shape.prefix.rawValue {
      return entry.shape == Entry.Shape.pattern.rawValue
        ? matchesPattern(entry) : matchesProgram(entry)
    }
    if entry.shape == Entry.Shape.any.rawValue { return true }
    let isWhole = Int(entry.prefixLength) == question.resource.count
    return (isWhole || entry.shape == Entry.Shape.prefix.rawValue)
      && hasLiteral(entry, at: entry.place)
  }

  /// Whether the resource begins with the bytes in front of the entry's tail, which was found.
  @inline(__always)
  private func hasLiteral(_ entry: Entry, at place: Int) -> Bool {
    programs.slice(place, Int(entry.prefixLength) &- Entry.tailLength)
      .isPrefix(of: question.resource, at: 0)
  }

  @inline(never)
  private func matchesPattern(_ entry: Entry) -> Bool {
    let programs = programs
    guard hasLiteral(entry, at: Int(programs.load(at: entry.place, as: UInt32.self))) else {
      return false
    }
    let start = Int(entry.prefixLength)
    return PatternMatcher(heap: programs, source: question.context).matches(
      at: entry.place &+ 4,
      text: question.resource.slice(start, question.resource.count &- start)
    )
  }

  @inline(never)
  private func matchesProgram(_ entry: Entry) -> Bool {
    ResourceMatcher(heap: programs, question: question).matches(at: entry.reference.place)
  }

  /// The principal, when the rule names some, and the conditions.
  @inline(never)
  private func holdsGuard(_ rule: Rule) -> Bool {
    let programs = programs
    var place = Int(rule.guard)
    let form = programs[place]
    place &+= 1
    if form != Rule.Guard.conditions.rawValue {
      if strength(of: rule).isEmpty { return false }
      if form == Rule.Guard.principal.rawValue { return true }
      place &+= 4
    }
    return ConditionTest(heap: programs, context: question.context).holds(at: place)
  }

  /// How the statement of the entry at `place` means the caller.
  func strength(_ place: Int) -> Strength { strength(of: rule(of: entry(place))) }

  private func strength(of rule: Rule) -> Strength {
    let programs = programs
    let place = Int(rule.guard)
    guard place != 0, programs[place] != Rule.Guard.conditions.rawValue else { return .unnamed }
    return PrincipalTest(heap: programs, caller: question.caller)
      .strength(at: Int(programs.load(at: place &+ 1, as: UInt32.self)))
  }

  /// What of the statement of the entry at `place`, whose action and resource match, does not hold.
  func failure(_ place: Int) -> GuardFailure? {
    let rule = rule(of: entry(place))
    return rule.guard == 0 ? nil : guardFailure(of: rule)
  }

  private func guardFailure(of rule: Rule) -> GuardFailure? {
    let programs = programs
    let place = Int(rule.guard)
    if strength(of: rule).isEmpty { return .principal }
    let steps: Int
    switch programs[place] {
    case Rule.Guard.conditions.rawValue: steps = place &+ 1
    case Rule.Guard.both.rawValue: steps = place &+ 5
    default: return nil
    }
    return ConditionTest(heap: programs, context: question.context).firstFailure(at: steps)
      .map { .condition(index: $0.index, step: $0.step) }
  }

  /// What of a statement that came near did not hold.
  enum GuardFailure {
    case principal
    case condition(index: Int, step: ConditionSteps.Step)
  }
}
