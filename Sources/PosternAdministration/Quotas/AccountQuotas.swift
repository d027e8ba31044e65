internal import PosternPolicy

/// How much one account and its entities may hold (policy language, tables 1.8 and 7.3).
///
/// Where the table names a default and a maximum, the maximum holds, so that an account that was
/// raised elsewhere can be brought over. The numbers of users and groups are far above the table's:
/// what they take here is memory, and an account of 100,000 users is an ordinary one.
package struct AccountQuotas: Sendable, Equatable {
  /// The most users of one account.
  package var usersPerAccountCountMax: Int
  /// The most groups of one account.
  package var groupsPerAccountCountMax: Int
  /// The most roles of one account.
  package var rolesPerAccountCountMax: Int
  /// The most managed policies of one account, those of the platform apart.
  package var policiesPerAccountCountMax: Int
  /// The most instance profiles of one account.
  package var instanceProfilesPerAccountCountMax: Int
  /// The most groups that one user is in.
  package var groupsPerUserCountMax: Int
  /// The most managed policies attached to one user.
  package var attachedPoliciesPerUserCountMax: Int
  /// The most managed policies attached to one group.
  package var attachedPoliciesPerGroupCountMax: Int
  /// The most managed policies attached to one role.
  package var attachedPoliciesPerRoleCountMax: Int
  /// The most versions that one managed policy keeps.
  package var versionsPerPolicyCountMax: Int
  /// The most tags on one entity.
  package var tagsPerEntityCountMax: Int
  /// The longest description of a managed policy, in Unicode scalars.
  package var summaryCharacterCountMax: Int
  /// The longest sum of the policies embedded in one user, in Unicode scalars without whitespace
  /// (G-70).
  package var inlinePerUserCharacterCountMax: Int
  /// The longest sum of the policies embedded in one group, in Unicode scalars without whitespace
  /// (G-70).
  package var inlinePerGroupCharacterCountMax: Int
  /// The longest sum of the policies embedded in one role, in Unicode scalars without whitespace
  /// (G-70).
  package var inlinePerRoleCharacterCountMax: Int
  /// The longest trust policy of a role, in Unicode scalars without whitespace (G-70).
  package var trustCharacterCountMax: Int
  /// The shortest value of a role's longest session, in seconds.
  package var sessionSecondsMin: Int
  /// The longest session of a role, in seconds.
  package var sessionSecondsMax: Int
  /// The most service control policies, and as many resource control policies, of one level of an
  /// organization (E-44).
  package var controlPoliciesPerLevelCountMax: Int
  /// The most different service control policies of one organization.
  package var serviceControlPoliciesPerOrganizationCountMax: Int
  /// The most different resource control policies of one organization.
  package var resourceControlPoliciesPerOrganizationCountMax: Int
  /// How deep the units of an organization may lie below its root.
  package var organizationalUnitDepthMax: Int

  /// The quotas that hold when the configuration does not say otherwise.
  package static let standard = AccountQuotas(
    usersPerAccountCountMax: 1_000_000,
    groupsPerAccountCountMax: 100_000,
    rolesPerAccountCountMax: 10_000,
    policiesPerAccountCountMax: 10_000,
    instanceProfilesPerAccountCountMax: 5_000,
    groupsPerUserCountMax: 10,
    attachedPoliciesPerUserCountMax: 20,
    attachedPoliciesPerGroupCountMax: 10,
    attachedPoliciesPerRoleCountMax: 25,
    versionsPerPolicyCountMax: 5,
    tagsPerEntityCountMax: 50,
    summaryCharacterCountMax: 1_000,
    inlinePerUserCharacterCountMax: PolicyQuota.userInlineCharacterCountMax,
    inlinePerGroupCharacterCountMax: PolicyQuota.groupInlineCharacterCountMax,
    inlinePerRoleCharacterCountMax: PolicyQuota.roleInlineCharacterCountMax,
    trustCharacterCountMax: 8_192,
    sessionSecondsMin: 3_600,
    sessionSecondsMax: 43_200,
    controlPoliciesPerLevelCountMax: 5,
    serviceControlPoliciesPerOrganizationCountMax: 10_000,
    resourceControlPoliciesPerOrganizationCountMax: 1_000,
    organizationalUnitDepthMax: 5
  )
}
