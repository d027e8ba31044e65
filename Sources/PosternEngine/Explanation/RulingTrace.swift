import PosternModel

/// Retells the ruling on a question layer by layer: all of them, also those behind the one that
/// decided.
struct RulingTrace {
  /// The most statements that came near without applying; those that applied are always listed.
  static let failedStatementCountMax = 200

  private let question: Question
  private var layers: [LayerTrace] = []
  private var failedCount = 0
  private var isTruncated = false

  /// A trace of the ruling on a question.
  init(_ question: Question) {
    self.question = question
  }

  /// Returns the decision together with the layers.
  ///
  /// - Complexity: O(s) in the entries of all layers for the action's service; allocates.
  consuming func retell(_ decision: Decision) -> TracedDecision {
    // Neither an unknown principal nor the question who one is lets policies have a say.
    let isForAll =
      question.rules.isAlwaysAllowed && caller.form != CallerForm.anonymous.rawValue
    if !question.layers.isPrincipalUnknown, !isForAll { addLayers() }
    return TracedDecision(decision: decision, layers: layers, isTruncated: isTruncated)
  }

  /// Adds the layers in the order of `Layer`.
  private mutating func addLayers() {
    let layers = question.layers
    for level in 0..<question.rcp.count {
      add(.rcp, level: level, question.rcp[level], impliesAllow: true)
    }
    for level in 0..<question.scp.count {
      add(.scp, level: level, question.scp[level], impliesAllow: false)
    }
    if layers.gateway != .absent { add(.gateway, layers.gateway) }
    // Without a policy the layer is silent, and that matters to whoever needs its grant.
    let needsResource =
      question.rules.needsGrant || isCrossAccount || !caller.isOfAccount
    if layers.resource != .absent || needsResource {
      add(question.rules.isTrust ? .trust : .resource, layers.resource)
    }
    addIdentity()
    if layers.boundary != .absent { add(.boundary, layers.boundary) }
    // A federated session without session policies may do nothing by its issuer's policies.
    if layers.session != .absent || caller.form == CallerForm.federatedSession.rawValue {
      add(.session, layers.session)
    }
  }

  private mutating func addIdentity() {
    guard caller.isOfAccount else { return }
    let sets = caller.sets
    var statements: [StatementTrace] = []
    if question.layers.hasIdentity {
      for index in 0..<sets.count { append(set: sets[index], to: &statements) }
    }
    add(.identity, level: nil, statements, impliesAllow: caller.hasInherentRights)
  }

  private mutating func add(_ layer: Layer, _ reference: LayerReference) {
    add(layer, level: nil, reference, impliesAllow: false)
  }

  private mutating func add(
    _ layer: Layer,
    level: Int?,
    _ reference: LayerReference,
    impliesAllow: Bool
  ) {
    var statements: [StatementTrace] = []
    if let set = reference.set { append(set: set, to: &statements) }
    add(layer, level: level, statements, impliesAllow: impliesAllow)
  }

  private func append(set: Int, to statements: inout [StatementTrace]) {
    NearStatements(question.set(set), question: question).append(to: &statements)
  }

  private mutating func add(
    _ layer: Layer,
    level: Int?,
    _ statements: [StatementTrace],
    impliesAllow: Bool
  ) {
    let outcome = outcome(of: statements, in: layer, impliesAllow: impliesAllow)
    layers.append(
      LayerTrace(
        layer: layer,
        level: level,
        outcome: outcome,
        isForeign: isForeign(layer),
        statements: bounded(statements)
      )
    )
  }

  private func outcome(
    of statements: [StatementTrace],
    in layer: Layer,
    impliesAllow: Bool
  ) -> Decision.Outcome {
    let isDenied = statements.contains { $0.applies && $0.effect == .deny }
    if isDenied, !(layer == .resource && recoversPolicy) { return .explicitDeny }
    let isAllowed = statements.contains { $0.applies && $0.effect == .allow }
    return isAllowed || impliesAllow ? .allow : .implicitDeny
  }

  private mutating func bounded(_ statements: [StatementTrace]) -> [StatementTrace] {
    let count = statements.reduce(0) { $0 + ($1.applies ? 0 : 1) }
    let room = RulingTrace.failedStatementCountMax - failedCount
    failedCount += min(count, room)
    if count <= room { return statements }
    isTruncated = true
    var rest = room
    return statements.filter { statement in
      if statement.applies { return true }
      rest -= 1
      return rest >= 0
    }
  }

  private func isForeign(_ layer: Layer) -> Bool {
    switch layer {
    case .rcp, .resource, .trust: isCrossAccount
    case .scp, .gateway, .identity, .boundary, .session: false
    }
  }

  private var caller: Caller { question.caller }

  private var isCrossAccount: Bool {
    let owner = question.context.resourceAccount
    return caller.isOfAccount && owner.count > 0 && !owner.equals(caller.account)
  }

  /// Root of the owner may read, replace and delete the resource's policy, whatever it says (E-20).
  private var recoversPolicy: Bool {
    question.rules.isPolicyRecovery && !isCrossAccount && caller.form == CallerForm.root.rawValue
  }
}
