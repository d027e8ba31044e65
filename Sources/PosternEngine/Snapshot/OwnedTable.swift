/// A table with the regions that it points into; snapshots share it as long as it does not change.
struct OwnedTable<Table: BitwiseCopyable> {
  let table: Table
  let regions: [Region]
  /// How many rows it has.
  let count: Int

  /// The size in bytes.
  var byteCount: Int { regions.reduce(0) { $0 + $1.byteCount } }
}

extension OwnedTable where Table == PrincipalTable {
  /// Lays out principals.
  init(_ entries: [PrincipalEntry], keys: ConditionKeyIndex) {
    var writer = PrincipalTableWriter(keys: keys)
    for entry in entries { writer.add(entry) }
    let layout = writer.finish()
    table = PrincipalTable(layout)
    regions = [
      layout.slots, layout.roles, layout.rolePlaces, layout.records, layout.shapes,
    ]
    count = entries.count
  }
}

extension OwnedTable where Table == ResourceTable {
  /// Lays out resources.
  init(_ entries: [ResourceEntry]) {
    let (names, records) = ResourceTable.makeRegions(entries)
    table = ResourceTable(names: names.bytes, records: records.bytes, count: entries.count)
    regions = [names, records]
    count = entries.count
  }
}

extension OwnedTable where Table == RCPTable {
  /// Lays out resource control policies.
  init(_ levels: [String: [LayerContent]]) {
    let (names, records) = RCPTable.makeRegions(levels)
    table = RCPTable(names: names.bytes, records: records.bytes, count: levels.count)
    regions = [names, records]
    count = levels.count
  }
}

extension OwnedTable where Table == OrganizationTable {
  /// Lays out organizations.
  init(_ members: [String: OrganizationMember]) {
    let (names, records) = OrganizationTable.makeRegions(members)
    table = OrganizationTable(names: names.bytes, records: records.bytes, count: members.count)
    regions = [names, records]
    count = members.count
  }
}

extension OwnedTable where Table == ActionTable {
  /// Lays out action patterns.
  init(_ index: ActionPatternIndex) {
    let (services, patterns) = ActionTable.makeRegions(index)
    table = ActionTable(
      services: services.bytes,
      patterns: patterns.bytes,
      patternCount: index.count,
      serviceCount: index.services.count
    )
    regions = [services, patterns]
    count = index.count
  }
}

extension OwnedTable where Table == DescribedActions {
  /// Lays out what services say of their actions.
  init(_ entries: [ActionEntry]) {
    let (names, records) = DescribedActions.makeRegions(entries)
    table = DescribedActions(names: names.bytes, records: records.bytes, count: entries.count)
    regions = [names, records]
    count = entries.count
  }
}
