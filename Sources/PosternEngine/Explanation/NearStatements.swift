import PosternModel

/// The statements of one decision set whose action and resource match a question.
///
/// A plain second walk through the layout that `SetWalk` decides by, without stopping at the first
/// statement that applies. Explanations may take their time and decisions pay nothing for them.
struct NearStatements {
  private let bytes: ByteSlice
  private let question: Question

  /// The statements of the set that is laid out in `bytes`.
  @inline(__always)
  init(_ bytes: ByteSlice, question: Question) {
    self.bytes = bytes
    self.question = question
  }

  /// Appends a trace of each statement that `traces` does not have yet from `layerStart` on, in the
  /// order of their numbers.
  ///
  /// - Complexity: O(e) in the entries of the action's service, and the conditions of those near.
  func append(to traces: inout [StatementTrace], from layerStart: Int) {
    let walk = SetWalk(bytes, question)
    let start = traces.count
    append(run: walk.serviceRun, of: walk, to: &traces, from: layerStart)
    let shared = walk.sharedRun
    if !walk.isEmpty(shared) { append(run: shared, of: walk, to: &traces, from: layerStart) }
    if traces.count &- start > 1 { traces[start...].sort { $0.statement < $1.statement } }
  }

  @inline(__always)
  private func append(
    run place: Int,
    of walk: SetWalk,
    to traces: inout [StatementTrace],
    from layerStart: Int
  ) {
    walk.denies(place).forEachMatch(for: question) { entry in
      append(entry: entry, .deny, to: &traces, from: layerStart)
    }
    walk.allows(place).forEachMatch(for: question) { entry in
      append(entry: entry, .allow, to: &traces, from: layerStart)
    }
  }

  @inline(never)
  private func append(
    entry place: Int,
    _ effect: Effect,
    to traces: inout [StatementTrace],
    from layerStart: Int
  ) {
    let walk = EntryWalk(bytes, question)
    let statement = walk.statement(place)
    for index in layerStart..<traces.count where traces[index].statement == statement { return }
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
    let heap = EntryWalk(bytes, question).programs
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
