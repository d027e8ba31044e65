import PosternModel

/// The statements of one decision set whose action and resource match a question.
///
/// A plain second walk through the layout that `SetWalk` decides by, without stopping at the first
/// statement that applies. Explanations may take their time and decisions pay nothing for them.
struct NearStatements {
  private let bytes: ByteSlice
  private let heap: ByteSlice
  private let question: Question

  /// The statements of the set that is laid out in `bytes`.
  init(_ bytes: ByteSlice, question: Question) {
    self.bytes = bytes
    heap = EntryWalk(bytes, question).programs
    self.question = question
  }

  /// Appends a trace of each statement that `traces` does not have yet, in the order of their
  /// numbers.
  ///
  /// - Complexity: O(e) in the entries of the action's service, and the conditions of those near.
  func append(to traces: inout [StatementTrace]) {
    let walk = SetWalk(bytes, question)
    let start = traces.count
    if walk.serviceRun != 0 { append(run: walk.serviceRun, to: &traces) }
    append(run: walk.sharedRun, to: &traces)
    if traces.count - start > 1 { traces[start...].sort { $0.statement < $1.statement } }
  }

  private func append(run place: Int, to traces: inout [StatementTrace]) {
    let walk = SetWalk(bytes, question)
    walk.denies(place).forEachMatch(for: question) { append(entry: $0, to: &traces) }
    walk.allows(place).forEachMatch(for: question) { append(entry: $0, to: &traces) }
  }

  private func append(entry place: Int, to traces: inout [StatementTrace]) {
    let entry = bytes.load(at: place, as: Entry.self)
    if traces.contains(where: { $0.statement == entry.statement }) { return }
    traces.append(
      StatementTrace(
        statement: entry.statement,
        effect: entry.flags & Entry.isDeny != 0 ? .deny : .allow,
        failure: failure(of: entry)
      )
    )
  }

  private func failure(of entry: Entry) -> ElementFailure? {
    var place = Int(entry.condition)
    if entry.flags & Entry.hasPrincipal != 0 {
      let both = heap.load(at: place, as: Entry.Guard.self)
      let test = PrincipalTest(heap: heap, caller: question.caller)
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
