import PosternEngine
import PosternModel
import PosternPolicy

extension SnapshotBuilder {
  /// Compiles the policies of an organization once for each level, and hands every account those
  /// of its lineage (E-40).
  ///
  /// The management account is limited by none of them (table 6.1).
  mutating func add(_ organization: Organization, names: EntityNames) throws(LoadError) {
    var services: [LayerContent] = []
    var resources: [LayerContent] = []
    for level in organization.levels {
      services.append(
        try layer(level.serviceControlPolicies, .scp, of: organization, names)
      )
      resources.append(
        try layer(level.resourceControlPolicies, .rcp, of: organization, names)
      )
    }
    let management = organization.managementAccount
    compiled.organizations[management.text] = OrganizationMember(
      organization: organization.id,
      path: organization.path(along: organization.levels.isEmpty ? [] : [0])
    )
    for (index, level) in organization.levels.enumerated() where level.kind == .account {
      let lineage = organization.lineage(of: index)
      compiled.organizations[level.id] = OrganizationMember(
        organization: organization.id,
        path: organization.path(along: lineage)
      )
      guard let account = AccountID(level.id), account != management else { continue }
      if organization.enforcesServiceControlPolicies {
        scp[account] = lineage.map { services[$0] }
      }
      let controls = lineage.map { resources[$0] }
      if controls.contains(where: { $0 != .silent }) { compiled.rcp[level.id] = controls }
    }
  }

  private mutating func layer(
    _ policies: [OrganizationPolicy],
    _ kind: PolicyKind,
    of organization: Organization,
    _ names: EntityNames
  ) throws(LoadError) -> LayerContent {
    let type = kind == .scp ? "service_control_policy" : "resource_control_policy"
    var all: [Int] = []
    for policy in policies {
      all.append(
        try documents.number(
          of: policy.document,
          named: names.arn(of: policy, type: type, in: organization),
          rules: .customer(kind, services: self.services)
        )
      )
    }
    return sets.layer(of: all)
  }
}
