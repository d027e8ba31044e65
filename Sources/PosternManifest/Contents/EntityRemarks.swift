package import PosternModel

/// What is told of entities and only a check wants to know: the model has no room for it, and it is
/// not kept.
package struct EntityRemarks: Sendable {
  /// The tags of managed policies, by the index of the policy.
  package var policyTags: [Int: [Tag]] = [:]
  /// The descriptions of roles, by the index of the role.
  package var roleSummaries: [Int: String] = [:]
  /// Those that come from an export.
  package var exported: Set<EntityPlaces.Entity> = []
}
