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
    let place = Int(bytes.load(at: 0, as: UInt32.self))
    return bytes.slice(place, bytes.count &- place)
  }

  /// The statement of the entry at `place`.
  @inline(__always)
  func statement(_ place: Int) -> UInt32 { entry(place).statement }

  @inline(__always)
  private func entry(_ place: Int) -> Entry { bytes.load(at: place, as: Entry.self) }

  /// The filter of tailed entries: the last eight bytes of the pattern's literal prefix stand where
  /// they should.
  @inline(__always)
  func hasTail(_ place: Int, _ resource: ByteSlice) -> Bool {
    let entry = entry(place)
    let end = Int(entry.prefixLength)
    return end <= resource.count && resource.word(at: end &- 8) == entry.tail
  }

  /// The filter of all other entries, whose tails, if they have one, count from the sixth part on.
  @inline(__always)
  func isNear(_ place: Int) -> Bool {
    let entry = entry(place)
    guard entry.flags & Entry.hasTail != 0 else { return true }
    let base = entry.flags & Entry.tailCountsFromResource == 0 ? 0 : question.parts.resource
    let end = base &+ Int(entry.prefixLength)
    return end <= question.resource.count && question.resource.word(at: end &- 8) == entry.tail
  }

  /// Whether the statement of the entry at `place`, which is near, applies to the question.
  @inline(never)
  func applies(_ place: Int) -> Bool {
    let entry = entry(place)
    return matchesAction(entry) && matchesResource(entry)
      && (entry.condition == 0 || holdsGuard(entry))
  }

  /// Whether the principal and the conditions of the entry at `place` hold.
  func holds(_ place: Int) -> Bool {
    let entry = entry(place)
    return entry.condition == 0 || holdsGuard(entry)
  }

  /// Calls `body` with the place of each entry between two places whose action and resource match.
  func forEachMatch(from start: Int, to end: Int, _ body: (Int) -> Void) {
    var place = start
    while place < end {
      if isNear(place) {
        let entry = entry(place)
        if matchesAction(entry), matchesResource(entry) { body(place) }
      }
      place &+= Entry.size
    }
  }

  @inline(__always)
  private func matchesAction(_ entry: Entry) -> Bool {
    if entry.flags & Entry.hasActionList != 0 { return matchesActionList(entry) }
    var actions = entry.actions
    while actions != 0 {
      if question.matches(UInt16(truncatingIfNeeded: actions)) { return true }
      actions &>>= 16
    }
    return false
  }

  @inline(never)
  private func matchesActionList(_ entry: Entry) -> Bool {
    let place = Int(UInt32(truncatingIfNeeded: entry.actions))
    let isNegated = entry.flags & Entry.isActionNegated != 0
    for index in 0..<Int(entry.actions &>> 32)
    where question.matches(programs.load(at: place &+ index &* 2, as: UInt16.self)) {
      return !isNegated
    }
    return isNegated
  }

  @inline(__always)
  private func matchesResource(_ entry: Entry) -> Bool {
    switch entry.shape {
    case Entry.Shape.any.rawValue: return true
    case Entry.Shape.exact.rawValue:
      return Int(entry.prefixLength) == question.resource.count
        && hasLiteral(entry, at: entry.literal)
    case Entry.Shape.prefix.rawValue: return hasLiteral(entry, at: entry.literal)
    case Entry.Shape.pattern.rawValue: return matchesPattern(entry)
    default: return matchesProgram(entry)
    }
  }

  @inline(__always)
  private func hasLiteral(_ entry: Entry, at place: UInt32) -> Bool {
    programs.slice(Int(place), Int(entry.prefixLength)).isPrefix(of: question.resource, at: 0)
  }

  @inline(never)
  private func matchesPattern(_ entry: Entry) -> Bool {
    let programs = programs
    let pattern = programs.load(at: Int(entry.literal), as: PatternProgram.self)
    guard hasLiteral(entry, at: pattern.literal) else { return false }
    let start = Int(entry.prefixLength)
    return PatternMatcher(heap: programs, source: question.context).matches(
      pattern.rest,
      text: question.resource.slice(start, question.resource.count &- start)
    )
  }

  @inline(never)
  private func matchesProgram(_ entry: Entry) -> Bool {
    let matcher = ResourceMatcher(heap: programs, question: question)
    if entry.shape == Entry.Shape.program.rawValue {
      return matcher.matches(at: Int(entry.literal))
    }
    return matcher.matchesNone(
      at: Int(entry.literal),
      whenUnresolvable: entry.flags & Entry.isDeny != 0
    )
  }

  /// The principal, when the entry names some, and the conditions.
  @inline(never)
  private func holdsGuard(_ entry: Entry) -> Bool {
    let programs = programs
    var place = Int(entry.condition)
    if entry.flags & Entry.hasPrincipal != 0 {
      if strength(of: entry).isEmpty { return false }
      place = Int(programs.load(at: place, as: Entry.Guard.self).condition)
      if place == 0 { return true }
    }
    return ConditionTest(heap: programs, context: question.context).holds(at: place)
  }

  /// How the statement of the entry at `place` means the caller.
  func strength(_ place: Int) -> Strength { strength(of: entry(place)) }

  private func strength(of entry: Entry) -> Strength {
    guard entry.flags & Entry.hasPrincipal != 0 else { return .unnamed }
    let programs = programs
    let place = programs.load(at: Int(entry.condition), as: Entry.Guard.self).principal
    return PrincipalTest(heap: programs, caller: question.caller).strength(at: Int(place))
  }
}
