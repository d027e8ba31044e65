import PosternModel
import PosternPolicy
package import PosternTestKit

/// The executable specification: plain scans over the document trees, in the order of the rules.
///
/// It shares the readers of numbers, dates and addresses with the product, and nothing that
/// decides.
package struct Oracle {
  private typealias Policy = (name: String, document: PolicyDocument)
  private typealias Match = (reason: Verdict.Reason, strengths: [Caller.Strength])
  /// The levels of each layer that is there; most layers have one level.
  private var layers: [Layer: [[Policy]]] = [:]
  private let variable = Symbol.variable()

  /// Reads the policies of a world; throws when a document is refused.
  package init(_ world: World) throws {
    for (layer, kind, levels) in world.layers {
      layers[layer] = try levels.map { level in
        try level.map { ($0.name, try $0.parse(kind, in: world)) }
      }
    }
  }

  /// Decides the question of a world whose policies are those that were read (6.2).
  package func decide(_ world: World, nowSeconds: Int64) throws -> Verdict {
    let question = try Question(world, nowSeconds: nowSeconds)
    let caller = question.caller
    if world.action.lowercased() == "sts:getcalleridentity", caller.kind != .anonymous {  // E-01
      return Verdict(outcome: .allow, layer: nil, reasons: [])
    }
    func matches(_ effect: Effect, _ layer: Layer) -> [[Match]] {
      self.matches(effect, layer, question)
    }
    func isSilent(_ layer: Layer) -> Bool { matches(.allow, layer).contains(where: \.isEmpty) }
    func implicit(_ layer: Layer) -> Verdict {
      Verdict(outcome: .implicitDeny, layer: layer, reasons: [])
    }

    // 1: explicit denies; the layers are in the order of E-50.
    let denies = Layer.allCases.filter { $0 != .resource || !recovers(question) }
      .flatMap { matches(.deny, $0).joined() }.map(\.reason)
    if let first = denies.first {
      return Verdict(outcome: .explicitDeny, layer: first.layer, reasons: denies)
    }

    // 2: ceilings, each level of each; resource control policies allow by themselves (E-45).
    if isSilent(.scp) { return implicit(.scp) }
    if isSilent(.gateway) { return implicit(.gateway) }

    // 3: what each remaining layer says.
    let resourceLayer: Layer = world.isTrust ? .trust : .resource
    let grants = matches(.allow, resourceLayer).flatMap { $0 }
    let strengths = Set(grants.flatMap(\.strengths))
    let idn = caller.kind == .root || caller.isIssuedByRoot || !isSilent(.identity)
    let bnd = !isSilent(.boundary)
    let mayLack = caller.kind != .federatedSession  // A federated session needs session policies.
    let ses = (mayLack || layers[.session] != nil) && !isSilent(.session)
    let identity = matches(.allow, .identity).joined()
    let allow = Verdict(outcome: .allow, layer: nil, reasons: (grants + identity).map(\.reason))

    // 4: callers that are not of the account model.
    let (isDirect, isWildcard) = (strengths.contains(.direct), strengths.contains(.wildcard))
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

  /// The statements of a layer that match, level by level; none when the layer takes no part.
  private func matches(_ effect: Effect, _ layer: Layer, _ question: Question) -> [[Match]] {
    guard let levels = layers[layer], applies(layer, to: question) else { return [] }
    let hasBoundary = layers[.boundary] != nil && applies(.boundary, to: question)
    return levels.map { level in
      level.flatMap { name, document in
        let matcher = Matcher(
          question: question,
          layer: layer,
          effect: effect,
          variable: document.allowsVariables ? variable : nil,
          hasBoundary: hasBoundary
        )
        return document.statements.filter { $0.effect == effect }.compactMap { statement in
          let reason = Verdict.Reason(layer: layer, policy: name, statement: statement.index)
          return matcher.matches(statement).map { (reason, $0) }
        }
      }
    }
  }

  /// Whether a layer takes part (6.1); root has no identity policies and no boundary (E-20).
  private func applies(_ layer: Layer, to question: Question) -> Bool {
    let caller = question.caller
    switch layer {
    case .rcp:
      return question.resource != nil && question.isControlled && !question.isServiceLinkedRole
        && !caller.isServiceLinked
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
      && question.handlesPolicy
  }
}
