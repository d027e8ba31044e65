import PosternModel

/// What is known of condition keys that were sent before, as they were spelled, in one loop's own
/// memory.
struct KeyCache: BitwiseCopyable {
  /// What is known of one spelling of a key.
  struct Found: BitwiseCopyable {
    /// The key's number in the snapshot; keys that no policy mentions have numbers behind these,
    /// good for one request, so that the same key is found twice however it is spelled.
    let slot: UInt32
    /// Only the engine may set it (class E).
    let isSetByEngine: Bool
    /// Its type has one value (C-30).
    let isSingle: Bool

    fileprivate init(slot: Int, traits: ConditionKeyTraits) {
      self.slot = UInt32(slot)
      isSetByEngine = traits.contains(.isSetByEngine)
      isSingle = traits.contains(.isSingle)
    }
  }

  private struct State: BitwiseCopyable {
    /// The most spellings that one request adds: each key as it was sent, and in lower case.
    let requestSpellingCountMax: Int
    /// The bytes that are free for them at least.
    let requestByteCountMax: Int
    let spellings: SpellingTable
    let keys: ScratchArray<Found>
    /// For each place in a request's context the number of the spelling that stood there last.
    let expected: ScratchArray<UInt16>
    /// The lower-cased copy of the key that is added.
    let lowered: ScratchArray<UInt8>
    let names: NameTable
    let rules: ContextKeyRules
    let nameCount: Int
  }

  private let state: ScratchCell<State>

  /// Allocates room for spellings; `deallocate` frees it.
  init(snapshot: Snapshot, limits: Limits) {
    let spellingCount = 2 * limits.contextKeyCountMax
    let byteCount = 2 * max(limits.requestByteCountMax, 2 * limits.textByteCountMax)
    let capacity = min(2 * spellingCount, Int(UInt16.max) - 1)
    state = ScratchCell(
      State(
        requestSpellingCountMax: spellingCount,
        requestByteCountMax: byteCount,
        spellings: SpellingTable(capacity: capacity, byteCapacity: 2 * byteCount),
        keys: ScratchArray(capacity: capacity),
        expected: ScratchArray(capacity: limits.contextKeyCountMax, initial: 0),
        lowered: ScratchArray(capacity: limits.textByteCountMax),
        names: snapshot.keys,
        rules: snapshot.keyRules,
        nameCount: snapshot.keyCount
      )
    )
  }

  /// Frees the memory.
  func deallocate() {
    state.value.spellings.deallocate()
    state.value.keys.deallocate()
    state.value.expected.deallocate()
    state.value.lowered.deallocate()
    state.deallocate()
  }

  /// How many different slots there are.
  var slotCount: Int { state.value.nameCount + state.value.keys.capacity }

  /// Makes sure that the keys of one request have room: what is found from now on stays good until
  /// the next call.
  @inline(__always)
  func beginRequest() {
    let hasRoom = state.value.spellings.hasRoom(
      for: state.value.requestSpellingCountMax,
      byteCount: state.value.requestByteCountMax
    )
    if !hasRoom { state.value.spellings.forgetAll() }
  }

  /// Returns what is known of a key as it was sent in the entry at `index`.
  ///
  /// Clients send the same keys in the same order again and again, so the spelling that stood at
  /// this place last is compared first: that is less than a hash (`postern-bench loop --phase
  /// raw`).
  ///
  /// - Throws: that it is empty or too long.
  /// - Complexity: O(n) in the length of the key.
  @inline(__always)
  func find(_ key: ByteSlice, entry index: Int) throws(RequestFault) -> Found {
    let expected = Int(state.value.expected[index])
    if expected < state.value.spellings.count, state.value.spellings.isText(expected, key) {
      return state.value.keys[expected]
    }
    return try findUnexpected(key, entry: index)
  }

  @inline(never)
  private func findUnexpected(
    _ key: ByteSlice,
    entry index: Int
  ) throws(RequestFault) -> Found {
    let hash = key.hash
    let known = state.value.spellings.find(key, hash: hash)
    let number = if let known { known } else { try add(key, hash: hash, entry: index) }
    state.value.expected[index] = UInt16(truncatingIfNeeded: number)
    return state.value.keys[number]
  }

  @inline(never)
  private func add(_ key: ByteSlice, hash: UInt64, entry index: Int) throws(RequestFault) -> Int {
    guard key.count > 0 else { throw RequestFault(.badContextKey, entry: index) }
    let spellings = state.value.spellings
    let name = try lower(key, entry: index)
    guard spellings.hasRoom(for: 2, byteCount: key.count + name.count) else {
      throw RequestFault(.tooLarge, entry: index)
    }
    let found = canonical(name)
    // A key that was sent in lower case has been added as its own name.
    if let known = spellings.find(key, hash: hash) { return known }
    let number = spellings.add(key, hash: hash)
    state.value.keys[number] = found
    return number
  }

  /// What is known of a key in lower case; one that no policy mentions gets the slot of its own
  /// spelling.
  private func canonical(_ name: ByteSlice) -> Found {
    let rules = state.value.rules
    if let number = state.value.names.find(name) {
      return Found(slot: number, traits: rules.traits(of: name, number: number))
    }
    let hash = name.hash
    if let known = state.value.spellings.find(name, hash: hash) { return state.value.keys[known] }
    let number = state.value.spellings.add(name, hash: hash)
    let found = Found(
      slot: state.value.nameCount + number,
      traits: rules.traits(of: name, number: nil)
    )
    state.value.keys[number] = found
    return found
  }

  /// Copies a condition key in lower case.
  private func lower(_ key: ByteSlice, entry: Int) throws(RequestFault) -> ByteSlice {
    let lowered = state.value.lowered
    guard key.count <= lowered.capacity else { throw RequestFault(.tooLarge, entry: entry) }
    var isASCII = true
    for index in 0..<key.count {
      let byte = key[index]
      if byte >= 0x80 { isASCII = false }
      lowered[index] = byte.lowercasedASCII
    }
    return isASCII
      ? lowered.bytes(from: 0, count: key.count) : try loweredUnicode(key, entry: entry)
  }

  /// The rare key with letters beyond ASCII, in a tag's name.
  private func loweredUnicode(_ key: ByteSlice, entry: Int) throws(RequestFault) -> ByteSlice {
    let lowered = state.value.lowered
    let text = Array(key.string.lowercased().utf8)
    guard text.count <= lowered.capacity else { throw RequestFault(.tooLarge, entry: entry) }
    for (index, byte) in text.enumerated() { lowered[index] = byte }
    return lowered.bytes(from: 0, count: text.count)
  }
}
