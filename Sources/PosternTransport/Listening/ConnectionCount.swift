import Synchronization

/// The number of open connections of one listener, over all event loops.
package final class ConnectionCount: Sendable {
  private let count = Atomic<Int>(0)
  private let countMax: Int

  /// How many connections are open now.
  var value: Int { count.load(ordering: .relaxed) }

  /// Counts from zero up to a limit.
  package init(countMax: Int) {
    self.countMax = countMax
  }

  /// Counts one more connection; false, and nothing is counted, when there are enough.
  func enter() -> Bool {
    guard count.add(1, ordering: .relaxed).newValue <= countMax else {
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
