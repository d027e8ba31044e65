import PosternModel

/// Puts the condition keys of a request into the slots where conditions look for them.
struct ContextLoader {
  private let surroundings: ScratchCell<Surroundings>

  /// A loader into the slots of the cell.
  @inline(__always)
  init(_ surroundings: ScratchCell<Surroundings>) {
    self.surroundings = surroundings
  }

  /// Loads all keys; keys that no policy mentions are checked, and nobody looks for them.
  ///
  /// `base` is the number that the slots of the last request's keys are above.
  ///
  /// - Returns: the number that the slots of this request's keys are above.
  /// - Throws: what is wrong with the keys.
  /// - Complexity: O(n) in the bytes of the keys.
  @inline(__always)
  func load(
    _ slices: RequestSlices,
    trustsContext: Bool,
    after base: UInt32
  ) throws(RequestFault) -> UInt32 {
    guard slices.entryCount <= surroundings.value.contextKeyCountMax,
      slices.valueCount <= surroundings.value.questionValueCountMax
    else { throw RequestFault(.tooLarge, entry: nil) }
    if surroundings.value.keys.repeats(slices, trustsContext: trustsContext) { return base }
    return try loadAnew(slices, trustsContext: trustsContext)
  }

  @inline(never)
  private func loadAnew(
    _ slices: RequestSlices,
    trustsContext: Bool
  ) throws(RequestFault) -> UInt32 {
    let keys = surroundings.value.keys
    let slots = surroundings.value.slots
    keys.beginRequest()
    let base = takeBase(slices.entryCount)
    var tellsTime = false
    var index = 0
    while index < slices.entryCount {
      let entry = slices.entry(index)
      let key = try keys.find(
        slices.slice(entry.key),
        entry: index,
        isMultivalued: entry.isMultivalued
      )
      guard slots[Int(key.slot)] <= base else {
        throw RequestFault(.duplicateContextKey, entry: index)
      }
      guard trustsContext || !key.isSetByEngine else {
        throw RequestFault(.derivedContextKey, entry: index)
      }
      guard !entry.isMultivalued || !key.isSingle else {
        throw RequestFault(.listForSingleValue, entry: index)
      }
      if key.isSetByEngine, try checksTime(key, entry, index, slices) { tellsTime = true }
      index &+= 1
      slots[Int(key.slot)] = base &+ UInt32(truncatingIfNeeded: index)
    }
    // The values of keys are looked at here only: a request that tells the time is never taken for
    // the same as the last.
    if !tellsTime { keys.endRequest(keyCount: slices.entryCount, trustsContext: trustsContext) }
    return base
  }

  /// Tells whether a key stands in for the clock; one whose value is no time would switch off
  /// every denial with a date, so it is refused.
  @inline(never)
  private func checksTime(
    _ key: KeyCache.Found,
    _ entry: AuthorizationRequest.ContextEntry,
    _ index: Int,
    _ slices: RequestSlices
  ) throws(RequestFault) -> Bool {
    // The registry's keys have their own numbers in every snapshot, and others have higher ones.
    guard let number = UInt16(exactly: key.slot), let key = RegisteredKey(rawValue: number),
      key.tellsTime
    else { return false }
    guard slices.value(entry.firstValue).withSpan({ key.takes($0) }) else {
      throw RequestFault(.badTime, entry: index)
    }
    return true
  }

  /// Makes every key missing, and returns the number that the slots of the next `keyCount` keys are
  /// above.
  ///
  /// - Complexity: O(1), but once in four billion keys.
  private func takeBase(_ keyCount: Int) -> UInt32 {
    let base = surroundings.value.nextBase
    let next = base &+ UInt32(truncatingIfNeeded: keyCount)
    guard next >= base else {
      surroundings.value.slots.fill(0)
      surroundings.value.nextBase = UInt32(keyCount)
      return 0
    }
    surroundings.value.nextBase = next
    return base
  }
}
