import PosternModel
import PosternText

/// Runs the condition program of a statement against the context of a request (section 4).
struct ConditionTest {
  private let heap: ByteSlice
  private let context: ContextView

  /// A test of programs in `heap`.
  init(heap: ByteSlice, context: ContextView) {
    self.heap = heap
    self.context = context
  }

  /// Whether all steps of the program at `place` hold (C-01).
  ///
  /// - Complexity: O(steps × operands × values).
  func holds(at place: Int) -> Bool {
    let count = Int(heap.load(at: place, as: UInt32.self))
    for index in 0..<count {
      let step = heap.load(
        at: place &+ 4 &+ index &* MemoryLayout<ConditionStep>.stride,
        as: ConditionStep.self
      )
      if !holds(step) { return false }
    }
    return true
  }

  /// The place of the first step of the program at `place` that does not hold, for explanations;
  /// nil when all do.
  ///
  /// - Complexity: as `holds(at:)`.
  func firstFailure(at place: Int) -> Int? {
    let count = Int(heap.load(at: place, as: UInt32.self))
    return (0..<count).first { index in
      let step = heap.load(
        at: place + 4 + index * MemoryLayout<ConditionStep>.stride,
        as: ConditionStep.self
      )
      return !holds(step)
    }
  }

  private func holds(_ step: ConditionStep) -> Bool {
    let values = context.lookup(step.key)
    if step.comparison == ConditionStep.Comparison.presence.rawValue {
      return holdsPresence(step, isMissing: values == nil)
    }
    guard let values else { return holdsWithoutKey(step) }
    switch step.qualifier {
    case ConditionOperator.Qualifier.none.rawValue:
      // A scalar operator on a multivalued key is false, also when negated or `IfExists` (C-31).
      return !values.isList && passes(step, values.single)
    case ConditionOperator.Qualifier.forAllValues.rawValue:
      for index in 0..<values.count where !passes(step, context.value(index, of: values)) {
        return false
      }
      return true
    default:
      for index in 0..<values.count where passes(step, context.value(index, of: values)) {
        return true
      }
      return false
    }
  }

  /// `Null` (C-21): some operand says what is the case; under a set operator always or never
  /// (C-24).
  private func holdsPresence(_ step: ConditionStep, isMissing: Bool) -> Bool {
    switch step.qualifier {
    case ConditionOperator.Qualifier.forAllValues.rawValue: return true
    case ConditionOperator.Qualifier.forAnyValue.rawValue: return false
    default:
      for index in 0..<Int(step.operandCount)
      where (operand(index, of: step).isTrue != 0) == isMissing {
        return true
      }
      return false
    }
  }

  /// The table of 4.2, column "key missing".
  private func holdsWithoutKey(_ step: ConditionStep) -> Bool {
    switch step.qualifier {
    case ConditionOperator.Qualifier.none.rawValue:
      step.flags & (ConditionStep.isNegated | ConditionStep.isIfExists) != 0
    case ConditionOperator.Qualifier.forAllValues.rawValue: true
    default: step.flags & ConditionStep.isIfExists != 0
    }
  }

  /// The test of one value: some operand matches, or none does for a negated operator (C-02, C-32).
  private func passes(_ step: ConditionStep, _ value: ByteSlice) -> Bool {
    let isNegated = step.flags & ConditionStep.isNegated != 0
    switch step.comparison {
    case ConditionStep.Comparison.textEquals.rawValue, ConditionStep.Comparison.textLike.rawValue:
      return matchesText(step, value) != isNegated
    case ConditionStep.Comparison.textEqualsIgnoringCase.rawValue:
      return matchesIgnoringCase(step, value) != isNegated
    case ConditionStep.Comparison.truth.rawValue: return matchesTruth(step, value)
    case ConditionStep.Comparison.binary.rawValue: return matchesBinary(step, value)
    case ConditionStep.Comparison.network.rawValue:
      return passesNetwork(step, value, isNegated: isNegated)
    case ConditionStep.Comparison.arn.rawValue:
      return ARNTest(heap: heap, context: context).passes(step, value, isNegated: isNegated)
    case ConditionStep.Comparison.dateEquals
      .rawValue...ConditionStep.Comparison.dateGreaterOrEqual
      .rawValue:
      return matchesDate(step, value) != isNegated
    default:
      return matchesNumber(step, value) != isNegated
    }
  }

  private func operand(_ index: Int, of step: ConditionStep) -> OperandCell {
    heap.load(
      at: Int(step.operands) &+ index &* MemoryLayout<OperandCell>.stride,
      as: OperandCell.self
    )
  }

  private func matchesText(_ step: ConditionStep, _ value: ByteSlice) -> Bool {
    let matcher = PatternMatcher(heap: heap, source: context)
    for index in 0..<Int(step.operandCount)
    where matcher.matches(operand(index, of: step).program, text: value) {
      return true
    }
    return false
  }

  private func matchesIgnoringCase(_ step: ConditionStep, _ value: ByteSlice) -> Bool {
    for index in 0..<Int(step.operandCount) {
      guard let text = expanded(operand(index, of: step).program) else { continue }
      let isEqual = text.withSpan { left in
        value.withSpan { right in LowercaseText.areEqual(left, right) }
      }
      if isEqual { return true }
    }
    return false
  }

  /// Both sides become truth values: `true` in any case is true, everything else is false (4.4).
  private func matchesTruth(_ step: ConditionStep, _ value: ByteSlice) -> Bool {
    let isTrue = value.isTrueText
    for index in 0..<Int(step.operandCount) {
      let cell = operand(index, of: step)
      if cell.form == OperandCell.Form.boolean.rawValue {
        if (cell.isTrue != 0) == isTrue { return true }
      } else if let text = expanded(cell.program), text.isTrueText == isTrue {
        return true
      }
    }
    return false
  }

  private func matchesBinary(_ step: ConditionStep, _ value: ByteSlice) -> Bool {
    for index in 0..<Int(step.operandCount) {
      let cell = operand(index, of: step)
      guard cell.form == OperandCell.Form.binary.rawValue else { continue }
      let bytes = heap.slice(Int(cell.program.offset), Int(cell.program.count))
      let isEqual = value.withSpan { text in
        bytes.withSpan { bytes in Base64.isEncoding(text, of: bytes) }
      }
      if isEqual { return true }
    }
    return false
  }

  /// A malformed address in the request fails both polarities; a malformed operand matches nothing
  /// (4.4).
  private func passesNetwork(
    _ step: ConditionStep,
    _ value: ByteSlice,
    isNegated: Bool
  ) -> Bool {
    guard let address = value.withSpan({ IPAddress(request: $0) }) else { return false }
    for index in 0..<Int(step.operandCount) {
      let cell = operand(index, of: step)
      guard cell.form == OperandCell.Form.network.rawValue else { continue }
      let network = heap.load(at: Int(cell.program.offset), as: IPNetwork.self)
      if network.contains(address) { return !isNegated }
    }
    return isNegated
  }

  private func matchesDate(_ step: ConditionStep, _ value: ByteSlice) -> Bool {
    guard let left = value.withSpan({ Instant($0) }) else { return false }
    for index in 0..<Int(step.operandCount) {
      let cell = operand(index, of: step)
      guard cell.form == OperandCell.Form.instant.rawValue else { continue }
      let right = heap.load(at: Int(cell.program.offset), as: Instant.self)
      let order = left < right ? -1 : left == right ? 0 : 1
      if holds(order, step.comparison &- ConditionStep.Comparison.dateEquals.rawValue) {
        return true
      }
    }
    return false
  }

  private func matchesNumber(_ step: ConditionStep, _ value: ByteSlice) -> Bool {
    guard let left = value.withSpan({ DecimalNumber($0) }) else { return false }
    for index in 0..<Int(step.operandCount) {
      let cell = operand(index, of: step)
      guard cell.form == OperandCell.Form.number.rawValue else { continue }
      let place = Int(cell.program.offset)
      let right = heap.load(at: place, as: DecimalNumber.self)
      let text = heap.slice(place &+ MemoryLayout<DecimalNumber>.size, Int(cell.program.count))
      let order = value.withSpan { leftText in
        text.withSpan { DecimalNumber.order(left, in: leftText, right, in: $0) }
      }
      if holds(order, step.comparison &- ConditionStep.Comparison.numberEquals.rawValue) {
        return true
      }
    }
    return false
  }

  /// Whether an order of two values satisfies equal, less, less or equal, greater, greater or equal
  /// (0…4).
  private func holds(_ order: Int, _ relation: UInt8) -> Bool {
    switch relation {
    case 0: order == 0
    case 1: order < 0
    case 2: order <= 0
    case 3: order > 0
    default: order >= 0
    }
  }

  /// The text of an operand without wildcards; nil when a variable has no value.
  private func expanded(_ program: TextProgram) -> ByteSlice? {
    if program.form == TextProgram.Form.template.rawValue {
      return ExpandedPattern(program, in: heap, context: context)?.bytes
    }
    return heap.slice(Int(program.offset), Int(program.count))
  }
}

extension ByteSlice {
  /// Whether the text is `true` in any case.
  fileprivate var isTrueText: Bool {
    count == 4 && self[0] | 0x20 == UInt8(ascii: "t") && self[1] | 0x20 == UInt8(ascii: "r")
      && self[2] | 0x20 == UInt8(ascii: "u") && self[3] | 0x20 == UInt8(ascii: "e")
  }
}
