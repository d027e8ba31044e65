import PosternEngine
import PosternModel

extension SnapshotBuilder {
  /// Adds sessions as principals that have the sets of their roles, and their own policies as a
  /// layer of its own; sessions of roles that are gone are left out.
  mutating func add(
    _ sessions: [AssumedSession],
    of roles: [Role],
    names: EntityNames
  ) throws(LoadError) {
    guard !sessions.isEmpty else { return }
    let byARN = Dictionary(
      roles.map { (names.arn(of: $0), $0) },
      uniquingKeysWith: { first, _ in first }
    )
    for session in sessions {
      guard let role = byARN[session.role] else { continue }
      try add(session, of: role)
    }
  }

  private mutating func add(_ session: AssumedSession, of role: Role) throws(LoadError) {
    guard let arn = ARN(session.role) else { return }
    let name = "arn:\(arn.partition):sts::\(arn.account):assumed-role/\(role.name)/\(session.name)"
    let layer: LayerContent
    if let policies = session.policies {
      var numbers: [Int] = []
      for policy in policies { numbers.append(try documents.number(of: policy)) }
      layer = sets.layer(of: numbers)
    } else {
      layer = .absent
    }
    let replaced = Set(session.tags.map { $0.key.lowercased() })
    compiled.principals.append(
      PrincipalEntry(
        form: .roleSession,
        lookup: .name(name),
        arn: session.role,
        name: role.name,
        uniqueID: "\(role.uniqueID):\(session.name)",
        issuer: "",
        sets: try ownSets(of: role, arn: session.role),
        boundary: boundary(role.permissionsBoundary),
        session: layer,
        scp: scp[role.account],
        tags: role.tags.filter { !replaced.contains($0.key.lowercased()) } + session.tags
      )
    )
  }
}
