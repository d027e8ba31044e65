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

  /// What stood at one place of the context that was loaded last.
  private struct Place: BitwiseCopyable {
    /// The number of the key's spelling, and its length.
    var spelling: UInt16 = 0
    var isMultivalued = false
    var byteCount = 0
    /// 0 when the image is the whole key, else so much that the key ends in front of no image.
    var excess = 0
  }

  private struct State: BitwiseCopyable {
    /// The most spellings that one request adds: each key as it was sent, and in lower case.
    let requestSpellingCountMax: Int
    /// The bytes that are free for them without growing.
    let requestByteCountMax: Int
    let spellings: SpellingTable
    let keys: ScratchArray<Found>
    /// For each spelling its first bytes.
    let images: ScratchArray<TextImage>
    /// The context that was loaded last, and how many keys it had; -1 when one of them was refused.
    let places: ScratchArray<Place>
    var placeCount = -1
    /// Whether it was allowed to set keys that the engine derives.
    var trustsContext = false
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
        images: ScratchArray(capacity: capacity),
        places: ScratchArray(capacity: limits.contextKeyCountMax, initial: Place()),
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
    state.value.images.deallocate()
    state.value.places.deallocate()
    state.value.lowered.deallocate()
    state.deallocate()
  }

  /// How many different slots there are.
  var slotCount: Int { state.value.nameCount + state.value.keys.capacity }

  /// Whether a request has the same keys in the same order as the one that was loaded last: all
  /// that was found out about them still holds.
  ///
  /// Clients send the same keys again and again, and most decisions look at none of them. Usual
  /// keys are compared whole, and whether one differs is asked once (`postern-bench loop --phase
  /// raw`).
  ///
  /// - Complexity: O(n) in the bytes of the keys.
  @inline(__always)
  func repeats(_ slices: RequestSlices, trustsContext: Bool) -> Bool {
    guard slices.entryCount == state.value.placeCount, trustsContext == state.value.trustsContext
    else { return false }
    let imageEnd = slices.text.count &- TextImage.byteCount
    var difference = SIMD4<UInt64>.zero
    var index = 0
    while index < slices.entryCount {
      let entry = slices.entry(index)
      let place = state.value.places[index]
      guard entry.key.byteCount == place.byteCount, entry.isMultivalued == place.isMultivalued
      else { return false }
      let spelling = Int(place.spelling)
      if entry.key.start &+ place.excess <= imageEnd {
        difference |= state.value.images[spelling]
          .difference(from: slices.text, at: entry.key.start)
      } else if !state.value.spellings.isText(spelling, slices.slice(entry.key)) {
        return false
      }
      index &+= 1
    }
    return difference == .zero
  }

  /// Makes sure that the keys of one request have room: what is found from now on stays good until
  /// the next call.
  func beginRequest() {
    state.value.placeCount = -1
    let hasRoom = state.value.spellings.hasRoom(
      for: state.value.requestSpellingCountMax,
      byteCount: state.value.requestByteCountMax
    )
    if !hasRoom || state.value.spellings.isGrown { state.value.spellings.forgetAll() }
  }

  /// Remembers that a request with so many keys was loaded, and none of them refused.
  func endRequest(keyCount: Int, trustsContext: Bool) {
    state.value.placeCount = keyCount
    state.value.trustsContext = trustsContext
  }

  /// Returns what is known of a key as it was sent in the entry at `index`.
  ///
  /// The spelling that stood at this place last is compared first: that is less than a hash.
  ///
  /// - Throws: that it is empty or too long.
  /// - Complexity: O(n) in the length of the key.
  @inline(__always)
  func find(
    _ key: ByteSlice,
    entry index: Int,
    isMultivalued: Bool
  ) throws(RequestFault) -> Found {
    var number = Int(state.value.places[index].spelling)
    if number >= state.value.spellings.count || !state.value.spellings.isText(number, key) {
      number = try findUnexpected(key, entry: index)
    }
    state.value.places[index] = Place(
      spelling: UInt16(truncatingIfNeeded: number),
      isMultivalued: isMultivalued,
      byteCount: key.count,
      excess: key.count <= TextImage.byteCount ? 0 : Int.max / 2
    )
    return state.value.keys[number]
  }

  @inline(never)
  private func findUnexpected(
    _ key: ByteSlice,
    entry index: Int
  ) throws(RequestFault) -> Int {
    let hash = key.hash
    if let known = state.value.spellings.find(key, hash: hash) { return known }
    return try add(key, hash: hash, entry: index)
  }

  @inline(never)
  private func add(_ key: ByteSlice, hash: UInt64, entry index: Int) throws(RequestFault) -> Int {
    guard key.count > 0 else { throw RequestFault(.badContextKey, entry: index) }
    let spellings = state.value.spellings
    let name = try lower(key, entry: index)
    // A request of a batch may bring more than has room at rest: what one has is bounded by the
    // number of keys and the length of each.
    guard spellings.makeRoom(for: 2, byteCount: key.count + name.count) else {
      throw RequestFault(.tooLarge, entry: index)
    }
    let found = canonical(name)
    // A key that was sent in lower case has been added as its own name.
    if let known = spellings.find(key, hash: hash) { return known }
    return remember(key, hash: hash, found)
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
    // The next spelling is its own.
    let found = Found(
      slot: state.value.nameCount + state.value.spellings.count,
      traits: rules.traits(of: name, number: nil)
    )
    _ = remember(name, hash: hash, found)
    return found
  }

  private func remember(_ spelling: ByteSlice, hash: UInt64, _ found: Found) -> Int {
    let number = state.value.spellings.add(spelling, hash: hash)
    state.value.keys[number] = found
    state.value.images[number] = TextImage(spelling)
    return number
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
