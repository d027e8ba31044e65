import PosternModel

/// The decision of one question, in the order of policy-semantics 6.2.
struct Ruling {
  private let sets: SetTable
  private let question: Question

  /// A ruling on a question that was looked up in the snapshot whose decision sets are `sets`.
  init(sets: SetTable, question: Question) {
    self.sets = sets
    self.question = question
  }

  /// Returns the decision.
  @inline(never)
  func decide() -> Decision {
    let layers = question.layers
    let caller = question.context.caller
    if layers.isPrincipalUnknown {
      return Decision(
        outcome: .implicitDeny,
        layer: .identity,
        cause: .unknownPrincipal,
        statement: nil
      )
    }
    if question.rules.isAlwaysAllowed, caller.form != CallerForm.anonymous.rawValue {
      return allow(.identity, nil)
    }
    // 1. An explicit deny in any layer wins over every allow (E-02).
    if let denial = explicitDeny() { return denial }
    // 2. The ceilings of the organization and the gateway: each level must allow (E-41).
    if let level = firstSilentCeiling() { return implicitDeny(level) }
    // 3. What the resource's own policy says, and how it means the caller.
    let grant = layers.resource.set.map { grants(in: $0) } ?? Grant.none
    guard caller.isOfAccount else { return decideOutsider(grant) }
    // 4. Two accounts must agree (E-06); in one account a grant may replace the identity's (E-05,
    // E-07).
    return isCrossAccount ? decideAcrossAccounts(grant) : decideInAccount(grant)
  }

  private func decideOutsider(_ grant: Grant) -> Decision {
    let sufficient: Strength =
      switch CallerForm(rawValue: question.context.caller.form) {
      case .service: [.direct, .wildcard]
      case .anonymous: .wildcard
      case .provider: .direct
      case .root, .user, .roleSession, .federatedSession, nil: []
      }
    guard grant.strength.isDisjoint(with: sufficient) else {
      return allow(resourceLayer, grant.statement)
    }
    return implicitDeny(
      question.context.caller.form == CallerForm.provider.rawValue ? .trust : resourceLayer
    )
  }

  private func decideAcrossAccounts(_ grant: Grant) -> Decision {
    guard !grant.strength.isEmpty else { return implicitDeny(resourceLayer) }
    let identity = identityGrant()
    guard identity.isGranted else { return implicitDeny(.identity) }
    if let silent = firstSilentLimit() { return implicitDeny(silent) }
    return allow(.identity, identity.statement)
  }

  private func decideInAccount(_ grant: Grant) -> Decision {
    if !grant.strength.isDisjoint(with: [.direct, .wildcard]) {
      return allow(resourceLayer, grant.statement)
    }
    let isVia = !grant.strength.isDisjoint(with: [.viaRole, .viaUser])
    let needsGrant = question.rules.needsGrant && grant.strength.isEmpty
    if needsGrant { return implicitDeny(resourceLayer) }
    let identity = identityGrant()
    guard identity.isGranted || isVia else { return implicitDeny(.identity) }
    if let silent = firstSilentLimit() { return implicitDeny(silent) }
    return identity.isGranted
      ? allow(.identity, identity.statement) : allow(resourceLayer, grant.statement)
  }

  /// The first deny, in the order in which denials are attributed (E-50).
  @inline(__always)
  private func explicitDeny() -> Decision? {
    let layers = question.layers
    for index in 0..<layers.rcp.count {
      if let statement = first(.deny, in: layers.rcp[index]) { return deny(.rcp, statement) }
    }
    for index in 0..<layers.scp.count {
      if let statement = first(.deny, in: layers.scp[index]) { return deny(.scp, statement) }
    }
    if let statement = first(.deny, in: layers.gateway) { return deny(.gateway, statement) }
    if !recoversPolicy, let statement = first(.deny, in: layers.resource) {
      return deny(resourceLayer, statement)
    }
    if layers.hasIdentity, let statement = firstInIdentity(.deny) {
      return deny(.identity, statement)
    }
    if let statement = first(.deny, in: layers.boundary) { return deny(.boundary, statement) }
    if let statement = first(.deny, in: layers.session) { return deny(.session, statement) }
    return nil
  }

  /// Every level of resource control policies implies full access, so only the others can be silent
  /// (E-45).
  private func firstSilentCeiling() -> Layer? {
    let layers = question.layers
    for index in 0..<layers.scp.count where first(.allow, in: layers.scp[index]) == nil {
      return .scp
    }
    if layers.gateway != .absent, first(.allow, in: layers.gateway) == nil { return .gateway }
    return nil
  }

  /// The first of boundary and session that is there and does not allow; neither ever grants
  /// (E-04).
  private func firstSilentLimit() -> Layer? {
    let layers = question.layers
    if layers.boundary != .absent, first(.allow, in: layers.boundary) == nil { return .boundary }
    // A federated session without session policies may do nothing by its issuer's policies (row 18
    // of 6.3).
    let isBound =
      layers.session != .absent
      || question.context.caller.form == CallerForm.federatedSession.rawValue
    if isBound, first(.allow, in: layers.session) == nil { return .session }
    return nil
  }

  /// What the caller's own policies say; the owner of an account has every right in it (E-20).
  private func identityGrant() -> (isGranted: Bool, statement: UInt32?) {
    if question.context.caller.hasInherentRights { return (true, nil) }
    let statement = firstInIdentity(.allow)
    return (statement != nil, statement)
  }

  @inline(__always)
  private func firstInIdentity(_ effect: Effect) -> UInt32? {
    let record = question.context.record
    for index in 0..<Int(record.setCount) {
      let set = question.context.principals.set(index, of: record)
      if let statement = SetWalk(sets[set]).first(effect, for: question) {
        return statement
      }
    }
    return nil
  }

  @inline(__always)
  private func first(_ effect: Effect, in layer: LayerReference) -> UInt32? {
    guard let set = layer.set else { return nil }
    return SetWalk(sets[set]).first(effect, for: question)
  }

  /// What a resource's policy grants: in which ways it means the caller, and the first statement
  /// that does.
  private struct Grant {
    var strength: Strength
    var statement: UInt32?

    static let none = Grant(strength: [], statement: nil)
  }

  private func grants(in set: Int) -> Grant {
    var grant = Grant.none
    SetWalk(sets[set]).forEachAllow(for: question) { statement, strength in
      if grant.statement == nil { grant.statement = statement }
      grant.strength.formUnion(strength)
    }
    return grant
  }

  private var resourceLayer: Layer { question.rules.isTrust ? .trust : .resource }

  private var isCrossAccount: Bool {
    let owner = question.context.resourceAccount
    return owner.count > 0 && !owner.equals(question.context.caller.account)
  }

  /// Root of the owner may always read, replace and delete the resource's policy (E-20).
  private var recoversPolicy: Bool {
    question.rules.isPolicyRecovery && !isCrossAccount
      && question.context.caller.form == CallerForm.root.rawValue
  }

  private func allow(_ layer: Layer, _ statement: UInt32?) -> Decision {
    Decision(outcome: .allow, layer: layer, cause: .policy, statement: statement)
  }

  private func deny(_ layer: Layer, _ statement: UInt32) -> Decision {
    Decision(outcome: .explicitDeny, layer: layer, cause: .policy, statement: statement)
  }

  private func implicitDeny(_ layer: Layer) -> Decision {
    Decision(outcome: .implicitDeny, layer: layer, cause: .policy, statement: nil)
  }
}
