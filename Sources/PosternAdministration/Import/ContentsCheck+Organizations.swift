internal import PosternManifest
internal import PosternModel
internal import PosternPolicy

extension ContentsCheck {
  /// Checks the trees of organizations: names, places of accounts, and how many policies a level
  /// has (6.8, E-44).
  mutating func checkOrganizations() {
    var ids: Set<String> = []
    for (index, organization) in contents.organizations.enumerated() {
      let entity = EntityPlaces.Entity.organization(index)
      checkID(organization.id, prefix: "o-", "an organization", entity, .name)
      if !ids.insert(organization.id).inserted {
        refuseTwice(organization.id, entity, .name)
      }
      for (number, level) in organization.levels.enumerated() {
        check(level, number, of: organization, entity)
        if !ids.insert(level.id).inserted { refuseTwice(level.id, entity, .level(number)) }
      }
      checkNames(of: organization, entity)
    }
  }

  /// Parses and validates the policies of organizations.
  mutating func checkOrganizationDocuments() {
    let controls = PolicyRules.customer(.rcp, services: contents.services)
    for (index, organization) in contents.organizations.enumerated() {
      for (number, level) in organization.levels.enumerated() {
        for (place, policy) in level.serviceControlPolicies.enumerated() {
          let part = EntityPlaces.Part.serviceControlPolicy(level: number, index: place)
          check(policy.document, .customer(.scp), .organization(index), part)
        }
        for (place, policy) in level.resourceControlPolicies.enumerated() {
          let part = EntityPlaces.Part.resourceControlPolicy(level: number, index: place)
          check(policy.document, controls, .organization(index), part)
        }
      }
    }
  }

  private mutating func check(
    _ level: OrganizationLevel,
    _ number: Int,
    of organization: Organization,
    _ entity: EntityPlaces.Entity
  ) {
    let part = EntityPlaces.Part.level(number)
    switch level.kind {
    case .root: checkID(level.id, prefix: "r-", "a root", entity, part)
    case .unit:
      checkID(level.id, prefix: "ou-", "an organizational unit", entity, part)
      // The root is no unit.
      let depth = organization.lineage(of: number).count - 1
      if depth > rules.quotas.organizationalUnitDepthMax {
        refuse(
          "units may lie at most \(rules.quotas.organizationalUnitDepthMax) deep, "
            + "`\(QuotedText.shortened(level.id))` lies \(depth) deep",
          help: nil,
          entity,
          part
        )
      }
    case .account: checkMember(level.id, of: organization, entity, part)
    }
    checkCounts(of: level, entity, part)
  }

  /// An account that is not known here may be misspelt, and would go without its limits.
  private mutating func checkMember(
    _ id: String,
    of organization: Organization,
    _ entity: EntityPlaces.Entity,
    _ part: EntityPlaces.Part
  ) {
    guard isComplete, id != organization.managementAccount.text,
      !contents.accounts.contains(where: { $0.id.text == id })
    else { return }
    refuse("the directory has no account `\(id)`", help: nil, entity, part)
  }

  private mutating func checkCounts(
    of level: OrganizationLevel,
    _ entity: EntityPlaces.Entity,
    _ part: EntityPlaces.Part
  ) {
    let max = rules.quotas.controlPoliciesPerLevelCountMax
    let shown = QuotedText.shortened(level.id)
    if level.serviceControlPolicies.isEmpty {
      refuse(
        "`\(shown)` has no service control policy, at least one must stay attached",
        help: "write `FullAWSAccess`, or leave the member out",
        entity,
        part
      )
    }
    for (count, kind) in [
      (level.serviceControlPolicies.count, "service"),
      (level.resourceControlPolicies.count, "resource"),
    ] where count > max {
      refuse(
        "`\(shown)` may have at most \(max) \(kind) control policies, found \(count)",
        help: nil,
        entity,
        part
      )
    }
  }

  /// One name is one policy of its kind, on however many levels it is attached.
  private mutating func checkNames(of organization: Organization, _ entity: EntityPlaces.Entity) {
    var services: [String: String] = [:]
    var resources: [String: String] = [:]
    for (number, level) in organization.levels.enumerated() {
      checkNames(level.serviceControlPolicies, &services, entity) {
        .serviceControlPolicy(level: number, index: $0)
      }
      checkNames(level.resourceControlPolicies, &resources, entity) {
        .resourceControlPolicy(level: number, index: $0)
      }
    }
    let quotas = rules.quotas
    for (count, max, kind) in [
      (services.count, quotas.serviceControlPoliciesPerOrganizationCountMax, "service"),
      (resources.count, quotas.resourceControlPoliciesPerOrganizationCountMax, "resource"),
    ] where count > max {
      refuse(
        "the organization `\(QuotedText.shortened(organization.id))` may have at most \(max) "
          + "\(kind) control policies, found \(count)",
        help: "raise `quotas.\(kind)ControlPoliciesPerOrganizationCountMax` if that is meant",
        entity,
        .whole
      )
    }
  }

  private mutating func checkNames(
    _ policies: [OrganizationPolicy],
    _ texts: inout [String: String],
    _ entity: EntityPlaces.Entity,
    part: (Int) -> EntityPlaces.Part
  ) {
    var names: Set<String> = []
    for (index, policy) in policies.enumerated() {
      let shown = QuotedText.shortened(policy.name)
      let key = policy.name.lowercased()
      if !NameRules.isName(policy.name, countMax: NameRules.longNameCountMax) {
        refuse(
          "expected the name of a policy with 1 to \(NameRules.longNameCountMax) of "
            + "`A-Z a-z 0-9 _ + = , . @ -`, found `\(shown)`",
          help: nil,
          entity,
          part(index)
        )
      }
      if !names.insert(key).inserted {
        refuse("the policy `\(shown)` is attached twice", help: nil, entity, part(index))
      } else if texts.updateValue(policy.document.text, forKey: key) ?? policy.document.text
        != policy.document.text
      {
        refuse(
          "the policy `\(shown)` has another document than on the level before",
          help: "give it a name of its own",
          entity,
          part(index)
        )
      }
    }
  }

  private mutating func checkID(
    _ id: String,
    prefix: String,
    _ subject: String,
    _ entity: EntityPlaces.Entity,
    _ part: EntityPlaces.Part
  ) {
    guard !NameRules.isOrganizationID(id, prefix: prefix) else { return }
    refuse(
      "expected the id of \(subject), `\(prefix)` and 1 to 65 small letters, digits and hyphens, "
        + "found `\(QuotedText.shortened(id))`",
      help: nil,
      entity,
      part
    )
  }

  private mutating func refuseTwice(
    _ id: String,
    _ entity: EntityPlaces.Entity,
    _ part: EntityPlaces.Part
  ) {
    refuse("`\(QuotedText.shortened(id))` is given twice", help: nil, entity, part)
  }
}
