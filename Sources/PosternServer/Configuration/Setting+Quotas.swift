import PosternAdministration

extension Setting {
  /// Makes a quota of an account, which has the name of its property.
  private static func quota(
    _ name: String,
    _ place: any WritableKeyPath<ServerOptions, Int> & Sendable,
    _ range: ClosedRange<Int>,
    _ reason: String
  ) -> Setting {
    number("quotas", name, place, range, isReloadable: true, reason)
  }

  /// What accounts, entities and organizations may hold, one for each property of `AccountQuotas`.
  static let quotas = accountQuotas + entityQuotas + documentQuotas + organizationQuotas

  private static let accountQuotas = [
    quota(
      "usersPerAccountCountMax",
      \.quotas.usersPerAccountCountMax,
      1...100_000_000,
      "The most users of one account. AWS stops at 5000: say so here to keep an account that fits "
        + "there."
    ),
    quota(
      "groupsPerAccountCountMax",
      \.quotas.groupsPerAccountCountMax,
      1...100_000_000,
      "The most groups of one account. AWS stops at 500."
    ),
    quota(
      "rolesPerAccountCountMax",
      \.quotas.rolesPerAccountCountMax,
      1...100_000_000,
      "The most roles of one account."
    ),
    quota(
      "policiesPerAccountCountMax",
      \.quotas.policiesPerAccountCountMax,
      1...100_000_000,
      "The most managed policies of one account; those of the platform do not count."
    ),
    quota(
      "instanceProfilesPerAccountCountMax",
      \.quotas.instanceProfilesPerAccountCountMax,
      1...100_000_000,
      "The most instance profiles of one account."
    ),
  ]

  private static let entityQuotas = [
    quota(
      "groupsPerUserCountMax",
      \.quotas.groupsPerUserCountMax,
      1...1_000,
      "The most groups that one user is in. A decision looks at the policies of each."
    ),
    quota(
      "attachedPoliciesPerUserCountMax",
      \.quotas.attachedPoliciesPerUserCountMax,
      1...1_000,
      "The most managed policies attached to one user."
    ),
    quota(
      "attachedPoliciesPerGroupCountMax",
      \.quotas.attachedPoliciesPerGroupCountMax,
      1...1_000,
      "The most managed policies attached to one group."
    ),
    quota(
      "attachedPoliciesPerRoleCountMax",
      \.quotas.attachedPoliciesPerRoleCountMax,
      1...1_000,
      "The most managed policies attached to one role."
    ),
    quota(
      "versionsPerPolicyCountMax",
      \.quotas.versionsPerPolicyCountMax,
      1...1_000,
      "The most versions that one managed policy keeps; one of them counts."
    ),
    quota(
      "tagsPerEntityCountMax",
      \.quotas.tagsPerEntityCountMax,
      1...1_000,
      "The most tags on one entity."
    ),
    quota(
      "sessionSecondsMin",
      \.quotas.sessionSecondsMin,
      900...43_200,
      "The shortest value of a role's longest session, in seconds."
    ),
    quota(
      "sessionSecondsMax",
      \.quotas.sessionSecondsMax,
      900...604_800,
      "The longest session of a role, in seconds."
    ),
  ]

  private static let documentQuotas = [
    quota(
      "summaryCharacterCountMax",
      \.quotas.summaryCharacterCountMax,
      1...100_000,
      "The longest description of a managed policy, in Unicode scalars."
    ),
    quota(
      "inlinePerUserCharacterCountMax",
      \.quotas.inlinePerUserCharacterCountMax,
      1...10_000_000,
      "The longest sum of the policies embedded in one user, in Unicode scalars without whitespace."
    ),
    quota(
      "inlinePerGroupCharacterCountMax",
      \.quotas.inlinePerGroupCharacterCountMax,
      1...10_000_000,
      "The same for one group."
    ),
    quota(
      "inlinePerRoleCharacterCountMax",
      \.quotas.inlinePerRoleCharacterCountMax,
      1...10_000_000,
      "The same for one role."
    ),
    quota(
      "trustCharacterCountMax",
      \.quotas.trustCharacterCountMax,
      1...10_000_000,
      "The longest trust policy of a role, in Unicode scalars without whitespace."
    ),
  ]

  private static let organizationQuotas = [
    quota(
      "controlPoliciesPerLevelCountMax",
      \.quotas.controlPoliciesPerLevelCountMax,
      1...1_000,
      "The most service control policies, and as many resource control policies, of the root, a "
        + "unit or an account of an organization."
    ),
    quota(
      "serviceControlPoliciesPerOrganizationCountMax",
      \.quotas.serviceControlPoliciesPerOrganizationCountMax,
      1...1_000_000,
      "The most different service control policies of one organization."
    ),
    quota(
      "resourceControlPoliciesPerOrganizationCountMax",
      \.quotas.resourceControlPoliciesPerOrganizationCountMax,
      1...1_000_000,
      "The most different resource control policies of one organization."
    ),
    quota(
      "organizationalUnitDepthMax",
      \.quotas.organizationalUnitDepthMax,
      1...100,
      "How deep the units of an organization may lie below its root."
    ),
  ]
}
