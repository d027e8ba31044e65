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
    var steps = ConditionSteps(heap, at: place)
    while let step = steps.next() {
      if !holds(step) { return false }
    }
    return true
  }

  /// The first step of the program at `place` that does not hold and its number, for explanations;
  /// nil when all do.
  ///
  /// - Complexity: as `holds(at:)`.
  func firstFailure(at place: Int) -> (index: Int, step: ConditionSteps.Step)? {
    var steps = ConditionSteps(heap, at: place)
    var index = 0
    while let step = steps.next() {
      if !holds(step) { return (index, step) }
      index += 1
    }
    return nil
  }

  private func holds(_ step: ConditionSteps.Step) -> Bool {
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
  private func holdsPresence(_ step: ConditionSteps.Step, isMissing: Bool) -> Bool {
    switch step.qualifier {
    case ConditionOperator.Qualifier.forAllValues.rawValue: return true
    case ConditionOperator.Qualifier.forAnyValue.rawValue: return false
    default:
      let sought = isMissing ? ConditionStep.Operand.yes : .no
      for index in 0..<step.operandCount
      where heap[step.operand(index, in: heap)] == sought.rawValue {
        return true
      }
      return false
    }
  }

  /// The table of 4.2, column "key missing".
  private func holdsWithoutKey(_ step: ConditionSteps.Step) -> Bool {
    switch step.qualifier {
    case ConditionOperator.Qualifier.none.rawValue:
      step.flags & (ConditionStep.isNegated | ConditionStep.isIfExists) != 0
    case ConditionOperator.Qualifier.forAllValues.rawValue: true
    default: step.flags & ConditionStep.isIfExists != 0
    }
  }

  /// The test of one value: some operand matches, or none does for a negated operator (C-02, C-32).
  private func passes(_ step: ConditionSteps.Step, _ value: ByteSlice) -> Bool {
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

  private func matchesText(_ step: ConditionSteps.Step, _ value: ByteSlice) -> Bool {
    let matcher = PatternMatcher(heap: heap, source: context)
    for index in 0..<step.operandCount
    where matcher.matches(at: step.operand(index, in: heap) &+ 1, text: value) {
      return true
    }
    return false
  }

  private func matchesIgnoringCase(_ step: ConditionSteps.Step, _ value: ByteSlice) -> Bool {
    for index in 0..<step.operandCount {
      guard let text = expanded(at: step.operand(index, in: heap) &+ 1) else { continue }
      let isEqual = text.withSpan { left in
        value.withSpan { right in LowercaseText.areEqual(left, right) }
      }
      if isEqual { return true }
    }
    return false
  }

  /// Both sides become truth values: `true` in any case is true, everything else is false (4.4).
  private func matchesTruth(_ step: ConditionSteps.Step, _ value: ByteSlice) -> Bool {
    let isTrue = value.isTrueText
    for index in 0..<step.operandCount {
      let place = step.operand(index, in: heap)
      switch heap[place] {
      case ConditionStep.Operand.yes.rawValue: if isTrue { return true }
      case ConditionStep.Operand.no.rawValue: if !isTrue { return true }
      default:
        if let text = expanded(at: place &+ 1), text.isTrueText == isTrue { return true }
      }
    }
    return false
  }

  private func matchesBinary(_ step: ConditionSteps.Step, _ value: ByteSlice) -> Bool {
    for index in 0..<step.operandCount {
      let place = step.operand(index, in: heap)
      guard heap[place] == ConditionStep.Operand.binary.rawValue else { continue }
      let bytes = heap.slice(place &+ 5, Int(heap.load(at: place &+ 1, as: UInt32.self)))
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
    _ step: ConditionSteps.Step,
    _ value: ByteSlice,
    isNegated: Bool
  ) -> Bool {
    guard let address = value.withSpan({ IPAddress(request: $0) }) else { return false }
    for index in 0..<step.operandCount {
      let place = step.operand(index, in: heap)
      guard heap[place] == ConditionStep.Operand.network.rawValue else { continue }
      let network = heap.load(at: place &+ 1, as: IPNetwork.self)
      if network.contains(address) { return !isNegated }
    }
    return isNegated
  }

  private func matchesDate(_ step: ConditionSteps.Step, _ value: ByteSlice) -> Bool {
    guard let left = value.withSpan({ Instant($0) }) else { return false }
    for index in 0..<step.operandCount {
      let place = step.operand(index, in: heap)
      guard heap[place] == ConditionStep.Operand.instant.rawValue else { continue }
      let right = heap.load(at: place &+ 1, as: Instant.self)
      let order = left < right ? -1 : left == right ? 0 : 1
      if holds(order, step.comparison &- ConditionStep.Comparison.dateEquals.rawValue) {
        return true
      }
    }
    return false
  }

  private func matchesNumber(_ step: ConditionSteps.Step, _ value: ByteSlice) -> Bool {
    guard let left = value.withSpan({ DecimalNumber($0) }) else { return false }
    for index in 0..<step.operandCount {
      let place = step.operand(index, in: heap)
      guard heap[place] == ConditionStep.Operand.number.rawValue else { continue }
      let right = heap.load(at: place &+ 1, as: DecimalNumber.self)
      let textPlace = place &+ 1 &+ MemoryLayout<DecimalNumber>.size
      let text = heap.slice(textPlace &+ 4, Int(heap.load(at: textPlace, as: UInt32.self)))
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
  private func expanded(at place: Int) -> ByteSlice? {
    heap.literalPattern(at: place)
      ?? ExpandedPattern(at: place, in: heap, context: context)?.bytes
  }
}

extension ByteSlice {
  /// Whether the text is `true` in any case.
  fileprivate var isTrueText: Bool {
    count == 4 && self[0] | 0x20 == UInt8(ascii: "t") && self[1] | 0x20 == UInt8(ascii: "r")
      && self[2] | 0x20 == UInt8(ascii: "u") && self[3] | 0x20 == UInt8(ascii: "e")
  }
}
