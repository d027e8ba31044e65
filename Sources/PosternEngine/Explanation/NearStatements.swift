import PosternModel

/// The statements of one decision set whose action and resource match a question.
///
/// A plain second walk through the layout that `SetWalk` decides by: without the filter, without
/// stopping at the first statement that applies. Explanations may take their time and decisions pay
/// nothing for them.
struct NearStatements {
  private let bytes: ByteSlice
  private let heap: ByteSlice
  private let question: Question

  /// The statements of the set that is laid out in `bytes`.
  init(_ bytes: ByteSlice, question: Question) {
    self.bytes = bytes
    let heapPlace = Int(bytes.load(at: 12, as: UInt32.self))
    heap = bytes.slice(heapPlace, bytes.count - heapPlace)
    self.question = question
  }

  /// Returns a trace of each statement, once, in the order of their numbers.
  ///
  /// - Complexity: O(e) in the entries of the action's service, and the conditions of those near.
  func traces() -> [StatementTrace] {
    var found: [UInt32: StatementTrace] = [:]
    for entry in entries() where found[entry.statement] == nil {
      guard matchesAction(entry), matchesResource(entry) else { continue }
      found[entry.statement] = StatementTrace(
        statement: entry.statement,
        effect: entry.flags & Entry.isDeny != 0 ? .deny : .allow,
        failure: failure(of: entry)
      )
    }
    return found.values.sorted { $0.statement < $1.statement }
  }

  /// The entries that stand under the question's services.
  private func entries() -> [Entry] {
    let mask = bytes.word(at: 0)
    let entriesPlace = Int(bytes.load(at: 8, as: UInt32.self))
    var entries: [Entry] = []
    var place = DecisionSet.directoryOffset
    for bit in 0..<64 where mask >> UInt64(bit) & 1 != 0 {
      let run = bytes.load(at: place, as: DecisionSet.Run.self)
      place += MemoryLayout<DecisionSet.Run>.stride
      guard question.serviceMask >> UInt64(bit) & 1 != 0 else { continue }
      for index in run.denyStart..<run.end {
        entries.append(
          bytes.load(
            at: entriesPlace + Int(index) * MemoryLayout<Entry>.stride,
            as: Entry.self
          )
        )
      }
    }
    return entries
  }

  private func matchesAction(_ entry: Entry) -> Bool {
    guard entry.flags & Entry.hasActionList != 0 else {
      return (0..<4).contains {
        question.matches(UInt16(truncatingIfNeeded: entry.actions >> UInt64($0 * 16)))
      }
    }
    let place = Int(UInt32(truncatingIfNeeded: entry.actions))
    let isListed = (0..<Int(entry.actions >> 32)).contains {
      question.matches(heap.load(at: place + $0 * 2, as: UInt16.self))
    }
    return isListed != (entry.flags & Entry.isActionNegated != 0)
  }

  private func matchesResource(_ entry: Entry) -> Bool {
    let matcher = ResourceMatcher(heap: heap, question: question)
    switch Entry.Shape(rawValue: entry.shape) {
    case .any: return true
    case .exact: return literal(of: entry).equals(question.resource)
    case .prefix: return literal(of: entry).isPrefix(of: question.resource, at: 0)
    case .program: return matcher.matches(at: Int(entry.literal))
    case .negated, nil:
      return matcher.matchesNone(
        at: Int(entry.literal),
        whenUnresolvable: entry.flags & Entry.isDeny != 0
      )
    }
  }

  private func literal(of entry: Entry) -> ByteSlice {
    heap.slice(Int(entry.literal), Int(entry.prefixLength))
  }

  private func failure(of entry: Entry) -> ElementFailure? {
    var place = Int(entry.condition)
    if entry.flags & Entry.hasPrincipal != 0 {
      let both = heap.load(at: place, as: Entry.Guard.self)
      let test = PrincipalTest(heap: heap, caller: question.context.caller)
      guard !test.strength(at: Int(both.principal)).isEmpty else { return .principal }
      place = Int(both.condition)
    }
    guard place != 0 else { return nil }
    let test = ConditionTest(heap: heap, context: question.context)
    return test.firstFailure(at: place).map { .condition(condition($0, at: place)) }
  }

  private func condition(_ index: Int, at place: Int) -> ElementFailure.Condition {
    let step = heap.load(
      at: place + 4 + index * MemoryLayout<ConditionStep>.stride,
      as: ConditionStep.self
    )
    // The operands first: they are expanded into memory that the next expansion overwrites.
    let expansions = expansions(of: step)
    let values = question.context.lookup(step.key)
    let isScalar =
      step.qualifier == ConditionOperator.Qualifier.none.rawValue
      && step.comparison != ConditionStep.Comparison.presence.rawValue
    let cause: ElementFailure.Condition.Cause =
      if let values { isScalar && values.isList ? .listForScalar : .mismatch } else { .missingKey }
    return ElementFailure.Condition(
      index: index,
      cause: cause,
      actual: values.map(copy),
      expansions: expansions
    )
  }

  private func copy(_ values: ContextView.Values) -> TracedValues {
    TracedValues(
      isList: values.isList,
      count: values.count,
      excerpts: (0..<min(values.count, Excerpt.valueCountMax)).map { index in
        question.context.value(index, of: values).withSpan { Excerpt.text($0) }
      }
    )
  }

  private func expansions(of step: ConditionStep) -> [ElementFailure.Condition.Expansion] {
    (0..<min(Int(step.operandCount), Excerpt.valueCountMax)).compactMap { index in
      let cell = heap.load(
        at: Int(step.operands) + index * MemoryLayout<OperandCell>.stride,
        as: OperandCell.self
      )
      let isText =
        cell.form == OperandCell.Form.text.rawValue
        || cell.form == OperandCell.Form.arnText.rawValue
      guard isText, cell.program.form == TextProgram.Form.template.rawValue else { return nil }
      return ElementFailure.Condition.Expansion(
        operand: index,
        text: ExpandedPattern(cell.program, in: heap, context: question.context)?.excerpt
      )
    }
  }
}
