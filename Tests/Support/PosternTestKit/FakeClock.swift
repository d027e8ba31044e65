import Synchronization

/// A clock that stands still until a test moves it.
package final class FakeClock: Sendable {
  private let milliseconds: Mutex<Int64>

  /// Creates a clock that shows so many seconds since 1970.
  package init(nowSeconds: Int64) {
    milliseconds = Mutex(nowSeconds * 1_000)
  }

  /// The time in whole seconds since 1970.
  package var nowSeconds: Int64 { nowMilliseconds / 1_000 }

  /// The time in milliseconds since 1970.
  package var nowMilliseconds: Int64 { milliseconds.withLock { $0 } }

  /// Moves the clock forward.
  package func advance(seconds: Int64) {
    advance(milliseconds: seconds * 1_000)
  }

  /// Moves the clock forward.
  package func advance(milliseconds step: Int64) {
    milliseconds.withLock { $0 += step }
  }
}
