/// The bounds by which durations are counted: from a microsecond to a tenth of a second.
package enum DurationBuckets {
  /// The upper bounds in nanoseconds; what is above the last one is counted behind it.
  package static let boundNanoseconds: InlineArray<11, Int> = [
    1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 10_000_000,
    100_000_000,
  ]

  /// Returns the number of the bucket that a duration belongs to.
  static func number(ofNanoseconds nanoseconds: Int) -> Int {
    for index in boundNanoseconds.indices where nanoseconds <= boundNanoseconds[index] {
      return index
    }
    return boundNanoseconds.count
  }
}
