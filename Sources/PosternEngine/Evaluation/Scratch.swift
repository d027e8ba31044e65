import PosternModel

/// The memory that one event loop reuses from request to request.
struct Scratch: BitwiseCopyable {
  /// Lower-cased copies of texts and the ids of sessions.
  let texts: ScratchArray<UInt8>
  /// Operands whose variables are replaced.
  let expansion: ScratchArray<UInt8>
  /// For each condition key: 0, or the place of its cell plus one.
  let slots: ScratchArray<UInt16>
  /// The keys that were sent and that policies mention.
  let cells: ScratchArray<ContextView.Cell>
  /// The numbers of those keys, to clear their slots afterwards.
  let cellKeys: ScratchArray<UInt16>
  /// The hashes of all keys that were sent, to find duplicates.
  let keyHashes: ScratchArray<UInt64>
  /// The values of those keys.
  let values: ScratchArray<ByteSlice>
  /// How many cells are in use.
  let used: ScratchArray<Int>
  let clock: ClockText
  let actions: ActionCache
  /// What the conditions of one request look at.
  let context: ScratchCell<ContextView.Facts>
  /// What the decision of one request walks over.
  let question: ScratchCell<Question.Facts>

  /// Allocates the memory for one snapshot.
  init(snapshot: Snapshot, limits: Limits) {
    texts = ScratchArray(capacity: 4 * limits.textByteCountMax, initial: 0)
    expansion = ScratchArray(capacity: 2 * limits.textByteCountMax, initial: 0)
    slots = ScratchArray(capacity: snapshot.keyCount, initial: 0)
    cells = ScratchArray(
      capacity: limits.contextKeyCountMax,
      initial: ContextView.Cell(firstValue: 0, valueCount: 0, isList: false)
    )
    cellKeys = ScratchArray(capacity: limits.contextKeyCountMax, initial: 0)
    keyHashes = ScratchArray(capacity: limits.contextKeyCountMax, initial: 0)
    values = ScratchArray(
      capacity: limits.contextValueCountMax,
      initial: texts.bytes(from: 0, count: 0)
    )
    used = ScratchArray(capacity: 1, initial: 0)
    clock = ClockText()
    actions = ActionCache(table: snapshot.actions)
    context = ScratchCell()
    question = ScratchCell()
  }

  /// Frees the memory.
  func deallocate() {
    texts.deallocate()
    expansion.deallocate()
    slots.deallocate()
    cells.deallocate()
    cellKeys.deallocate()
    keyHashes.deallocate()
    values.deallocate()
    used.deallocate()
    clock.deallocate()
    actions.deallocate()
    context.deallocate()
    question.deallocate()
  }

  /// Makes every key missing again.
  ///
  /// - Complexity: O(n) in the keys of the last request.
  func forgetContext() {
    for index in 0..<used[0] { slots[Int(cellKeys[index])] = 0 }
    used[0] = 0
  }
}
