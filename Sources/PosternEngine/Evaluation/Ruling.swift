import PosternModel

/// The decision of one question, in the order of policy-semantics 6.2.
struct Ruling {
  private let question: Question

  /// A ruling on a question.
  init(_ question: Question) {
    self.question = question
  }

  /// Returns the decision.
  @inline(never)
  func decide() -> Decision {
    if question.layers.isPrincipalUnknown {
      return Decision(
        outcome: .implicitDeny,
        layer: .identity,
        cause: .unknownPrincipal,
        statement: nil
      )
    }
    if question.rules.isAlwaysAllowed, question.caller.form != CallerForm.anonymous.rawValue {
      return allow(.identity, nil)
    }
    // 1. An explicit deny in any layer wins over every allow (E-02).
    var pendingCount = 0
    if let denial = explicitDeny(&pendingCount) { return denial }
    // 2. The ceilings of the organization and the gateway: each level must allow (E-41).
    if let level = firstSilentCeiling() { return implicitDeny(level) }
    // 3. What the resource's own policy says, and how it means the caller.
    let grant = question.layers.resource.set.map { grants(in: $0) } ?? Grant.none
    guard question.caller.isOfAccount else { return decideOutsider(grant) }
    // 4. Two accounts must agree (E-06); in one account a grant may replace the identity's (E-05,
    // E-07).
    return question.layers.isCrossAccount
      ? decideAcrossAccounts(grant, pendingCount) : decideInAccount(grant, pendingCount)
  }

  private func decideOutsider(_ grant: Grant) -> Decision {
    let sufficient: Strength =
      switch CallerForm(rawValue: question.caller.form) {
      case .service: [.direct, .wildcard]
      case .anonymous: .wildcard
      case .provider: .direct
      case .root, .user, .roleSession, .federatedSession, nil: []
      }
    guard grant.strength.isDisjoint(with: sufficient) else {
      return allow(resourceLayer, grant.statement)
    }
    return implicitDeny(
      question.caller.form == CallerForm.provider.rawValue ? .trust : resourceLayer
    )
  }

  private func decideAcrossAccounts(_ grant: Grant, _ pendingCount: Int) -> Decision {
    guard !grant.strength.isEmpty else { return implicitDeny(resourceLayer) }
    let identity = identityGrant(pendingCount)
    guard identity.isGranted else { return implicitDeny(.identity) }
    if let silent = firstSilentLimit() { return implicitDeny(silent) }
    return allow(.identity, identity.statement)
  }

  @inline(__always)
  private func decideInAccount(_ grant: Grant, _ pendingCount: Int) -> Decision {
    if grant.isSufficient { return allow(resourceLayer, grant.statement) }
    if question.rules.needsGrant, grant.strength.isEmpty { return implicitDeny(resourceLayer) }
    let identity = identityGrant(pendingCount)
    guard identity.isGranted || grant.isVia else { return implicitDeny(.identity) }
    if let silent = firstSilentLimit() { return implicitDeny(silent) }
    return identity.isGranted
      ? allow(.identity, identity.statement) : allow(resourceLayer, grant.statement)
  }

  /// The first deny, in the order in which denials are attributed (E-50).
  @inline(__always)
  private func explicitDeny(_ pendingCount: inout Int) -> Decision? {
    let layers = question.layers
    if layers.rcp != 0, let statement = firstDeny(in: question.rcp) {
      return deny(.rcp, statement)
    }
    if layers.scp != 0, let statement = firstDeny(in: question.scp) {
      return deny(.scp, statement)
    }
    if let statement = firstDeny(in: layers.gateway) { return deny(.gateway, statement) }
    if layers.resource != .absent, !recoversPolicy,
      let statement = firstDeny(in: layers.resource)
    {
      return deny(resourceLayer, statement)
    }
    if layers.hasIdentity, let statement = identityDeny(&pendingCount) {
      return deny(.identity, statement)
    }
    if let statement = firstDeny(in: layers.boundary) { return deny(.boundary, statement) }
    if let statement = firstDeny(in: layers.session) { return deny(.session, statement) }
    return nil
  }

  /// The first deny in the caller's own policies.
  ///
  /// On the way the allows of the same runs are put aside: most decisions need them next, and a set
  /// is opened once (`postern-bench loop --phase resolved`).
  @inline(__always)
  private func identityDeny(_ pendingCount: inout Int) -> UInt32? {
    let sets = question.caller.sets
    var index = 0
    while index < sets.count {
      let walk = SetWalk(question.set(sets[index]), question)
      if let found = deny(in: walk, walk.serviceRun, &pendingCount) { return found }
      let shared = walk.sharedRun
      if !walk.isEmpty(shared), let found = deny(in: walk, shared, &pendingCount) { return found }
      index &+= 1
    }
    return nil
  }

  @inline(__always)
  private func deny(in walk: SetWalk, _ run: Int, _ pendingCount: inout Int) -> UInt32? {
    let candidates = walk.candidates(run)
    if let found = walk.firstDeny(run, candidates) { return found }
    // The first entry that can allow is on its way while the other sets are looked at
    // (`postern-bench measure --workload L`).
    walk.bytes.prefetch(at: candidates.firstAllowPlace)
    // Whether it counts is a number and no branch.
    question.pending[pendingCount] = PendingRun(
      set: walk.bytes,
      place: run,
      candidates: candidates
    )
    pendingCount &+= candidates.allows == 0 ? 0 : 1
    return nil
  }

  /// What the caller's own policies say; the owner of an account has every right in it (E-20).
  @inline(__always)
  private func identityGrant(_ pendingCount: Int) -> (isGranted: Bool, statement: UInt32?) {
    if question.caller.hasInherentRights { return (true, nil) }
    var index = 0
    while index < pendingCount {
      let pending = question.pending[index]
      let walk = SetWalk(pending.set, question)
      if let found = walk.firstAllow(pending.place, pending.candidates) {
        return (true, found)
      }
      index &+= 1
    }
    return (false, nil)
  }

  /// Every level of resource control policies implies full access, so only the others can be silent
  /// (E-45).
  @inline(__always)
  private func firstSilentCeiling() -> Layer? {
    let layers = question.layers
    if layers.scp != 0 {
      let scp = question.scp
      for index in 0..<scp.count where firstAllow(in: scp[index]) == nil { return .scp }
    }
    if layers.gateway != .absent, firstAllow(in: layers.gateway) == nil { return .gateway }
    return nil
  }

  /// The first of boundary and session that is there and does not allow; neither ever grants
  /// (E-04).
  @inline(__always)
  private func firstSilentLimit() -> Layer? {
    let layers = question.layers
    if layers.boundary != .absent, firstAllow(in: layers.boundary) == nil { return .boundary }
    // A federated session without session policies may do nothing by its issuer's policies (row 18
    // of 6.3).
    let isBound =
      layers.session != .absent
      || question.caller.form == CallerForm.federatedSession.rawValue
    if isBound, firstAllow(in: layers.session) == nil { return .session }
    return nil
  }

  @inline(never)
  private func firstDeny(in levels: LayerLevels) -> UInt32? {
    for index in 0..<levels.count {
      if let statement = firstDeny(in: levels[index]) { return statement }
    }
    return nil
  }

  @inline(__always)
  private func firstDeny(in layer: LayerReference) -> UInt32? {
    layer.set.flatMap { firstDeny(inSet: $0) }
  }

  @inline(never)
  private func firstDeny(inSet set: Int) -> UInt32? {
    SetWalk(question.set(set), question).firstDeny()
  }

  @inline(__always)
  private func firstAllow(in layer: LayerReference) -> UInt32? {
    layer.set.flatMap { firstAllow(inSet: $0) }
  }

  @inline(never)
  private func firstAllow(inSet set: Int) -> UInt32? {
    SetWalk(question.set(set), question).firstAllow()
  }

  /// What a resource's policy grants: in which ways it means the caller, and the first statement
  /// that does.
  private struct Grant {
    var strength: Strength
    var statement: UInt32?

    static var none: Grant { Grant(strength: [], statement: nil) }

    /// Whether nothing else needs to allow.
    var isSufficient: Bool { !strength.isDisjoint(with: [.direct, .wildcard]) }
    /// Whether it means the caller by way of a role or a user.
    var isVia: Bool { !strength.isDisjoint(with: [.viaRole, .viaUser]) }
  }

  @inline(never)
  private func grants(in set: Int) -> Grant {
    var grant = Grant.none
    SetWalk(question.set(set), question).forEachAllow { statement, strength in
      if grant.statement == nil { grant.statement = statement }
      grant.strength.formUnion(strength)
    }
    return grant
  }

  private var resourceLayer: Layer { question.rules.isTrust ? .trust : .resource }

  /// Root of the owner may always read, replace and delete the resource's policy (E-20).
  private var recoversPolicy: Bool {
    question.rules.isPolicyRecovery && !question.layers.isCrossAccount
      && question.caller.form == CallerForm.root.rawValue
  }

  @inline(__always)
  private func allow(_ layer: Layer, _ statement: UInt32?) -> Decision {
    Decision(outcome: .allow, layer: layer, cause: .policy, statement: statement)
  }

  @inline(__always)
  private func deny(_ layer: Layer, _ statement: UInt32) -> Decision {
    Decision(outcome: .explicitDeny, layer: layer, cause: .policy, statement: statement)
  }

  @inline(__always)
  private func implicitDeny(_ layer: Layer) -> Decision {
    Decision(outcome: .implicitDeny, layer: layer, cause: .policy, statement: nil)
  }
}
