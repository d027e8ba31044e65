import Glibc

/// The time of day, for ids, logs and reports; never for decisions about how long something took.
package enum WallClock {
  /// Whole seconds since 1970.
  @Sendable
  package static func seconds() -> Int { Int(time(nil)) }
}
