import PosternModel

/// The walk through one decision set: the runs that can hold statements about the question.
///
/// A walk has hardly a branch before it knows what comes near, because what it finds in a set is
/// what a processor cannot foresee (`postern-bench loop --phase resolved`).
struct SetWalk: BitwiseCopyable {
  /// The set.
  let bytes: ByteSlice
  private let question: Question

  /// A walk through the set laid out in `bytes`.
  @inline(__always)
  init(_ bytes: ByteSlice, _ question: Question) {
    self.bytes = bytes
    self.question = question
  }

  /// The place of the run that every service shares.
  @inline(__always)
  var sharedRun: Int {
    DecisionSet.servicesOffset &+ Int(bytes.load(at: 4, as: UInt16.self))
  }

  /// The place of the run of the question's service; that of an empty run when the set does not
  /// have it.
  @inline(__always)
  var serviceRun: Int {
    var number = 0
    while true {
      let found = bytes.places(
        of: question.service,
        or: ActionPatternIndex.noService,
        at: DecisionSet.servicesOffset &+ number
      )
      if found != 0 {
        return sharedRun &+ (number &+ found.trailingZeroBitCount &+ 1) &* runSize
      }
      number &+= DecisionSet.serviceBlock
    }
  }

  @inline(__always)
  private var runSize: Int { Int(bytes.load(at: 6, as: UInt16.self)) }

  /// Whether runs are in their overflow form.
  @inline(__always)
  private var isWide: Bool { runSize != DecisionSet.Run.size }

  @inline(__always)
  private func narrowRun(_ place: Int) -> DecisionSet.Run {
    bytes.load(at: place, as: DecisionSet.Run.self)
  }

  @inline(__always)
  private func narrowEnd(_ place: Int) -> UInt16 {
    bytes.load(at: place &+ DecisionSet.Run.size, as: UInt16.self)
  }

  /// Whether the run at `place` has no entry, as far as one comparison shows it.
  @inline(__always)
  func isEmpty(_ place: Int) -> Bool {
    !isWide && narrowRun(place).denyStart == narrowEnd(place)
  }

  /// The entries of the run at `place` that can be about the question, as far as their marks tell.
  @inline(__always)
  func candidates(_ place: Int) -> RunCandidates {
    if isWide { return .unknown }
    let run = narrowRun(place)
    let count = UInt64(narrowEnd(place) &- run.denyStart)
    if count > UInt64(DecisionSet.markBlock) { return .unknown }
    let near = UInt64(
      nearBits(at: Int(run.marks), mark: question.mark(inWindow: Int(run.window)))
    )
    let denyCount = UInt64(run.allowStart &- run.denyStart)
    return RunCandidates(
      start: Int(run.denyStart) &* Entry.size,
      denies: UInt32(truncatingIfNeeded: near & SetWalk.lowBits(denyCount)),
      allows: UInt32(
        truncatingIfNeeded: near & SetWalk.lowBits(count) & ~SetWalk.lowBits(denyCount)
      )
    )
  }

  /// A bit for each of the marks from `place` on that lets the question through.
  @inline(__always)
  private func nearBits(at place: Int, mark: UInt8) -> UInt32 {
    bytes.places(of: mark, or: EntryMark.any, at: place)
      | bytes.places(of: mark, or: EntryMark.any, at: place &+ 16) &<< 16
  }

  /// So many ones.
  @inline(__always)
  private static func lowBits(_ count: UInt64) -> UInt64 { (1 &<< count) &- 1 }

  /// Returns the number of the first Deny statement of the run at `place` that applies, or nil.
  @inline(__always)
  func firstDeny(_ place: Int, _ candidates: RunCandidates) -> UInt32? {
    if candidates.denies == 0 { return nil }
    return candidates.isUnknown
      ? searchDenies(place) : first(of: candidates.denies, from: candidates.start)
  }

  /// Returns the number of the first Allow statement of the run at `place` that applies, or nil.
  @inline(__always)
  func firstAllow(_ place: Int, _ candidates: RunCandidates) -> UInt32? {
    if candidates.allows == 0 { return nil }
    return candidates.isUnknown
      ? searchAllows(place) : first(of: candidates.allows, from: candidates.start)
  }

  /// Returns the number of the first statement that applies among those of a block of entries whose
  /// bits are set, or nil.
  @inline(never)
  private func first(of bits: UInt32, from start: Int) -> UInt32? {
    let walk = EntryWalk(bytes, question)
    var rest = bits
    while rest != 0 {
      let place = start &+ rest.trailingZeroBitCount &* Entry.size
      if walk.applies(place) { return walk.statement(place) }
      rest &= rest &- 1
    }
    return nil
  }

  @inline(never)
  private func searchDenies(_ place: Int) -> UInt32? {
    if isWide { return denies(place).first(for: question) }
    let run = narrowRun(place)
    return search(run, from: run.denyStart, to: run.allowStart)
  }

  @inline(never)
  private func searchAllows(_ place: Int) -> UInt32? {
    if isWide { return allows(place).first(for: question) }
    let run = narrowRun(place)
    return search(run, from: run.allowStart, to: narrowEnd(place))
  }

  /// Searches the entries of a long run between two numbers, block by block.
  @inline(__always)
  private func search(_ run: DecisionSet.Run, from start: UInt16, to end: UInt16) -> UInt32? {
    let mark = question.mark(inWindow: Int(run.window))
    let marks = Int(run.marks) &- Int(run.denyStart)
    var number = Int(start)
    while number < Int(end) {
      let count = UInt64(truncatingIfNeeded: min(Int(end) &- number, DecisionSet.markBlock))
      let near = UInt64(nearBits(at: marks &+ number, mark: mark)) & SetWalk.lowBits(count)
      let bits = UInt32(truncatingIfNeeded: near)
      if bits != 0, let found = first(of: bits, from: number &* Entry.size) { return found }
      number &+= DecisionSet.markBlock
    }
    return nil
  }

  /// Returns the number of the first Deny statement that applies, or nil.
  ///
  /// Most sets of other layers have denies or allows only, so they are asked for them first
  /// (`postern-bench loop --workload X --phase resolved`).
  ///
  /// - Complexity: O(e) in the entries of the action's service; less where they are indexed.
  @inline(__always)
  func firstDeny() -> UInt32? {
    let run = serviceRun
    if hasDenies(run), let found = firstDeny(run, candidates(run)) { return found }
    let shared = sharedRun
    return hasDenies(shared) ? firstDeny(shared, candidates(shared)) : nil
  }

  /// Returns the number of the first Allow statement that applies, or nil.
  ///
  /// - Complexity: O(e) in the entries of the action's service; less where they are indexed.
  @inline(__always)
  func firstAllow() -> UInt32? {
    let run = serviceRun
    if hasAllows(run), let found = firstAllow(run, candidates(run)) { return found }
    let shared = sharedRun
    return hasAllows(shared) ? firstAllow(shared, candidates(shared)) : nil
  }

  @inline(__always)
  private func hasDenies(_ place: Int) -> Bool {
    isWide || narrowRun(place).denyStart != narrowRun(place).allowStart
  }

  @inline(__always)
  private func hasAllows(_ place: Int) -> Bool {
    isWide || narrowRun(place).allowStart != narrowEnd(place)
  }

  /// Calls `body` with each Allow statement that applies, and how it means the caller.
  func forEachAllow(_ body: (UInt32, Strength) -> Void) {
    allows(serviceRun).forEach(for: question, body)
    allows(sharedRun).forEach(for: question, body)
  }

  /// All denies of the run at `place`.
  @inline(__always)
  func denies(_ place: Int) -> RunPart {
    guard isWide else {
      let run = narrowRun(place)
      return RunPart(bytes, run.denyStart, run.allowStart)
    }
    let run = bytes.load(at: place, as: DecisionSet.WideRun.self)
    return RunPart(
      bytes,
      start: run.denyStart,
      tailed: run.denyTailed,
      end: run.allowStart,
      index: run.denyIndex
    )
  }

  /// All allows of the run at `place`.
  @inline(__always)
  func allows(_ place: Int) -> RunPart {
    guard isWide else {
      return RunPart(bytes, narrowRun(place).allowStart, narrowEnd(place))
    }
    let run = bytes.load(at: place, as: DecisionSet.WideRun.self)
    return RunPart(
      bytes,
      start: run.allowStart,
      tailed: run.allowTailed,
      end: run.end,
      index: run.allowIndex
    )
  }
}
