import PosternModel

/// The memory that one event loop reuses from request to request: two pointers, so that everything
/// that looks at it can have them in registers.
struct Scratch: BitwiseCopyable {
  /// What the decision of one request walks over.
  let question: ScratchCell<Question.Facts>
  /// What is the same for all requests.
  let surroundings: ScratchCell<Surroundings>

  /// Allocates the memory for one snapshot.
  init(snapshot: Snapshot, limits: Limits) {
    let keys = KeyCache(snapshot: snapshot, limits: limits)
    question = ScratchCell(Question.Facts())
    surroundings = ScratchCell(
      Surroundings(
        sets: snapshot.sets,
        keyRules: snapshot.keyRules,
        registeredKeyCount: UInt16(RegisteredKey.allCases.count),
        principals: snapshot.principals,
        resources: snapshot.resources,
        organizations: snapshot.organizations,
        rcp: snapshot.rcp,
        gateway: snapshot.gateway,
        clock: ClockText(),
        actions: ActionCache(snapshot: snapshot, byteCountMax: limits.textByteCountMax),
        keys: keys,
        slots: ScratchArray(capacity: keys.slotCount, initial: 0),
        nextBase: 0,
        // Each set has a run for the action's service and one for every service.
        pending: ScratchArray(capacity: 2 * snapshot.principals.setCountMax),
        expansion: ScratchArray(capacity: 2 * limits.textByteCountMax),
        resourceText: ScratchArray(capacity: limits.textByteCountMax),
        callerTexts: ScratchArray(
          capacity: max(limits.textByteCountMax, PackedText.packedCountMax)
        ),
        contextKeyCountMax: limits.contextKeyCountMax,
        questionValueCountMax: limits.questionValueCountMax
      )
    )
  }

  /// Looks at another snapshot from now on, and keeps what is known of actions and keys.
  ///
  /// - Precondition: the snapshot shares its vocabulary with the one before.
  /// - Returns: false, and nothing has changed, when a principal has more sets than there is room
  ///   for.
  /// - Complexity: O(1).
  func adopt(_ snapshot: Snapshot) -> Bool {
    let used = surroundings.value
    guard 2 * snapshot.principals.setCountMax <= used.pending.capacity else { return false }
    surroundings.value = Surroundings(
      sets: snapshot.sets,
      keyRules: used.keyRules,
      registeredKeyCount: used.registeredKeyCount,
      principals: snapshot.principals,
      resources: snapshot.resources,
      organizations: snapshot.organizations,
      rcp: snapshot.rcp,
      gateway: snapshot.gateway,
      clock: used.clock,
      actions: used.actions,
      keys: used.keys,
      slots: used.slots,
      nextBase: used.nextBase,
      pending: used.pending,
      expansion: used.expansion,
      resourceText: used.resourceText,
      callerTexts: used.callerTexts,
      contextKeyCountMax: used.contextKeyCountMax,
      questionValueCountMax: used.questionValueCountMax
    )
    return true
  }

  /// Frees the memory.
  func deallocate() {
    let used = surroundings.value
    used.clock.deallocate()
    used.actions.deallocate()
    used.keys.deallocate()
    used.slots.deallocate()
    used.pending.deallocate()
    used.expansion.deallocate()
    used.resourceText.deallocate()
    used.callerTexts.deallocate()
    question.deallocate()
    surroundings.deallocate()
  }
}
