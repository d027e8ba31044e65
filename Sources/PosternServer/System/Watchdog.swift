import Glibc

/// How often a supervisor wants to be told that the process is not stuck (sd_watchdog_enabled(3)).
package struct Watchdog: Sendable, Equatable {
  /// The time between two messages: half of that after which the supervisor ends the process.
  package let interval: Duration

  /// Asks the environment; nil when nobody watches this process.
  static func inherited() -> Watchdog? {
    Watchdog(
      microseconds: variable("WATCHDOG_USEC"),
      processID: variable("WATCHDOG_PID"),
      ownProcessID: getpid()
    )
  }

  /// Reads the two variables; nil when they are for another process, or no time that could be kept.
  package init?(microseconds: String?, processID: String?, ownProcessID: Int32) {
    guard let microseconds = microseconds.flatMap({ Int64($0) }), microseconds > 1 else {
      return nil
    }
    if let processID, Int32(processID) != ownProcessID { return nil }
    interval = .microseconds(microseconds / 2)
  }

  private static func variable(_ name: String) -> String? {
    // SAFETY: the environment is not changed by this process; the text is copied at once.
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }
}
