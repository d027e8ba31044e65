import PosternModel
import PosternPolicy
package import PosternTestKit

/// The executable specification: plain scans over the document trees, in the order of the rules.
///
/// It shares the readers of numbers, dates and addresses with the product, and nothing that decides.
package struct Oracle {
  private typealias Policy = (name: String, document: PolicyDocument)
  /// The levels of each layer that is there; most layers have one level.
  private var layers: [Layer: [[Policy]]] = [:]

  /// Reads the policies of a world; throws when a document is refused.
  package init(_ world: World) throws {
    func read(_ kind: PolicyKind, _ levels: [[World.Policy]]) throws -> [[Policy]] {
      try levels.map { try $0.map { ($0.name, try $0.parse(kind, isLenient: world.isLenient)) } }
    }
    let isTrust = try Question(world, nowSeconds: 0).isTrust
    layers[.identity] = try read(.inline, [world.identity])
    if !world.boundary.isEmpty { layers[.boundary] = try read(.boundary, [world.boundary]) }
    layers[.session] = try world.session.map { try read(.session, [$0]) }
    layers[isTrust ? .trust : .resource] = try world.resourcePolicies.map {
      try read(isTrust ? .trust : .resource, [$0])
    }
    if !world.gateway.isEmpty { layers[.gateway] = try read(.gateway, [world.gateway]) }
    layers[.scp] = try world.scp.map { try read(.scp, $0) }
    layers[.rcp] = try world.rcp.map { try read(.rcp, $0) }
  }

  /// Reads the policies of a world and decides its question.
  package static func decide(_ world: World, nowSeconds: Int64) throws -> Verdict {
    try Oracle(world).decide(world, nowSeconds: nowSeconds)
  }

  /// Decides the question of a world whose policies are those that were read (6.2).
  package func decide(_ world: World, nowSeconds: Int64) throws -> Verdict {
    let question = try Question(world, nowSeconds: nowSeconds)
    let caller = question.caller
    if question.acts("sts:getcalleridentity"), caller.kind != .anonymous {  // E-01
      return Verdict(outcome: .allow, layer: nil, reasons: [])
    }
    func levels(_ layer: Layer) -> [[Policy]]? {
      applies(layer, to: question) ? layers[layer] : nil
    }
    typealias Match = (reason: Verdict.Reason, strengths: [Caller.Strength])
    func matches(_ effect: Effect, _ layer: Layer, _ policies: [Policy]) -> [Match] {
      policies.flatMap { name, document in
        let matcher = Matcher(
          question: question,
          layer: layer,
          effect: effect,
          allowsVariables: document.allowsVariables,
          hasBoundary: levels(.boundary) != nil
        )
        return document.statements.filter { $0.effect == effect }.compactMap { statement in
          let reason = Verdict.Reason(layer: layer, policy: name, statement: statement.index)
          return matcher.matches(statement).map { (reason, $0) }
        }
      }
    }
    func matches(_ effect: Effect, _ layer: Layer) -> [Match] {
      matches(effect, layer, levels(layer)?.flatMap { $0 } ?? [])
    }
    func implicit(_ layer: Layer) -> Verdict {
      Verdict(outcome: .implicitDeny, layer: layer, reasons: [])
    }

    // 1: explicit denies; the layers are in the order of E-50.
    let denies = Layer.allCases.filter { $0 != .resource || !recovers(question) }
      .flatMap { matches(.deny, $0) }.map(\.reason)
    if let first = denies.first {
      return Verdict(outcome: .explicitDeny, layer: first.layer, reasons: denies)
    }

    // 2: ceilings; every level of resource control policies allows by itself (E-45).
    for level in levels(.scp) ?? [] where matches(.allow, .scp, level).isEmpty {
      return implicit(.scp)
    }
    if levels(.gateway) != nil, matches(.allow, .gateway).isEmpty { return implicit(.gateway) }

    // 3: what each remaining layer says.
    let resourceLayer: Layer = question.isTrust ? .trust : .resource
    let (grants, identity) = (matches(.allow, resourceLayer), matches(.allow, .identity))
    let strengths = Set(grants.flatMap(\.strengths))
    let idn = caller.kind == .root || caller.isIssuedByRoot || !identity.isEmpty
    let bnd = levels(.boundary) == nil || !matches(.allow, .boundary).isEmpty
    let isBoundToSession = caller.kind == .federatedSession || levels(.session) != nil
    let ses = !isBoundToSession || !matches(.allow, .session).isEmpty
    let allow = Verdict(outcome: .allow, layer: nil, reasons: (grants + identity).map(\.reason))

    // 4: callers that are not of the account model.
    let isDirect = strengths.contains(.direct)
    let isWildcard = strengths.contains(.wildcard)
    switch caller.kind {
    case .service: return isDirect || isWildcard ? allow : implicit(resourceLayer)
    case .anonymous: return isWildcard ? allow : implicit(resourceLayer)
    case .provider: return isDirect ? allow : implicit(.trust)
    case .root, .user, .roleSession, .federatedSession: break
    }

    // 5: both accounts must agree (E-06).
    if let owner = question.owner, owner != caller.account {
      if grants.isEmpty { return implicit(resourceLayer) }
      return idn && bnd && ses ? allow : implicit(!idn ? .identity : !bnd ? .boundary : .session)
    }

    // 6: one account (E-05, E-07).
    let isVia = strengths.contains(.viaRole) || strengths.contains(.viaUser)
    if isDirect || isWildcard { return allow }
    if isVia && bnd && ses { return allow }
    if idn && bnd && ses && (!question.needsGrant || !grants.isEmpty) { return allow }
    if question.needsGrant && grants.isEmpty { return implicit(resourceLayer) }
    if !idn && !isVia { return implicit(.identity) }
    return implicit(!bnd ? .boundary : .session)
  }

  /// Whether a layer takes part (6.1); root has no identity policies and no boundary (E-20).
  private func applies(_ layer: Layer, to question: Question) -> Bool {
    let caller = question.caller
    switch layer {
    case .rcp: return question.resource != nil && !question.isServiceLinkedRole
    case .scp: return caller.isIAM && !caller.isServiceLinked
    case .gateway, .resource, .trust: return true
    case .identity, .boundary: return caller.isIAM && caller.kind != .root && !caller.isIssuedByRoot
    case .session: return caller.kind == .roleSession || caller.kind == .federatedSession
    }
  }

  /// Whether root of the owner reads, replaces or deletes the policy of the resource (E-20).
  private func recovers(_ question: Question) -> Bool {
    question.caller.kind == .root && question.resource != nil
      && (question.owner ?? question.caller.account) == question.caller.account
      && question.acts("*:get*policy", "*:put*policy", "*:delete*policy")
  }
}
