import Synchronization

/// The number of open connections of one listener, over all event loops, and of their streams.
package final class ConnectionCount: Sendable {
  private let count = Atomic<Int>(0)
  private let countMax: Atomic<Int>
  private let streams = Atomic<Int>(0)

  /// How many connections are open now.
  var value: Int { count.load(ordering: .relaxed) }

  /// Counts from zero up to a limit.
  package init(countMax: Int) {
    self.countMax = Atomic(countMax)
  }

  /// Changes the limit; connections that are open above it stay.
  func setCountMax(_ countMax: Int) {
    self.countMax.store(countMax, ordering: .relaxed)
  }

  /// How many streams of HTTP/2 are open now, as the loops have last said.
  var streamCount: Int { streams.load(ordering: .relaxed) }

  /// Counts streams that were opened, or closed when the number is negative.
  func addStreams(_ count: Int) {
    streams.add(count, ordering: .relaxed)
  }

  /// Counts one more connection; false, and nothing is counted, when there are enough.
  func enter() -> Bool {
    guard count.add(1, ordering: .relaxed).newValue <= countMax.load(ordering: .relaxed)
    else {
      leave()
      return false
    }
    return true
  }

  /// Counts a connection that takes the place of one that is closing.
  func enterInPlace() {
    count.add(1, ordering: .relaxed)
  }

  func leave() {
    count.subtract(1, ordering: .relaxed)
  }
}
