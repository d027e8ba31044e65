/// The test of the ARN operators: six parts, each matched by itself (C-60).
struct ARNTest {
  private let heap: ByteSlice
  private let context: ContextView

  /// A test of operands in `heap`.
  init(heap: ByteSlice, context: ContextView) {
    self.heap = heap
    self.context = context
  }

  /// Whether a value passes: false for a value that is no ARN (C-61); a malformed operand that no
  /// earlier match has overtaken makes an Allow fail and a Deny hold (C-62).
  func passes(_ step: ConditionSteps.Step, _ value: ByteSlice, isNegated: Bool) -> Bool {
    guard let parts = ARNParts(value) else { return false }
    for index in 0..<step.operandCount {
      let place = step.operand(index, in: heap)
      switch heap[place] {
      case ConditionStep.Operand.arn.rawValue:
        if matches(patterns: place &+ 1, value, parts) { return !isNegated }
      case ConditionStep.Operand.arnText.rawValue:
        let matcher = PatternMatcher(heap: heap, source: context)
        guard matcher.isResolvable(at: place &+ 1) else { continue }
        guard let pattern = ExpandedPattern(at: place &+ 1, in: heap, context: context),
          let patternParts = ARNParts(pattern.bytes)
        else { return step.isDeny }
        if matches(pattern, patternParts, value, parts) { return !isNegated }
      default: return step.isDeny
      }
    }
    return isNegated
  }

  private func matches(patterns start: Int, _ value: ByteSlice, _ parts: ARNParts) -> Bool {
    var place = start
    for part in 0..<6 {
      let bounds = parts.bounds(part)
      let text = value.slice(bounds.start, bounds.count)
      guard PatternMatcher.matches(at: place, in: heap, text: text) else { return false }
      place = heap.endOfPattern(at: place)
    }
    return true
  }

  private func matches(
    _ pattern: ExpandedPattern,
    _ patternParts: ARNParts,
    _ value: ByteSlice,
    _ parts: ARNParts
  ) -> Bool {
    for part in 0..<6 {
      let left = patternParts.bounds(part)
      let right = parts.bounds(part)
      guard pattern.part(left.start, left.count).matches(value.slice(right.start, right.count))
      else { return false }
    }
    return true
  }
}
