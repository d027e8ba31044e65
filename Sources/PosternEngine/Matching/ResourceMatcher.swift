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
}
