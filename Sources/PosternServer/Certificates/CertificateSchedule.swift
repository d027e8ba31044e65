/// Decides when a certificate is read again; knows its files only by their stamps.
///
/// It is read when the files have changed, when somebody asks, some seconds after it was refused,
/// for what was missing may not have been in the files, and once a day, so that no key of tickets
/// lives for longer.
package struct CertificateSchedule<Stamp: Equatable & Sendable>: Sendable {
  /// How long after a refusal it is tried again.
  package static var patience: Duration { .seconds(10) }
  /// How long it is used without being read again.
  package static var day: Duration { .seconds(86_400) }

  private var files: ReloadSchedule<Stamp>
  private var isRefused = false
  private var readAt: ContinuousClock.Instant

  /// Starts with a certificate that was read from files with this stamp.
  package init(read stamp: Stamp, at now: ContinuousClock.Instant) {
    files = ReloadSchedule(loaded: stamp)
    readAt = now
  }

  /// Takes note of what the files look like now; whether to read them.
  package mutating func observe(_ stamp: Stamp, at now: ContinuousClock.Instant) -> Bool {
    if files.observe(stamp) == .load { return true }
    guard now >= readAt + (isRefused ? Self.patience : Self.day) else { return false }
    return ask()
  }

  /// Takes note that somebody asks; whether to read the files.
  package mutating func ask() -> Bool {
    files.ask() == .load
  }

  /// Takes note that files which had this stamp were read, well or not.
  package mutating func endRead(
    of stamp: Stamp,
    isRefused: Bool,
    at now: ContinuousClock.Instant
  ) {
    _ = files.endLoad(of: stamp)
    self.isRefused = isRefused
    readAt = now
  }
}
