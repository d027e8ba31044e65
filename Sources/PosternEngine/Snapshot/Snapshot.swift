/// Everything that decisions need, compiled, in one immutable object that any number of event loops
/// read at once.
///
///     condition keys ─ numbers                     (NameTable)
///     services ─ action patterns                   (ActionTable)
///     principals ─ records ─ numbers of sets       (PrincipalTable)
///     resources with policies ─ number of a set    (ResourceTable)
///     owners of resources ─ levels ─ sets          (RCPTable)
///     actions of described services ─ records      (DescribedActions)
///     accounts ─ organization, path                (OrganizationTable)
///     number of set ─ entries, programs            (DecisionSet)
// SAFETY: every stored property is a `let`; the pointers inside the tables point into regions that
// this object owns and that nobody writes after they were made.
package final class Snapshot: @unchecked Sendable {
  private let keyRegion: Region
  private let ruleRegion: Region
  private let ownedActions: OwnedTable<ActionTable>
  private let ownedPrincipals: OwnedTable<PrincipalTable>
  private let ownedResources: OwnedTable<ResourceTable>
  private let ownedRCP: OwnedTable<RCPTable>
  private let ownedOrganizations: OwnedTable<OrganizationTable>
  private let ownedDescribed: OwnedTable<DescribedActions>
  private let controlledRegion: Region
  private let ownedSets: DecisionSets
  private let setRoot: Region
  /// The bytes of each set, by number.
  let sets: SetTable
  let keys: NameTable
  let keyRules: ContextKeyRules
  let actions: ActionTable
  let principals: PrincipalTable
  let resources: ResourceTable
  let rcp: RCPTable
  let organizations: OrganizationTable
  let described: DescribedActions
  /// The services whose actions take part in resource control policies.
  let controlledServices: NameTable
  /// What needs a grant of its own because of the resource's type.
  let ownGrant: LayerReference
  let gateway: LayerReference
  /// How many principals it has.
  package var principalCount: Int { ownedPrincipals.count }
  /// How many decision sets it has.
  var setCount: Int { ownedSets.count }
  /// How many condition keys have a number.
  let keyCount: Int
  /// The size of everything compiled, in bytes; what two snapshots share counts in both.
  package let byteCount: Int

  /// Whether the numbers of condition keys and action patterns are the same object in both.
  func sharesVocabulary(with other: Snapshot) -> Bool {
    keyRegion === other.keyRegion
  }

  /// Creates a snapshot from compiled parts.
  ///
  /// - Parameters:
  ///   - contents: the sets, and what refers to them; parts that are shared are not looked at.
  ///   - actions: the index that numbered the sets' actions.
  ///   - keys: the index that numbered the sets' condition keys.
  ///   - older: a snapshot of the same services whose numbers are all still good; nil shares
  ///     nothing.
  ///   - shared: the parts that are taken from it as they are.
  /// - Complexity: O(n) in the bytes of the parts that are not shared, and in the chunks of sets.
  package init(
    _ contents: SnapshotContents,
    actions: ActionPatternIndex,
    keys: ConditionKeyIndex,
    older: Snapshot?,
    shared: SnapshotParts
  ) {
    let vocabulary = shared.contains(.vocabulary) ? older : nil
    let organizations = shared.contains(.organizations) ? older : nil
    keyRegion = vocabulary?.keyRegion ?? NameTable.makeRegion(keys.keys)
    ruleRegion = vocabulary?.ruleRegion ?? ContextKeyRules.makeRegion(keys.traits)
    ownedActions = vocabulary?.ownedActions ?? OwnedTable(actions)
    ownedPrincipals =
      (shared.contains(.principals) ? older?.ownedPrincipals : nil)
      ?? OwnedTable(contents.principals, keys: keys)
    ownedResources =
      (shared.contains(.resources) ? older?.ownedResources : nil) ?? OwnedTable(contents.resources)
    ownedRCP = organizations?.ownedRCP ?? OwnedTable(contents.rcp)
    ownedOrganizations = organizations?.ownedOrganizations ?? OwnedTable(contents.organizations)
    ownedDescribed = older?.ownedDescribed ?? OwnedTable(contents.actions)
    controlledRegion =
      older?.controlledRegion
      ?? NameTable.makeRegion(contents.controlledServices.map { Array($0.utf8) })
    ownedSets = contents.sets
    setRoot = contents.sets.makeRoot()
    sets = SetTable(setRoot.bytes)
    self.keys = NameTable(keyRegion.bytes)
    keyRules = ContextKeyRules(ruleRegion.bytes)
    self.actions = ownedActions.table
    principals = ownedPrincipals.table
    resources = ownedResources.table
    rcp = ownedRCP.table
    self.organizations = ownedOrganizations.table
    described = ownedDescribed.table
    controlledServices = NameTable(controlledRegion.bytes)
    ownGrant = older?.ownGrant ?? LayerReference(contents.ownGrant)
    gateway = LayerReference(contents.gateway)
    keyCount = keys.count
    byteCount =
      keyRegion.byteCount + ruleRegion.byteCount + ownedActions.byteCount
      + ownedPrincipals.byteCount + ownedResources.byteCount + ownedRCP.byteCount
      + ownedOrganizations.byteCount + ownedDescribed.byteCount + controlledRegion.byteCount
      + ownedSets.byteCount + setRoot.byteCount
  }
}
