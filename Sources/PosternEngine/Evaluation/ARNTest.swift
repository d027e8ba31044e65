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
  func passes(_ step: ConditionStep, _ value: ByteSlice, isNegated: Bool) -> Bool {
    guard let parts = ARNParts(value) else { return false }
    for index in 0..<Int(step.operandCount) {
      let cell = heap.load(
        at: Int(step.operands) &+ index &* MemoryLayout<OperandCell>.stride,
        as: OperandCell.self
      )
      switch cell.form {
      case OperandCell.Form.arn.rawValue:
        if matches(programs: Int(cell.program.offset), value, parts) { return !isNegated }
      case OperandCell.Form.arnText.rawValue:
        let matcher = PatternMatcher(heap: heap, source: context)
        guard matcher.isResolvable(cell.program) else { continue }
        guard let pattern = ExpandedPattern(cell.program, in: heap, context: context),
          let patternParts = ARNParts(pattern.bytes)
        else { return step.flags & ConditionStep.isDeny != 0 }
        if matches(pattern, patternParts, value, parts) { return !isNegated }
      default: return step.flags & ConditionStep.isDeny != 0
      }
    }
    return isNegated
  }

  private func matches(programs place: Int, _ value: ByteSlice, _ parts: ARNParts) -> Bool {
    for part in 0..<6 {
      let program = heap.load(
        at: place + part * MemoryLayout<TextProgram>.stride,
        as: TextProgram.self
      )
      let bounds = parts.bounds(part)
      let text = value.slice(bounds.start, bounds.count)
      guard PatternMatcher.matches(program, in: heap, text: text) else { return false }
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
