import PosternModel

/// Puts the condition keys of a request into the slots where conditions look for them.
struct ContextLoader {
  private let surroundings: ScratchCell<Surroundings>
  private let slices: RequestSlices
  private let trustsContext: Bool

  /// A loader for the request in `slices`.
  @inline(__always)
  init(_ surroundings: ScratchCell<Surroundings>, slices: RequestSlices, trustsContext: Bool) {
    self.surroundings = surroundings
    self.slices = slices
    self.trustsContext = trustsContext
  }

  /// Loads all keys; keys that no policy mentions are checked, and nobody looks for them.
  ///
  /// - Returns: the number that the slots of the request's keys are above.
  /// - Complexity: O(n) in the bytes of the keys.
  @inline(__always)
  func load() throws(RequestFault) -> UInt32 {
    guard slices.entryCount <= surroundings.value.contextKeyCountMax,
      slices.valueCount <= surroundings.value.contextValueCountMax
    else { throw RequestFault(.tooLarge, entry: nil) }
    let keys = surroundings.value.keys
    let slots = surroundings.value.slots
    keys.beginRequest()
    let base = takeBase()
    var index = 0
    while index < slices.entryCount {
      let entry = slices.entry(index)
      let key = try keys.find(slices.slice(entry.key), entry: index)
      guard slots[Int(key.slot)] <= base else {
        throw RequestFault(.duplicateContextKey, entry: index)
      }
      guard trustsContext || !key.isSetByEngine else {
        throw RequestFault(.derivedContextKey, entry: index)
      }
      guard !entry.isMultivalued || !key.isSingle else {
        throw RequestFault(.listForSingleValue, entry: index)
      }
      index &+= 1
      slots[Int(key.slot)] = base &+ UInt32(truncatingIfNeeded: index)
    }
    return base
  }

  /// Makes every key missing, and returns the number that the slots of this request's keys are
  /// above.
  ///
  /// - Complexity: O(1), but once in four billion keys.
  @inline(__always)
  private func takeBase() -> UInt32 {
    let base = surroundings.value.nextBase
    let next = base &+ UInt32(truncatingIfNeeded: slices.entryCount)
    guard next >= base else { return restartSlots() }
    surroundings.value.nextBase = next
    return base
  }

  @inline(never)
  private func restartSlots() -> UInt32 {
    surroundings.value.slots.fill(0)
    surroundings.value.nextBase = UInt32(slices.entryCount)
    return 0
  }
}
