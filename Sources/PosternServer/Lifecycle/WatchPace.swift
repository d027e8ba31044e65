/// How long to rest between two looks at the directory.
///
/// A look asks the system about every file, so that with thousands of them looking at a fixed
/// interval would keep a core busy for nothing.
package struct WatchPace: Sendable {
  /// The longest rest that is taken for the sake of a core: what changes among ever so many files
  /// is to be found within seconds.
  private static let restMax = Duration.seconds(5)

  /// The shortest rest.
  private let interval: Duration

  /// Rests for so long, unless looking takes long itself.
  package init(interval: Duration) {
    self.interval = interval
  }

  /// Returns how long to rest after a look that took so much computing time: a fiftieth of the time
  /// may be spent on looking.
  ///
  /// Not the time of the clock: who has to wait for a core that is busy looks no less often.
  package func rest(afterLookOf duration: Duration) -> Duration {
    max(interval, min(duration * 49, WatchPace.restMax))
  }
}
