import PosternModel

/// The walk through one decision set: the runs that can hold statements about the question.
struct SetWalk: BitwiseCopyable {
  private let bytes: ByteSlice
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
    DecisionSet.wordsOffset &+ Int(bytes.load(at: 4, as: UInt32.self)) &* 8
  }

  /// The place of the run of the question's service; 0 when the set does not have it.
  ///
  /// Eight service numbers are compared at once; few sets have more.
  @inline(__always)
  var serviceRun: Int {
    let wordCount = Int(bytes.load(at: 4, as: UInt32.self))
    var word = 0
    while word < wordCount {
      let marks = ByteMarks.places(
        of: question.service,
        in: bytes.word(at: DecisionSet.wordsOffset &+ word &* 8)
      )
      if marks != 0 {
        let number = word &* 8 &+ marks.trailingZeroBitCount &>> 3
        return DecisionSet.wordsOffset &+ wordCount &* 8
          &+ (number &+ 1) &* MemoryLayout<DecisionSet.Run>.stride
      }
      word &+= 1
    }
    return 0
  }

  /// The denies of the run at `place`.
  @inline(__always)
  func denies(_ place: Int) -> RunPart {
    let run = bytes.load(at: place, as: DecisionSet.Run.self)
    return RunPart(
      bytes,
      start: run.denyStart,
      tailed: run.denyTailed,
      end: run.allowStart,
      index: run.denyIndex
    )
  }

  /// The allows of the run at `place`.
  @inline(__always)
  func allows(_ place: Int) -> RunPart {
    let run = bytes.load(at: place, as: DecisionSet.Run.self)
    return RunPart(
      bytes,
      start: run.allowStart,
      tailed: run.allowTailed,
      end: run.end,
      index: run.allowIndex
    )
  }

  /// Returns the number of the first Deny statement that applies, or nil.
  ///
  /// - Complexity: O(e) in the denies of the action's service; less where they are indexed.
  func firstDeny() -> UInt32? {
    let run = serviceRun
    if run != 0, let found = denies(run).first(for: question) { return found }
    return denies(sharedRun).first(for: question)
  }

  /// Returns the number of the first Allow statement that applies, or nil.
  ///
  /// - Complexity: O(e) in the allows of the action's service; less where they are indexed.
  func firstAllow() -> UInt32? {
    let run = serviceRun
    if run != 0, let found = allows(run).first(for: question) { return found }
    return allows(sharedRun).first(for: question)
  }

  /// Calls `body` with each Allow statement that applies, and how it means the caller.
  func forEachAllow(_ body: (UInt32, Strength) -> Void) {
    let run = serviceRun
    if run != 0 { allows(run).forEach(for: question, body) }
    allows(sharedRun).forEach(for: question, body)
  }
}
