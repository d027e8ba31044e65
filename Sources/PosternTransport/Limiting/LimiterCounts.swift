import Synchronization

/// How often each limiter of a server has stopped somebody.
///
/// Nothing is touched while all is well: counting happens where a limit is reached, and reading
/// needs no lock, from any thread. The totals only grow, each by itself; two that are read one
/// after the other may be of different moments.
package final class LimiterCounts: Sendable {
  /// Hears of a limiter that has stopped somebody, and who that was; must not block.
  package typealias Observer = @Sendable (_ limiter: Limiter, _ peer: String) -> Void

  private static let nanosecondsBetweenReports: UInt64 = 1_000_000_000
  private static let never = UInt64.max

  private let counts = InlineArray<32, Atomic<UInt64>> { _ in Atomic(0) }
  private let reportedAt = InlineArray<32, Atomic<UInt64>> { _ in Atomic(never) }
  private let observer: Observer

  /// Starts all counts at zero.
  ///
  /// - Parameter observer: Hears of each limiter once in a second at most, on an event loop.
  package init(observer: @escaping Observer) {
    self.observer = observer
  }

  /// Returns how often a limiter has stopped somebody.
  package func total(of limiter: Limiter) -> UInt64 {
    counts[limiter.rawValue].load(ordering: .relaxed)
  }

  func count(_ limiter: Limiter) {
    counts[limiter.rawValue].add(1, ordering: .relaxed)
  }

  /// Tells the observer, unless it has just heard of the same limiter.
  func report(
    _ limiter: Limiter,
    atNanoseconds now: UInt64,
    peer: @autoclosure () -> String
  ) {
    let last = reportedAt[limiter.rawValue].load(ordering: .relaxed)
    guard
      last == LimiterCounts.never || now >= last + LimiterCounts.nanosecondsBetweenReports
    else { return }
    let mark = reportedAt[limiter.rawValue].compareExchange(
      expected: last,
      desired: now,
      ordering: .relaxed
    )
    if mark.exchanged {
      observer(limiter, peer())
    }
  }
}
