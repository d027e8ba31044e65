/// What is known of actions that were asked about before, in one loop's own memory.
///
/// Not a cache of decisions: a row says only which patterns an action matches.
struct ActionCache: BitwiseCopyable {
  /// What is known of one action.
  struct Found: BitwiseCopyable {
    /// The bits of the patterns that match it.
    var row = ByteSlice.empty
    /// The number of its service in decision sets.
    var service = ActionPatternIndex.unknownService
    var traits: ActionTraits = []
    /// What it is evaluated on because its service says so (M-17); empty for what is asked.
    var resource = ByteSlice.empty
  }

  private struct State: BitwiseCopyable {
    let spellings: SpellingTable
    let actions: ScratchArray<Found>
    let rows: ScratchArray<UInt64>
    /// The lower-cased copy of the action that is added.
    let lowered: ScratchArray<UInt8>
    let table: ActionTable
    let described: DescribedActions
    let controlled: NameTable
  }

  private static let actionCountMax = 1_024
  private static let rowByteCountMax = 1 << 20
  private static let nameByteCountMax = 1 << 17

  private let state: ScratchCell<State>

  /// Allocates the rows for one snapshot's actions, none longer than `byteCountMax`; `deallocate`
  /// frees them.
  init(snapshot: Snapshot, byteCountMax: Int) {
    let table = snapshot.actions
    let capacity = min(
      ActionCache.actionCountMax,
      max(2, ActionCache.rowByteCountMax / (table.rowWordCount * 8))
    )
    state = ScratchCell(
      State(
        spellings: SpellingTable(
          capacity: capacity,
          byteCapacity: max(ActionCache.nameByteCountMax, byteCountMax)
        ),
        actions: ScratchArray(capacity: capacity),
        rows: ScratchArray(capacity: capacity * table.rowWordCount),
        lowered: ScratchArray(capacity: byteCountMax),
        table: table,
        described: snapshot.described,
        controlled: snapshot.controlledServices
      )
    )
  }

  /// Frees the memory.
  func deallocate() {
    state.value.spellings.deallocate()
    state.value.actions.deallocate()
    state.value.rows.deallocate()
    state.value.lowered.deallocate()
    state.deallocate()
  }

  /// Returns what is known of an action as it was sent.
  ///
  /// - Throws: that it is no action.
  /// - Complexity: O(n) in the length of the action once it is known, else as `ActionTable.fill`.
  @inline(__always)
  func find(_ action: ByteSlice) throws(RequestFault) -> Found {
    let hash = action.hash
    if let number = state.value.spellings.find(action, hash: hash) {
      return state.value.actions[number]
    }
    return try add(action, hash: hash)
  }

  @inline(never)
  private func add(_ action: ByteSlice, hash: UInt64) throws(RequestFault) -> Found {
    let state = state.value
    let colon = try lower(action, into: state.lowered)
    let name = state.lowered.bytes(from: 0, count: action.count)
    if !state.spellings.hasRoom(for: 1, byteCount: action.count) { state.spellings.forgetAll() }
    let number = state.spellings.add(action, hash: hash)
    let wordCount = state.table.rowWordCount
    let service = state.table.fill(
      state.rows,
      at: number * wordCount,
      action: name,
      colon: colon
    )
    var traits = ActionTraits(name, colon: colon)
    // A grant can always be given back.
    if state.controlled.find(name.slice(0, colon)) != nil, !name.isText("kms:retiregrant") {
      traits.insert(.isControlled)
    }
    let described = state.described.find(name, colon: colon)
    switch described.flatMap({ DescribedActions.PolicyHandling(rawValue: $0.policyHandling) }) {
    case .never: traits.remove(.handlesPolicy)
    case .always: traits.insert(.handlesPolicy)
    case .byName, nil: break
    }
    let found = Found(
      row: state.rows.bytes(from: number * wordCount, count: wordCount),
      service: service,
      traits: traits,
      resource: described.map { state.described.resource(of: $0) } ?? .empty
    )
    state.actions[number] = found
    return found
  }

  /// Copies an action in lower case and returns the place of its colon: one colon, something on
  /// both sides, printable ASCII without spaces or commas.
  private func lower(
    _ action: ByteSlice,
    into lowered: ScratchArray<UInt8>
  ) throws(RequestFault) -> Int {
    guard action.count <= lowered.capacity else { throw RequestFault(.tooLarge, entry: nil) }
    var colon = -1
    for index in 0..<action.count {
      let byte = action[index]
      guard byte > UInt8(ascii: " "), byte < 0x7F, byte != UInt8(ascii: ",") else {
        throw RequestFault(.badAction, entry: nil)
      }
      if byte == UInt8(ascii: ":") {
        guard colon < 0 else { throw RequestFault(.badAction, entry: nil) }
        colon = index
      }
      lowered[index] = byte.lowercasedASCII
    }
    guard colon > 0, colon < action.count - 1 else { throw RequestFault(.badAction, entry: nil) }
    return colon
  }
}
