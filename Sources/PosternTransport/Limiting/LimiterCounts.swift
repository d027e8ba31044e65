import Synchronization

/// How often each limiter of a server has stopped somebody.
///
/// Nothing is touched while all is well: counting happens where a limit is reached, and reading
/// needs no lock, from any thread. The totals only grow, each by itself; two that are read one
/// after the other may be of different moments.
package final class LimiterCounts: Sendable {
  private let counts = InlineArray<32, Atomic<UInt64>> { _ in Atomic(0) }

  /// Starts all counts at zero.
  package init() {}

  /// Returns how often a limiter has stopped somebody.
  package func total(of limiter: Limiter) -> UInt64 {
    counts[limiter.rawValue].load(ordering: .relaxed)
  }

  func count(_ limiter: Limiter) {
    counts[limiter.rawValue].add(1, ordering: .relaxed)
  }
}
