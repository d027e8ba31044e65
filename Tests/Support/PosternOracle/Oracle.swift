import PosternModel
import PosternPolicy
package import PosternTestKit

/// The executable specification: plain scans over the document trees, in the order of the rules.
///
/// It shares the readers of numbers, dates and addresses with the product, and nothing that
/// decides.
package struct Oracle {
  private typealias Strengths = [Caller.Strength]
  /// The levels of each layer that is there; most layers have one level.
  private var layers: [Layer: [[PolicyDocument]]] = [:]
  private let variable = Symbol.variable()

  /// Reads the policies of a world; throws when a document is refused.
  package init(_ world: World) throws {
    for (layer, kind, levels) in world.layers {
      layers[layer] = try levels.map { level in try level.map { try $0.parse(kind, in: world) } }
    }
  }

  /// Decides the question of a world whose policies are those that were read (6.2).
  package func decide(_ world: World, nowSeconds: Int64) throws -> Verdict {
    let question = try Question(world, nowSeconds: nowSeconds)
    let caller = question.caller
    let allow = Verdict(outcome: .allow, layer: nil)
    func implicit(_ layer: Layer) -> Verdict { Verdict(outcome: .implicitDeny, layer: layer) }
    func allows(_ layer: Layer) -> Bool {
      matches(.allow, layer, question).allSatisfy { !$0.isEmpty }
    }
    if world.action.lowercased() == "sts:getcalleridentity", caller.kind != .anonymous {
      return allow  // E-01
    }

    // 1: explicit denies; the layers are in the order of E-50.
    for layer in Layer.allCases where layer != .resource || !question.isRecovery {
      if matches(.deny, layer, question).contains(where: { !$0.isEmpty }) {
        return Verdict(outcome: .explicitDeny, layer: layer)
      }
    }

    // 2: ceilings, each level of each; resource control policies allow by themselves (E-45).
    if !allows(.scp) { return implicit(.scp) }
    if !allows(.gateway) { return implicit(.gateway) }

    // 3: what each remaining layer says.
    let resourceLayer: Layer = world.isTrust ? .trust : .resource
    let grants = Set(matches(.allow, resourceLayer, question).joined().joined())
    func isGranted(_ strengths: Caller.Strength...) -> Bool { !grants.isDisjoint(with: strengths) }
    let idn = caller.kind == .root || caller.isIssuedByRoot || allows(.identity)
    let bnd = allows(.boundary)
    // A federated session needs session policies.
    let ses = allows(.session) && (caller.kind != .federatedSession || layers[.session] != nil)

    // 4: callers that are not of the account model.
    switch caller.kind {
    case .service: return isGranted(.direct, .wildcard) ? allow : implicit(resourceLayer)
    case .anonymous: return isGranted(.wildcard) ? allow : implicit(resourceLayer)
    case .provider: return isGranted(.direct) ? allow : implicit(.trust)
    case .root, .user, .roleSession, .federatedSession: break
    }

    // 5: both accounts must agree (E-06).
    if let owner = question.owner, owner != caller.account {
      if grants.isEmpty { return implicit(resourceLayer) }
      return idn && bnd && ses ? allow : implicit(!idn ? .identity : !bnd ? .boundary : .session)
    }

    // 6: one account (E-05, E-07).
    if isGranted(.direct, .wildcard) { return allow }
    if isGranted(.viaRole, .viaUser) && bnd && ses { return allow }
    if idn && bnd && ses && (!question.needsGrant || !grants.isEmpty) { return allow }
    if question.needsGrant && grants.isEmpty { return implicit(resourceLayer) }
    if !idn && !isGranted(.viaRole, .viaUser) { return implicit(.identity) }
    return implicit(!bnd ? .boundary : .session)
  }

  /// How the matching statements of a layer mean the caller, level by level; no levels when the
  /// layer takes no part.
  private func matches(_ effect: Effect, _ layer: Layer, _ question: Question) -> [[Strengths]] {
    guard let levels = layers[layer], question.involves(layer) else { return [] }
    return levels.map { documents in
      documents.flatMap { document in
        let variable = document.allowsVariables ? variable : nil
        return document.statements.filter { $0.effect == effect }.compactMap {
          Matcher(statement: $0, layer: layer, question: question, variable: variable).strengths
        }
      }
    }
  }
}
