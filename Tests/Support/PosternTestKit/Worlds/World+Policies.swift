package import PosternModel
package import PosternPolicy

extension World.Policy {
  /// Parses the document as a store would for its kind, or leniently as `postern simulate` may.
  package func parse(_ kind: PolicyKind, isLenient: Bool) throws -> PolicyDocument {
    isLenient
      ? try PolicyParser.parseLenient(Array(text.utf8), kind: kind, limits: .standard)
      : try PolicyParser.parse(Array(text.utf8), kind: kind, limits: .standard)
  }
}

extension World {
  /// Every policy with the kind that its layer gives it.
  package func policies(isTrust: Bool) -> [(kind: PolicyKind, policy: Policy)] {
    var all: [(PolicyKind, Policy)] = []
    all += identity.map { (.inline, $0) }
    all += boundary.map { (.boundary, $0) }
    all += (session ?? []).map { (.session, $0) }
    all += (resourcePolicies ?? []).map { (isTrust ? .trust : .resource, $0) }
    all += (scp ?? []).joined().map { (.scp, $0) }
    all += (rcp ?? []).joined().map { (.rcp, $0) }
    all += gateway.map { (.gateway, $0) }
    return all
  }
}
