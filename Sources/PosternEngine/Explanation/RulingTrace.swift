import PosternModel

/// Retells the ruling on a question layer by layer: all of them, also those behind the one that
/// decided.
struct RulingTrace {
  /// The most statements that came near without applying; those that applied are always listed.
  static let failedStatementCountMax = 200

  private let question: Question
  private var failedCount = 0

  /// A trace of the ruling on a question.
  init(_ question: Question) {
    self.question = question
  }

  /// Adds the layers to a trace that has the decision.
  ///
  /// - Complexity: O(s) in the entries of all layers for the action's service.
  consuming func retell(into trace: inout TracedDecision) {
    // Neither an unknown principal nor the question who one is lets policies have a say.
    let isForAll =
      question.rules.isAlwaysAllowed && caller.form != CallerForm.anonymous.rawValue
    if !question.layers.isPrincipalUnknown, !isForAll { addLayers(to: &trace) }
  }

  /// Adds the layers in the order of `Layer`.
  private mutating func addLayers(to trace: inout TracedDecision) {
    let layers = question.layers
    for level in 0..<question.rcp.count {
      add(.rcp, level: level, question.rcp[level], impliesAllow: true, to: &trace)
    }
    for level in 0..<question.scp.count {
      add(.scp, level: level, question.scp[level], impliesAllow: false, to: &trace)
    }
    if layers.gateway != .absent { add(.gateway, layers.gateway, to: &trace) }
    // Without a policy the layer is silent, and that matters to whoever needs its grant.
    let needsResource =
      question.rules.needsGrant || isCrossAccount || !caller.isOfAccount
    if layers.resource != .absent || needsResource {
      add(question.rules.isTrust ? .trust : .resource, layers.resource, to: &trace)
    }
    addIdentity(to: &trace)
    if layers.boundary != .absent { add(.boundary, layers.boundary, to: &trace) }
    // A federated session without session policies may do nothing by its issuer's policies.
    if layers.session != .absent || caller.form == CallerForm.federatedSession.rawValue {
      add(.session, layers.session, to: &trace)
    }
  }

  private mutating func addIdentity(to trace: inout TracedDecision) {
    guard caller.isOfAccount else { return }
    let start = trace.statements.count
    if question.layers.hasIdentity {
      let sets = caller.sets
      for index in 0..<sets.count {
        NearStatements(question.set(sets[index]), question: question)
          .append(to: &trace.statements, from: start)
      }
    }
    close(.identity, level: nil, from: start, impliesAllow: caller.hasInherentRights, in: &trace)
  }

  private mutating func add(
    _ layer: Layer,
    _ reference: LayerReference,
    to trace: inout TracedDecision
  ) {
    add(layer, level: nil, reference, impliesAllow: false, to: &trace)
  }

  private mutating func add(
    _ layer: Layer,
    level: Int?,
    _ reference: LayerReference,
    impliesAllow: Bool,
    to trace: inout TracedDecision
  ) {
    let start = trace.statements.count
    if let set = reference.set {
      NearStatements(question.set(set), question: question)
        .append(to: &trace.statements, from: start)
    }
    close(layer, level: level, from: start, impliesAllow: impliesAllow, in: &trace)
  }

  /// Ends a layer whose statements are those from `start` on.
  private mutating func close(
    _ layer: Layer,
    level: Int?,
    from start: Int,
    impliesAllow: Bool,
    in trace: inout TracedDecision
  ) {
    let tally = Tally(trace.statements, from: start)
    let room = RulingTrace.failedStatementCountMax - failedCount
    failedCount += min(tally.failedCount, room)
    if tally.failedCount > room { trace.cut(from: start, failedCountMax: room) }
    trace.layers.append(
      LayerTrace(
        layer: layer,
        level: level,
        outcome: outcome(of: tally, in: layer, impliesAllow: impliesAllow),
        isForeign: isForeign(layer),
        statements: start..<trace.statements.count
      )
    )
  }

  /// What the statements of a layer say together.
  private struct Tally {
    var isDenied = false
    var isAllowed = false
    var failedCount = 0

    @inline(__always)
    init(_ statements: [StatementTrace], from start: Int) {
      for index in start..<statements.count {
        guard statements[index].applies else {
          failedCount += 1
          continue
        }
        switch statements[index].effect {
        case .deny: isDenied = true
        case .allow: isAllowed = true
        }
      }
    }
  }

  private func outcome(
    of tally: Tally,
    in layer: Layer,
    impliesAllow: Bool
  ) -> Decision.Outcome {
    if tally.isDenied, !(layer == .resource && recoversPolicy) { return .explicitDeny }
    return tally.isAllowed || impliesAllow ? .allow : .implicitDeny
  }

  private func isForeign(_ layer: Layer) -> Bool {
    switch layer {
    case .rcp, .resource, .trust: !caller.isOfAccount || isCrossAccount
    case .scp, .gateway, .identity, .boundary, .session: false
    }
  }

  private var caller: Caller { question.caller }

  private var isCrossAccount: Bool {
    caller.isOfAccount && question.layers.isCrossAccount
  }

  /// Root of the owner may read, replace and delete the resource's policy, whatever it says (E-20).
  private var recoversPolicy: Bool {
    question.rules.isPolicyRecovery && !isCrossAccount && caller.form == CallerForm.root.rawValue
  }
}

extension TracedDecision {
  /// Leaves out the statements from `start` on that did not apply, but for the first ones.
  fileprivate mutating func cut(from start: Int, failedCountMax: Int) {
    var room = failedCountMax
    let kept = statements[start...].filter { statement in
      if statement.applies { return true }
      room -= 1
      return room >= 0
    }
    statements.replaceSubrange(start..., with: kept)
    isTruncated = true
  }
}
