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

  /// Whether the pattern at `place` matches; an unresolvable one does not (V-08).
  func matches(at place: Int) -> Bool {
    matches(heap.load(at: place, as: ResourceProgram.self))
  }

  /// Whether no pattern of the `NotResource` list at `place` matches.
  ///
  /// One entry that cannot be evaluated decides the whole list (M-16).
  func matchesNone(at place: Int, whenUnresolvable answer: Bool) -> Bool {
    let count = Int(heap.load(at: place, as: UInt32.self))
    var isMatched = false
    for index in 0..<count {
      let program = heap.load(
        at: place + 4 + index * MemoryLayout<ResourceProgram>.stride,
        as: ResourceProgram.self
      )
      guard program.form != ResourceProgram.Form.unresolvable.rawValue,
        matcher.isResolvable(program.resource)
      else { return answer }
      isMatched = isMatched || matches(program)
    }
    return !isMatched
  }

  private func matches(_ program: ResourceProgram) -> Bool {
    if program.form == ResourceProgram.Form.any.rawValue { return true }
    guard program.form == ResourceProgram.Form.parts.rawValue, !isResourceless else {
      return false
    }
    return matches(program.partition, from: parts.partition, to: parts.service - 1)
      && matches(program.service, from: parts.service, to: parts.region - 1)
      && matches(program.region, from: parts.region, to: parts.account - 1)
      && matches(program.account, from: parts.account, to: parts.resource - 1)
      && matches(program.resource, from: parts.resource, to: resource.count)
  }

  private func matches(_ program: TextProgram, from start: Int, to end: Int) -> Bool {
    matcher.matches(program, text: resource.slice(start, end - start))
  }
}
