import PosternModel

/// The walk through one decision set: the runs that can hold statements about the question.
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
    DecisionSet.wordsOffset &+ Int(bytes.load(at: 4, as: UInt16.self)) &* 8
  }

  /// The place of the run of the question's service; 0 when the set does not have it.
  ///
  /// Eight service numbers are compared at once; few sets have more.
  @inline(__always)
  var serviceRun: Int {
    let wordCount = Int(bytes.load(at: 4, as: UInt16.self))
    var word = 0
    while word < wordCount {
      let marks = ByteMarks.places(
        of: question.service,
        in: bytes.word(at: DecisionSet.wordsOffset &+ word &* 8)
      )
      if marks != 0 {
        let number = word &* 8 &+ marks.trailingZeroBitCount &>> 3
        return DecisionSet.wordsOffset &+ wordCount &* 8
          &+ (number &+ 1) &* Int(bytes.load(at: 6, as: UInt16.self))
      }
      word &+= 1
    }
    return 0
  }

  /// Whether runs are in their overflow form.
  @inline(__always)
  private var isWide: Bool {
    bytes.load(at: 6, as: UInt16.self) != UInt16(DecisionSet.Run.size)
  }

  /// The denies of the run at `place`.
  @inline(__always)
  func denies(_ place: Int) -> RunPart { isWide ? wideDenies(place) : narrowDenies(place) }

  /// The allows of the run at `place`.
  @inline(__always)
  func allows(_ place: Int) -> RunPart { isWide ? wideAllows(place) : narrowAllows(place) }

  @inline(__always)
  private func narrowDenies(_ place: Int) -> RunPart {
    let run = bytes.load(at: place, as: DecisionSet.Run.self)
    return RunPart(bytes, run.denyStart, run.denyTailed, run.allowStart)
  }

  @inline(__always)
  private func narrowAllows(_ place: Int) -> RunPart {
    let run = bytes.load(at: place, as: DecisionSet.Run.self)
    return RunPart(bytes, run.allowStart, run.allowTailed, narrowEnd(place))
  }

  /// Whether the run at `place` has no entry, as far as one comparison shows it.
  @inline(__always)
  func isEmpty(_ place: Int) -> Bool {
    !isWide && bytes.load(at: place, as: DecisionSet.Run.self).denyStart == narrowEnd(place)
  }

  /// Whether the run at `place` has allows.
  @inline(__always)
  func hasAllows(_ place: Int) -> Bool {
    if isWide { return !wideAllows(place).isEmpty }
    return bytes.load(at: place, as: DecisionSet.Run.self).allowStart != narrowEnd(place)
  }

  @inline(__always)
  private func narrowEnd(_ place: Int) -> UInt16 {
    bytes.load(at: place &+ DecisionSet.Run.size, as: UInt16.self)
  }

  private func wideDenies(_ place: Int) -> RunPart {
    let run = bytes.load(at: place, as: DecisionSet.WideRun.self)
    return RunPart(
      bytes,
      start: run.denyStart,
      tailed: run.denyTailed,
      end: run.allowStart,
      index: run.denyIndex
    )
  }

  private func wideAllows(_ place: Int) -> RunPart {
    let run = bytes.load(at: place, as: DecisionSet.WideRun.self)
    return RunPart(
      bytes,
      start: run.allowStart,
      tailed: run.allowTailed,
      end: run.end,
      index: run.allowIndex
    )
  }

  /// Returns the number of the first Deny statement of the run at `place` that applies, or nil.
  @inline(__always)
  func firstDeny(_ place: Int) -> UInt32? {
    if isWide { return firstWideDeny(place) }
    return narrowDenies(place).first(for: question)
  }

  /// Returns the number of the first Allow statement of the run at `place` that applies, or nil.
  @inline(__always)
  func firstAllow(_ place: Int) -> UInt32? {
    if isWide { return firstWideAllow(place) }
    return narrowAllows(place).first(for: question)
  }

  @inline(never)
  private func firstWideDeny(_ place: Int) -> UInt32? { wideDenies(place).first(for: question) }

  @inline(never)
  private func firstWideAllow(_ place: Int) -> UInt32? { wideAllows(place).first(for: question) }

  /// Returns the number of the first Deny statement that applies, or nil.
  ///
  /// - Complexity: O(e) in the denies of the action's service; less where they are indexed.
  func firstDeny() -> UInt32? {
    let run = serviceRun
    if run != 0, let found = firstDeny(run) { return found }
    return firstDeny(sharedRun)
  }

  /// Returns the number of the first Allow statement that applies, or nil.
  ///
  /// - Complexity: O(e) in the allows of the action's service; less where they are indexed.
  func firstAllow() -> UInt32? {
    let run = serviceRun
    if run != 0, let found = firstAllow(run) { return found }
    return firstAllow(sharedRun)
  }

  /// Calls `body` with each Allow statement that applies, and how it means the caller.
  func forEachAllow(_ body: (UInt32, Strength) -> Void) {
    let run = serviceRun
    if run != 0 { allows(run).forEach(for: question, body) }
    allows(sharedRun).forEach(for: question, body)
  }
}
