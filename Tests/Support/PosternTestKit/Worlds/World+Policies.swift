package import PosternModel
package import PosternPolicy

extension World.Policy {
  /// Parses the document as a store would for its kind, or leniently as `postern simulate` may.
  package func parse(_ kind: PolicyKind, in world: World) throws -> PolicyDocument {
    world.isLenient
      ? try PolicyParser.parse(lenient: text, kind: kind, limits: .standard)
      : try PolicyParser.parse(
        Array(text.utf8),
        rules: .customer(kind, services: world.services),
        limits: .standard
      )
  }
}

extension World {
  /// The policies of one layer: one level, or for the ceilings of an organization several.
  package typealias LayerPolicies = (layer: Layer, kind: PolicyKind, levels: [[Policy]])

  /// Every layer that is there, with the kind that its documents are of.
  ///
  /// The identity layer is always there; an empty boundary or gateway is none.
  package var layers: [LayerPolicies] {
    var layers: [LayerPolicies] = [(.identity, .inline, [identity])]
    if !boundary.isEmpty { layers.append((.boundary, .boundary, [boundary])) }
    if let session { layers.append((.session, .session, [session])) }
    if let resourcePolicies {
      layers.append(
        isTrust ? (.trust, .trust, [resourcePolicies]) : (.resource, .resource, [resourcePolicies])
      )
    }
    if let scp { layers.append((.scp, .scp, scp)) }
    if let rcp { layers.append((.rcp, .rcp, rcp)) }
    if !gateway.isEmpty { layers.append((.gateway, .gateway, [gateway])) }
    return layers
  }

  /// Whether a role is being assumed, so that the resource's documents are its trust policy (6.6).
  package var isTrust: Bool {
    let verb = action.lowercased()
    let isAssuming =
      verb.hasPrefix("sts:assumerole") || verb == "sts:tagsession"
      || verb == "sts:setsourceidentity" || verb == "sts:setcontext"
    guard isAssuming, !isResourceless, let parts = World.parts(ofARN: resource) else {
      return false
    }
    return parts[2].lowercased() == "iam" && parts[5].hasPrefix("role/")
  }
}
