import PosternModel

/// The walk through one decision set: which statement of an effect applies to the question?
///
/// This is the inner loop of the product. For each entry of the action's service: the tail of the resource
/// (one load, one comparison), the action's bits, the whole resource, then the conditions.
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
      DecisionSet.directoryOffset, entriesPlace &- DecisionSet.directoryOffset)
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
      let bit = bits & (0 &- bits)
      bits ^= bit
      let place = (mask & (bit &- 1)).nonzeroBitCount &* MemoryLayout<DecisionSet.Run>.stride
      let run = directory.load(at: place, as: DecisionSet.Run.self)
      let start = effect == .deny ? run.denyStart : run.allowStart
      let end = effect == .deny ? run.allowStart : run.end
      if let statement = scan(Int(start), Int(end), for: question) { return statement }
    }
    return nil
  }

  private func scan(_ start: Int, _ end: Int, for question: Question) -> UInt32? {
    let resource = question.resource
    let resourcePart = question.parts.resource
    var index = start
    while index < end {
      let entry = entries.load(at: index &* MemoryLayout<Entry>.stride, as: Entry.self)
      index &+= 1
      if entry.flags & Entry.hasTail != 0 {
        let base = entry.flags & Entry.tailCountsFromResource == 0 ? 0 : resourcePart
        let end = base &+ Int(entry.prefixLength)
        if end > resource.count || resource.word(at: end &- 8) != entry.tail { continue }
      }
      if matchesAction(entry, question), matchesResource(entry, question),
        entry.condition == 0 || holdsConditions(entry, question)
      {
        return entry.statement
      }
    }
    return nil
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
    return matcher.matchesNone(at: Int(entry.literal), whenUnresolvable: entry.flags & Entry.isDeny != 0)
  }

  @inline(never)
  private func holdsConditions(_ entry: Entry, _ question: Question) -> Bool {
    ConditionTest(heap: heap, context: question.context).holds(at: Int(entry.condition))
  }
}

extension Question {
  /// Whether the action pattern with this number matches the request's action.
  @inline(__always)
  func matches(_ pattern: UInt16) -> Bool {
    let word = actionRow.word(at: Int(pattern &>> 6) &* 8)
    return word &>> UInt64(pattern & 63) & 1 != 0
  }
}
