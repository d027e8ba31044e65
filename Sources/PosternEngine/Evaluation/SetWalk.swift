import PosternModel

/// The walk through one decision set: which statement of an effect applies to the question.
///
/// This is the inner loop of the product. For each entry of the action's service: the tail of the
/// resource (one load, one comparison), the action's bits, the whole resource, then the conditions.
struct SetWalk: BitwiseCopyable {
  private let entries: ByteSlice
  private let heap: ByteSlice
  private let directory: ByteSlice
  private let mask: UInt64

  /// A walk through the set laid out in `bytes`.
  @inline(__always)
  init(_ bytes: ByteSlice) {
    mask = bytes.word(at: 0)
    let entriesPlace = Int(bytes.load(at: 8, as: UInt32.self))
    let heapPlace = Int(bytes.load(at: 12, as: UInt32.self))
    directory = bytes.slice(
      DecisionSet.directoryOffset,
      entriesPlace &- DecisionSet.directoryOffset
    )
    entries = bytes.slice(entriesPlace, heapPlace &- entriesPlace)
    heap = bytes.slice(heapPlace, bytes.count &- heapPlace)
  }

  /// Returns the number of the first statement with `effect` that applies, or nil.
  ///
  /// - Complexity: O(e) in the entries of the action's service with that effect.
  @inline(__always)
  func first(_ effect: Effect, for question: Question) -> UInt32? {
    var bits = mask & question.serviceMask
    while bits != 0 {
      let run = nextRun(&bits)
      // A switch, because `==` of another module's enum is a call through its witness table.
      let (start, end) =
        switch effect {
        case .deny: (run.denyStart, run.allowStart)
        case .allow: (run.allowStart, run.end)
        }
      if start < end, let found = next(from: Int(start), to: Int(end), for: question) {
        return entry(found).statement
      }
    }
    return nil
  }

  /// Calls `body` with each Allow statement that applies, and how it means the caller.
  func forEachAllow(for question: Question, _ body: (UInt32, Strength) -> Void) {
    var bits = mask & question.serviceMask
    while bits != 0 {
      let run = nextRun(&bits)
      var place = Int(run.allowStart)
      while let found = next(from: place, to: Int(run.end), for: question) {
        let entry = entry(found)
        body(entry.statement, strength(of: entry, question))
        place = found + 1
      }
    }
  }

  /// The run under the lowest of the bits, which is taken away.
  @inline(__always)
  private func nextRun(_ bits: inout UInt64) -> DecisionSet.Run {
    let bit = bits & (0 &- bits)
    bits ^= bit
    let place = (mask & (bit &- 1)).nonzeroBitCount &* MemoryLayout<DecisionSet.Run>.stride
    return directory.load(at: place, as: DecisionSet.Run.self)
  }

  @inline(__always)
  private func entry(_ index: Int) -> Entry {
    entries.load(at: index &* MemoryLayout<Entry>.stride, as: Entry.self)
  }

  /// The place of the first entry that applies, from `start` up to before `end`.
  ///
  /// Few entries come near, so what follows is kept out of the loop: four loads and five
  /// comparisons an entry.
  private func next(from start: Int, to end: Int, for question: Question) -> Int? {
    let resource = question.resource
    let resourcePart = question.parts.resource
    var index = start
    while index < end {
      if isNear(entry(index), resource, resourcePart), applies(index, question) { return index }
      index &+= 1
    }
    return nil
  }

  /// The filter: the last eight bytes of the pattern's literal prefix stand where they should.
  @inline(__always)
  private func isNear(_ entry: Entry, _ resource: ByteSlice, _ resourcePart: Int) -> Bool {
    guard entry.flags & Entry.hasTail != 0 else { return true }
    let base = entry.flags & Entry.tailCountsFromResource == 0 ? 0 : resourcePart
    let end = base &+ Int(entry.prefixLength)
    return end <= resource.count && resource.word(at: end &- 8) == entry.tail
  }

  @inline(never)
  private func applies(_ index: Int, _ question: Question) -> Bool {
    let entry = entry(index)
    return matchesAction(entry, question) && matchesResource(entry, question)
      && (entry.condition == 0 || holdsGuard(entry, question))
  }

  @inline(__always)
  private func matchesAction(_ entry: Entry, _ question: Question) -> Bool {
    if entry.flags & Entry.hasActionList != 0 { return matchesActionList(entry, question) }
    var actions = entry.actions
    while actions != 0 {
      if question.matches(UInt16(truncatingIfNeeded: actions)) { return true }
      actions &>>= 16
    }
    return false
  }

  @inline(never)
  private func matchesActionList(_ entry: Entry, _ question: Question) -> Bool {
    let place = Int(UInt32(truncatingIfNeeded: entry.actions))
    let isNegated = entry.flags & Entry.isActionNegated != 0
    for index in 0..<Int(entry.actions &>> 32)
    where question.matches(heap.load(at: place &+ index &* 2, as: UInt16.self)) {
      return !isNegated
    }
    return isNegated
  }

  @inline(__always)
  private func matchesResource(_ entry: Entry, _ question: Question) -> Bool {
    switch entry.shape {
    case Entry.Shape.any.rawValue: return true
    case Entry.Shape.exact.rawValue:
      return Int(entry.prefixLength) == question.resource.count
        && hasLiteral(entry, question)
    case Entry.Shape.prefix.rawValue: return hasLiteral(entry, question)
    default: return matchesResourceProgram(entry, question)
    }
  }

  @inline(__always)
  private func hasLiteral(_ entry: Entry, _ question: Question) -> Bool {
    heap.slice(Int(entry.literal), Int(entry.prefixLength)).isPrefix(of: question.resource, at: 0)
  }

  @inline(never)
  private func matchesResourceProgram(_ entry: Entry, _ question: Question) -> Bool {
    let matcher = ResourceMatcher(heap: heap, question: question)
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
  private func holdsGuard(_ entry: Entry, _ question: Question) -> Bool {
    var place = Int(entry.condition)
    if entry.flags & Entry.hasPrincipal != 0 {
      if strength(of: entry, question).isEmpty { return false }
      place = Int(heap.load(at: place, as: Entry.Guard.self).condition)
      if place == 0 { return true }
    }
    return ConditionTest(heap: heap, context: question.context).holds(at: place)
  }

  private func strength(of entry: Entry, _ question: Question) -> Strength {
    guard entry.flags & Entry.hasPrincipal != 0 else { return .unnamed }
    let place = heap.load(at: Int(entry.condition), as: Entry.Guard.self).principal
    return PrincipalTest(heap: heap, caller: question.context.caller).strength(at: Int(place))
  }
}
