/// Everything that a snapshot is made of.
package struct SnapshotContents: Sendable {
  /// The decision sets; everything else refers to them by place.
  package var sets = DecisionSets()
  /// The principals, each name once.
  package var principals: [PrincipalEntry] = []
  /// The resources with policies of their own, each ARN once.
  package var resources: [ResourceEntry] = []
  /// Resource control policies of the owners of resources, level by level, by account; the empty
  /// name stands for every account that is not listed.
  ///
  /// Accounts without an entry have none.
  package var rcp: [String: [LayerContent]] = [:]
  /// The services, in lower case, whose actions on resources take part in resource control policies
  /// (E-45).
  package var controlledServices: [String] = []
  /// What services say of their actions, each name once.
  package var actions: [ActionEntry] = []
  /// Statements that allow whatever needs a grant of the resource's own policy because of the
  /// resource's type (6.6).
  package var ownGrant: LayerContent = .absent
  /// Where accounts stand in their organizations; accounts that are not listed have none.
  package var organizations: [String: OrganizationMember] = [:]
  /// The policy of the gateway that requests come through.
  package var gateway: LayerContent = .absent

  /// Creates empty contents.
  package init() {}
}
