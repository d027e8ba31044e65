import Synchronization

/// The counters of all event loops, to be summed when somebody asks.
package final class CounterRegistry: Sendable {
  private let counters = Mutex<[PlaneCounters]>([])

  /// Creates a registry without counters.
  package init() {}

  /// Makes the counters of one more loop.
  package func makeCounters() -> PlaneCounters {
    let made = PlaneCounters()
    counters.withLock { $0.append(made) }
    return made
  }

  /// The counters of all loops.
  package var all: [PlaneCounters] { counters.withLock { $0 } }
}
