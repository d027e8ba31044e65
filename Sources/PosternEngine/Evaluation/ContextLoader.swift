import PosternModel

/// Puts the condition keys of a request into the slots where conditions look for them.
struct ContextLoader {
  private let keys: NameTable
  private let rules: ContextKeyRules
  private let scratch: Scratch
  private let text: ByteSlice
  private let trustsContext: Bool
  private let start: Int
  private let room: Int

  /// A loader that may write `room` bytes of the scratch texts from `start` on.
  init(
    snapshot: Snapshot,
    scratch: Scratch,
    text: ByteSlice,
    trustsContext: Bool,
    start: Int,
    room: Int
  ) {
    keys = snapshot.keys
    rules = snapshot.keyRules
    self.scratch = scratch
    self.text = text
    self.trustsContext = trustsContext
    self.start = start
    self.room = room
  }

  /// Loads all keys; keys that no policy mentions are checked and dropped.
  ///
  /// - Complexity: O(k² + n): a comparison of hashes for each pair of keys, the bytes of the keys.
  @inline(__always)
  func load(_ request: borrowing AuthorizationRequest) throws(RequestFault) {
    let count = request.contextEntries.count
    guard count <= scratch.cells.capacity, request.values.count <= scratch.values.capacity else {
      throw RequestFault(.tooLarge, entry: nil)
    }
    for index in 0..<request.values.count {
      let value = request.values[index]
      scratch.values[index] = text.slice(value.start, value.byteCount)
    }
    for index in 0..<count {
      let entry = request.contextEntries[index]
      let key = try lowered(text.slice(entry.key.start, entry.key.byteCount), entry: index)
      let hash = key.hash
      for earlier in 0..<index where scratch.keyHashes[earlier] == hash {
        throw RequestFault(.duplicateContextKey, entry: index)
      }
      scratch.keyHashes[index] = hash
      try load(entry, key: key, number: keys.find(key), index: index)
    }
  }

  @inline(__always)
  private func load(
    _ entry: AuthorizationRequest.ContextEntry,
    key: ByteSlice,
    number: Int?,
    index: Int
  ) throws(RequestFault) {
    let traits = rules.traits(of: key, number: number)
    guard trustsContext || !traits.contains(.isSetByEngine) else {
      throw RequestFault(.derivedContextKey, entry: index)
    }
    guard !entry.isMultivalued || !traits.contains(.isSingle) else {
      throw RequestFault(.listForSingleValue, entry: index)
    }
    guard let number else { return }
    scratch.cells[scratch.used[0]] = ContextView.Cell(
      firstValue: UInt32(truncatingIfNeeded: entry.firstValue),
      valueCount: UInt32(truncatingIfNeeded: entry.valueCount),
      isList: entry.isMultivalued || traits.contains(.isList)
    )
    scratch.cellKeys[scratch.used[0]] = UInt16(truncatingIfNeeded: number)
    scratch.used[0] &+= 1
    scratch.slots[number] = UInt16(truncatingIfNeeded: scratch.used[0])
  }

  /// Copies a condition key in lower case.
  @inline(__always)
  private func lowered(_ key: ByteSlice, entry: Int) throws(RequestFault) -> ByteSlice {
    guard key.count > 0 else { throw RequestFault(.badContextKey, entry: entry) }
    guard key.count <= room else { throw RequestFault(.tooLarge, entry: entry) }
    var index = 0
    var isASCII = true
    while index < key.count {
      let byte = key[index]
      if byte >= 0x80 { isASCII = false }
      scratch.texts[start &+ index] = byte.lowercasedASCII
      index &+= 1
    }
    if isASCII { return scratch.texts.bytes(from: start, count: key.count) }
    return try loweredUnicode(key, entry: entry)
  }

  /// The rare key with letters beyond ASCII, in a tag's name.
  @inline(never)
  private func loweredUnicode(
    _ key: ByteSlice,
    entry: Int
  ) throws(RequestFault) -> ByteSlice {
    let lowered = Array(key.string.lowercased().utf8)
    guard lowered.count <= room else { throw RequestFault(.tooLarge, entry: entry) }
    for (index, byte) in lowered.enumerated() { scratch.texts[start + index] = byte }
    return scratch.texts.bytes(from: start, count: lowered.count)
  }
}
