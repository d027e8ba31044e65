/// Matches the question's resource against ARN patterns that need more than one comparison.
struct ResourceMatcher {
  private let heap: ByteSlice
  private let resource: ByteSlice
  private let parts: Question.Parts
  private let isResourceless: Bool
  private let matcher: PatternMatcher<ContextView>

  /// A matcher for programs in `heap`.
  init(heap: ByteSlice, question: Question) {
    self.heap = heap
    resource = question.resource
    parts = question.parts
    isResourceless = question.isResourceless
    matcher = PatternMatcher(heap: heap, source: question.context)
  }

  /// Whether the `ResourceProgram` at `place` matches; an unresolvable one does not (V-08).
  func matches(at place: Int) -> Bool {
    switch heap[place] {
    case ResourceProgram.any.rawValue: true
    case ResourceProgram.whole.rawValue: !isResourceless && matchesWhole(at: place + 1)
    case ResourceProgram.parts.rawValue: !isResourceless && matchesParts(at: place + 1)
    case ResourceProgram.noneOf.rawValue: matchesNone(at: place + 1)
    case ResourceProgram.variableParts.rawValue:
      !isResourceless && matchesVariableParts(at: place + 1)
    default: false
    }
  }

  /// Whether no pattern of a `NotResource` list matches.
  ///
  /// One entry that cannot be evaluated decides the whole list (M-16).
  private func matchesNone(at place: Int) -> Bool {
    let count = Int(heap.load(at: place + 1, as: UInt32.self))
    var isMatched = false
    for index in 0..<count {
      let program = Int(heap.load(at: place + 5 + index * 4, as: UInt32.self))
      guard isResolvable(at: program) else { return heap[place] != 0 }
      isMatched = isMatched || matches(at: program)
    }
    return !isMatched
  }

  private func isResolvable(at place: Int) -> Bool {
    switch heap[place] {
    case ResourceProgram.unresolvable.rawValue: false
    case ResourceProgram.whole.rawValue:
      matcher.isResolvable(at: place + 5 + Int(heap.load(at: place + 1, as: UInt32.self)))
    case ResourceProgram.parts.rawValue: matcher.isResolvable(at: place + 5)
    case ResourceProgram.variableParts.rawValue:
      matcher.isResolvable(at: place + 6)
        && head(at: Int(heap.load(at: place + 2, as: UInt32.self))) == .known
    default: true
    }
  }

  private func matchesWhole(at place: Int) -> Bool {
    let prefix = heap.slice(place + 4, Int(heap.load(at: place, as: UInt32.self)))
    guard prefix.isPrefix(of: resource, at: 0) else { return false }
    return matcher.matches(
      at: place + 4 + prefix.count,
      text: resource.slice(prefix.count, resource.count - prefix.count)
    )
  }

  private func matchesParts(at place: Int) -> Bool {
    let partition = Int(heap.load(at: place, as: UInt32.self))
    guard matches(partition, from: parts.partition, to: parts.service - 1) else { return false }
    let service = heap.endOfPattern(at: partition)
    guard matches(service, from: parts.service, to: parts.region - 1) else { return false }
    let region = heap.endOfPattern(at: service)
    guard matches(region, from: parts.region, to: parts.account - 1) else { return false }
    let account = heap.endOfPattern(at: region)
    return matches(account, from: parts.account, to: parts.resource - 1)
      && matches(place + 4, from: parts.resource, to: resource.count)
  }

  private func matches(_ pattern: Int, from start: Int, to end: Int) -> Bool {
    matcher.matches(at: pattern, text: resource.slice(start, end - start))
  }

  /// What the variables of four patterns make of the head of an ARN.
  private enum Head { case known, unresolvable, shifted }

  /// Reads the values of the four patterns at `place`.
  ///
  /// A colon in a value would move the parts; nothing is matched against what follows from that.
  private func head(at place: Int) -> Head {
    var place = place
    var rest = 4
    var isShifted = false
    while rest > 0 {
      let piece = PatternPiece(heap, at: place)
      place = piece.next
      if piece.operation == PatternCode.end { rest -= 1 }
      guard piece.isVariable else { continue }
      guard let value = matcher.text(of: piece) else { return .unresolvable }
      for index in 0..<value.count where value[index] == UInt8(ascii: ":") { isShifted = true }
    }
    return isShifted ? .shifted : .known
  }

  /// Whether each part matches, with variables in any of them; a head that cannot be told is one
  /// that a deny is about.
  @inline(never)
  private func matchesVariableParts(at place: Int) -> Bool {
    let answer = heap[place] != 0
    var pattern = Int(heap.load(at: place + 1, as: UInt32.self))
    switch head(at: pattern) {
    case .unresolvable: return false
    case .shifted: return answer
    case .known: break
    }
    let bounds =
      [
        (parts.partition, parts.service), (parts.service, parts.region),
        (parts.region, parts.account), (parts.account, parts.resource),
      ] as InlineArray<4, (Int, Int)>
    for part in bounds.indices {
      let (start, end) = bounds[part]
      let text = resource.slice(start, end - 1 - start)
      guard matchesExpanded(pattern, text, otherwise: answer) else { return false }
      pattern = heap.endOfPattern(at: pattern)
    }
    return matches(place + 5, from: parts.resource, to: resource.count)
  }

  /// Whether a part matches a pattern once its variables are replaced; letter case has no meaning
  /// (table 1.7), and the resource's is lower already.
  private func matchesExpanded(
    _ pattern: Int,
    _ text: ByteSlice,
    otherwise answer: Bool
  ) -> Bool {
    let context = matcher.source
    guard let expanded = ExpandedPattern(at: pattern, in: heap, context: context) else {
      return answer
    }
    let bytes = context.expansion
    for index in 0..<expanded.bytes.count { bytes[index] = bytes[index].lowercasedASCII }
    return expanded.matches(text)
  }
}
