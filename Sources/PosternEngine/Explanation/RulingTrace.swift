import PosternModel

/// Retells the ruling on a question layer by layer: all of them, also those behind the one that
/// decided.
struct RulingTrace {
  /// The most statements that came near without applying; those that applied are always listed.
  static let failedStatementCountMax = 200

  private let snapshot: Snapshot
  private let question: Question
  private var layers: [LayerTrace] = []
  private var failedCount = 0
  private var isTruncated = false

  /// A trace of the ruling on a question that was looked up in `snapshot`.
  init(snapshot: Snapshot, question: Question) {
    self.snapshot = snapshot
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
    for level in 0..<layers.rcp.count {
      add(.rcp, level: level, sets: [layers.rcp[level].set], impliesAllow: true)
    }
    for level in 0..<layers.scp.count {
      add(.scp, level: level, sets: [layers.scp[level].set], impliesAllow: false)
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
    let record = question.context.record
    let sets =
      question.layers.hasIdentity
      ? (0..<Int(record.setCount)).map { snapshot.principals.set($0, of: record) } : []
    add(.identity, level: nil, sets: sets, impliesAllow: caller.hasInherentRights)
  }

  private mutating func add(_ layer: Layer, _ reference: LayerReference) {
    add(layer, level: nil, sets: [reference.set], impliesAllow: false)
  }

  private mutating func add(_ layer: Layer, level: Int?, sets: [Int?], impliesAllow: Bool) {
    var seen: Set<UInt32> = []
    var statements: [StatementTrace] = []
    for set in sets.compactMap(\.self) {
      let near = NearStatements(snapshot.sets[set], question: question).traces()
      statements += near.filter { seen.insert($0.statement).inserted }
    }
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
    statements.filter { statement in
      if statement.applies { return true }
      guard failedCount < RulingTrace.failedStatementCountMax else {
        isTruncated = true
        return false
      }
      failedCount += 1
      return true
    }
  }

  private func isForeign(_ layer: Layer) -> Bool {
    switch layer {
    case .rcp, .resource, .trust: isCrossAccount
    case .scp, .gateway, .identity, .boundary, .session: false
    }
  }

  private var caller: Caller { question.context.caller }

  private var isCrossAccount: Bool {
    let owner = question.context.resourceAccount
    return caller.isOfAccount && owner.count > 0 && !owner.equals(caller.account)
  }

  /// Root of the owner may read, replace and delete the resource's policy, whatever it says (E-20).
  private var recoversPolicy: Bool {
    question.rules.isPolicyRecovery && !isCrossAccount && caller.form == CallerForm.root.rawValue
  }
}
