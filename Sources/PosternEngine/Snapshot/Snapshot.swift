/// Everything that decisions need, compiled, in one immutable object that any number of event loops
/// read at once.
///
///     condition keys ─ numbers                     (NameTable)
///     services ─ action patterns                   (ActionTable)
///     principals ─ records ─ numbers of sets       (PrincipalTable)
///     resources with policies ─ number of a set    (ResourceTable)
///     owners of resources ─ levels ─ sets          (RCPTable)
///     accounts ─ organization, path                (OrganizationTable)
///     number of set ─ entries, programs            (DecisionSet)
// SAFETY: every stored property is a `let`; the pointers inside the tables point into regions that
// this object owns and that nobody writes after they were made.
package final class Snapshot: @unchecked Sendable {
  private let regions: [Region]
  private let sets: [DecisionSet]
  /// The bytes of each set, by number.
  let setBytes: ScratchArray<ByteSlice>
  let keys: NameTable
  let keyRules: ContextKeyRules
  let actions: ActionTable
  let principals: PrincipalTable
  let resources: ResourceTable
  let rcp: RCPTable
  let organizations: OrganizationTable
  let gateway: LayerReference
  /// How many condition keys have a number.
  let keyCount: Int
  /// The size of everything compiled, in bytes.
  package let byteCount: Int

  /// Creates a snapshot from compiled parts.
  ///
  /// - Parameters:
  ///   - contents: the sets, and what refers to them.
  ///   - actions: the index that numbered the sets' actions.
  ///   - keys: the index that numbered the sets' condition keys.
  /// - Complexity: O(n) in the bytes of principals, resources and patterns.
  package init(
    _ contents: SnapshotContents,
    actions: ActionPatternIndex,
    keys: ConditionKeyIndex
  ) {
    let keyRegion = NameTable.makeRegion(keys.keys)
    let ruleRegion = ContextKeyRules.makeRegion(keys.keys)
    let actionRegions = ActionTable.makeRegions(actions)
    let principalRegions = PrincipalTable.makeRegions(contents.principals, keys: keys)
    let resourceRegions = ResourceTable.makeRegions(contents.resources)
    let rcpRegions = RCPTable.makeRegions(contents.rcp)
    let organizationRegions = OrganizationTable.makeRegions(contents.organizations)
    regions = [
      keyRegion, ruleRegion, actionRegions.services, actionRegions.patterns, principalRegions.names,
      principalRegions.records, resourceRegions.names, resourceRegions.records, rcpRegions.names,
      rcpRegions.records, organizationRegions.names, organizationRegions.records,
    ]
    sets = contents.sets
    setBytes = ScratchArray(capacity: sets.count, initial: keyRegion.bytes)
    for (number, set) in sets.enumerated() { setBytes[number] = set.bytes }
    self.keys = NameTable(keyRegion.bytes)
    keyRules = ContextKeyRules(ruleRegion.bytes)
    self.actions = ActionTable(
      services: actionRegions.services.bytes,
      patterns: actionRegions.patterns.bytes,
      patternCount: actions.count,
      serviceCount: actions.services.count
    )
    principals = PrincipalTable(
      names: principalRegions.names.bytes,
      records: principalRegions.records.bytes
    )
    resources = ResourceTable(
      names: resourceRegions.names.bytes,
      records: resourceRegions.records.bytes,
      count: contents.resources.count
    )
    rcp = RCPTable(
      names: rcpRegions.names.bytes,
      records: rcpRegions.records.bytes,
      count: contents.rcp.count
    )
    organizations = OrganizationTable(
      names: organizationRegions.names.bytes,
      records: organizationRegions.records.bytes,
      count: contents.organizations.count
    )
    gateway = LayerReference(contents.gateway)
    keyCount = keys.count
    byteCount =
      regions.reduce(0) { $0 + $1.byteCount } + sets.reduce(0) { $0 + $1.byteCount }
      + sets.count * MemoryLayout<ByteSlice>.stride
  }

  deinit { setBytes.deallocate() }
}
