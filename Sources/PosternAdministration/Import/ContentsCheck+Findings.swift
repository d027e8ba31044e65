internal import PosternManifest
internal import PosternModel
internal import PosternPolicy

extension ContentsCheck {
  /// Adds what is legal in the documents and probably not meant, the words of services and unique
  /// ids of nobody among it.
  ///
  /// Documents of the platform are as they are, and those that are refused have been told of.
  mutating func find(in resolved: AccountContents) {
    let catalogue = ServiceCatalogue(resolved.services)
    for holder in holders {
      for (index, policy) in holder.inlinePolicies.enumerated() {
        find(in: policy.document, .inline, catalogue, holder.entity, .inlinePolicy(index))
      }
    }
    for (index, role) in resolved.roles.enumerated() {
      find(in: role.trustPolicy, .trust, catalogue, .role(index), .trustPolicy)
    }
    for (index, policy) in resolved.policies.enumerated() where policy.account != nil {
      for version in policy.versions {
        let part = EntityPlaces.Part.version(version.number)
        find(in: version.document, .managed, catalogue, .policy(index), part)
      }
    }
    for (index, policy) in resolved.resourcePolicies.enumerated() {
      find(in: policy.document, .resource, catalogue, .resourcePolicy(index), .document)
    }
    for (index, organization) in resolved.organizations.enumerated() {
      find(in: organization, catalogue, .organization(index))
    }
  }

  private mutating func find(
    in organization: Organization,
    _ catalogue: ServiceCatalogue,
    _ entity: EntityPlaces.Entity
  ) {
    for (number, level) in organization.levels.enumerated() {
      for (place, policy) in level.serviceControlPolicies.enumerated() {
        let part = EntityPlaces.Part.serviceControlPolicy(level: number, index: place)
        find(in: policy.document, .scp, catalogue, entity, part)
      }
      for (place, policy) in level.resourceControlPolicies.enumerated() {
        let part = EntityPlaces.Part.resourceControlPolicy(level: number, index: place)
        find(in: policy.document, .rcp, catalogue, entity, part)
      }
    }
  }

  private mutating func find(
    in text: PolicyText,
    _ kind: PolicyKind,
    _ catalogue: ServiceCatalogue,
    _ entity: EntityPlaces.Entity,
    _ part: EntityPlaces.Part
  ) {
    // What a store has taken by other rules than a customer's parses leniently at least.
    guard
      var document = try? PolicyParser.parse(
        lenient: Array(text.text.utf8),
        kind: kind,
        limits: rules.limits
      )
    else { return }
    document.allowsHeadVariables = remarks.exported.contains(entity)
    for finding in PolicyValidator.findings(in: document, kind: kind, catalogue: catalogue) {
      let error = PolicyError(
        code: .malformed,
        message: finding.message,
        detail: "\(finding.severity.rawValue): \(finding.message)",
        help: nil,
        position: finding.position
      )
      refuse(error, in: text, entity, part)
    }
  }
}
