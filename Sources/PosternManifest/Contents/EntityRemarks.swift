package import PosternModel

/// What manifests say of entities and no decision depends on: it is checked, and not kept, for the
/// model has no room for it.
package struct EntityRemarks: Sendable {
  /// The tags of managed policies, by the index of the policy.
  package var policyTags: [Int: [Tag]] = [:]
  /// The descriptions of roles, by the index of the role.
  package var roleSummaries: [Int: String] = [:]
}
