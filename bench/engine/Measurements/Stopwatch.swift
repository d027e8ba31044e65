/// A clock that knows what looking at it costs.
struct Stopwatch {
  private let clock = ContinuousClock()
  /// The nanoseconds between two looks with nothing in between.
  private(set) var overhead = 0

  /// Creates a stopwatch and finds out its own cost.
  init() {
    let looks = (0..<10_001).map { _ in nanoseconds(of: {}) }
    overhead = looks.sorted()[looks.count / 2]
  }

  /// Returns how many nanoseconds the work took, the cost of looking at the clock apart.
  @inline(__always)
  func nanoseconds(of work: () throws -> Void) rethrows -> Int {
    let start = clock.now
    try work()
    let elapsed = start.duration(to: clock.now).components
    return Int(elapsed.seconds) &* 1_000_000_000 &+ Int(elapsed.attoseconds / 1_000_000_000)
      &- overhead
  }
}
