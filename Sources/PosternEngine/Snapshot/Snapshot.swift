/// Everything that decisions need, compiled, in one immutable object that any number of event loops read at once.
///
///     names of keys ─ key number          (NameTable)
///     services ─ action patterns          (ActionTable)
///     names of principals ─ records       (PrincipalTable) ─ numbers of sets
///     number of set ─ entries, programs   (DecisionSet)
///
// SAFETY: every stored property is a `let`; the pointers inside the tables point into regions that this object owns
// and that nobody writes after they were made.
package final class Snapshot: @unchecked Sendable {
  private let regions: [Region]
  private let sets: [DecisionSet]
  /// The bytes of each set, by number.
  let setBytes: ScratchArray<ByteSlice>
  let keys: NameTable
  let actions: ActionTable
  let principals: PrincipalTable
  /// How many condition keys have a number.
  let keyCount: Int
  /// The size of everything compiled, in bytes.
  package let byteCount: Int
  /// How many principals it knows.
  package let principalCount: Int

  /// Creates a snapshot from compiled parts.
  ///
  /// - Parameters:
  ///   - sets: the decision sets; principals refer to them by place.
  ///   - principals: all principals, each name once.
  ///   - actions: the index that numbered the sets' actions.
  ///   - keys: the index that numbered the sets' condition keys.
  /// - Complexity: O(n) in the bytes of principals and patterns.
  package init(
    sets: [DecisionSet], principals: [PrincipalEntry], actions: ActionPatternIndex,
    keys: ConditionKeyIndex
  ) {
    let keyRegion = NameTable.makeRegion(keys.keys)
    let actionRegions = ActionTable.makeRegions(actions)
    let principalRegions = PrincipalTable.makeRegions(principals, keys: keys)
    regions = [
      keyRegion, actionRegions.services, actionRegions.patterns, principalRegions.names,
      principalRegions.records,
    ]
    self.sets = sets
    setBytes = ScratchArray(capacity: sets.count, initial: keyRegion.bytes)
    for (number, set) in sets.enumerated() { setBytes[number] = set.bytes }
    self.keys = NameTable(keyRegion.bytes)
    self.actions = ActionTable(
      services: actionRegions.services.bytes, patterns: actionRegions.patterns.bytes,
      patternCount: actions.count, serviceCount: actions.services.count)
    self.principals = PrincipalTable(
      names: principalRegions.names.bytes, records: principalRegions.records.bytes)
    keyCount = keys.count
    principalCount = principals.count
    byteCount =
      regions.reduce(0) { $0 + $1.byteCount } + sets.reduce(0) { $0 + $1.byteCount }
      + sets.count * MemoryLayout<ByteSlice>.stride
  }

  deinit { setBytes.deallocate() }
}
