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
    walk.denies(place).forEachMatch(for: question) { append(entry: $0, .deny, to: &traces) }
    walk.allows(place).forEachMatch(for: question) { append(entry: $0, .allow, to: &traces) }
  }

  private func append(entry place: Int, _ effect: Effect, to traces: inout [StatementTrace]) {
    let walk = EntryWalk(bytes, question)
    let statement = walk.statement(place)
    if traces.contains(where: { $0.statement == statement }) { return }
    traces.append(
      StatementTrace(
        statement: statement,
        effect: effect,
        failure: walk.failure(place).map(retell)
      )
    )
  }

  private func retell(_ failure: EntryWalk.GuardFailure) -> ElementFailure {
    switch failure {
    case .principal: .principal
    case .condition(let index, let step): .condition(condition(index, step))
    }
  }

  private func condition(
    _ index: Int,
    _ step: ConditionSteps.Step
  ) -> ElementFailure.Condition {
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

  private func expansions(
    of step: ConditionSteps.Step
  ) -> [ElementFailure.Condition.Expansion] {
    var expansions: [ElementFailure.Condition.Expansion] = []
    for index in 0..<min(step.operandCount, Excerpt.valueCountMax) {
      let place = step.operand(index, in: heap)
      let form = ConditionStep.Operand(rawValue: heap[place])
      guard form == .text || form == .arnText, heap.hasVariables(at: place + 1) else { continue }
      expansions.append(
        ElementFailure.Condition.Expansion(
          operand: index,
          text: ExpandedPattern(at: place + 1, in: heap, context: question.context)?.excerpt
        )
      )
    }
    return expansions
  }
}
