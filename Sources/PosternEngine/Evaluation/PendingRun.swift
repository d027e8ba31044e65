/// A run whose denies did not apply and whose allows were not yet looked at.
struct PendingRun: BitwiseCopyable {
  /// The bytes of the run's set.
  let set: ByteSlice
  /// The place of the run.
  let place: Int
  /// Its entries that can be about the question.
  let candidates: RunCandidates
}
