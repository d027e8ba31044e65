import Synchronization

/// The least important level that is written, for as long as nobody changes it.
package final class LogThreshold: Sendable {
  private let current: Mutex<LogLevel>

  /// Starts with a level.
  package init(_ level: LogLevel) {
    current = Mutex(level)
  }

  /// The level now.
  package var level: LogLevel {
    get { current.withLock { $0 } }
    set { current.withLock { $0 = newValue } }
  }
}
