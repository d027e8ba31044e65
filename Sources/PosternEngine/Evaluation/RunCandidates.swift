/// The entries of one run that can be about the question, a bit for each.
struct RunCandidates: BitwiseCopyable {
  /// The place of the entry that the lowest bit stands for; 0 when the run is too long for the bits
  /// and nothing is known of its entries.
  let start: Int
  let denies: UInt32
  let allows: UInt32

  /// Any entry of the run.
  @inline(__always)
  static var unknown: RunCandidates { RunCandidates(start: 0, denies: .max, allows: .max) }

  /// The place of the first entry that can allow; no place of an entry when there is none.
  @inline(__always)
  var firstAllowPlace: Int { start &+ allows.trailingZeroBitCount &* Entry.size }

  /// Whether the bits say nothing.
  @inline(__always)
  var isUnknown: Bool { start == 0 }
}
