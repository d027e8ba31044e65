/// Decides when the entities are loaded again; knows the directory only by fingerprints.
///
///     steady ──differs──▶ settling ──same twice, or patience over──▶ loading ──▶ steady
///
/// Never two loads at a time. Waiting for two equal fingerprints keeps a file that is being written from
/// being read half; a directory that never rests is loaded all the same.
struct ReloadSchedule {
  /// What to do now.
  enum Action: Equatable {
    /// Nothing.
    case wait
    /// Load, and say when that has ended.
    case load
  }

  private enum State {
    case steady
    case settling(observationCount: Int)
    case loading(isAskedAgain: Bool)
  }

  private var state = State.steady
  private var lastSeen: UInt64
  private var lastLoaded: UInt64

  /// Starts after a load of the directory with this fingerprint.
  init(loaded fingerprint: UInt64) {
    lastSeen = fingerprint
    lastLoaded = fingerprint
  }

  /// Takes note of what the directory looks like now.
  mutating func observe(_ fingerprint: UInt64) -> Action {
    let isQuiet = fingerprint == lastSeen
    lastSeen = fingerprint
    switch state {
    case .loading:
      return .wait
    case .steady:
      if fingerprint != lastLoaded { state = .settling(observationCount: 1) }
      return .wait
    case .settling(let observationCount):
      if fingerprint == lastLoaded {
        state = .steady
        return .wait
      }
      guard isQuiet || observationCount >= ReloadSchedule.observationCountMax else {
        state = .settling(observationCount: observationCount + 1)
        return .wait
      }
      return startLoad()
    }
  }

  /// Takes note that somebody asks for a load, whatever the directory looks like.
  mutating func ask() -> Action {
    switch state {
    case .steady, .settling:
      return startLoad()
    case .loading:
      state = .loading(isAskedAgain: true)
      return .wait
    }
  }

  /// Takes note that the load has ended, well or not.
  ///
  /// - Precondition: one was started and has not been ended.
  mutating func endLoad() -> Action {
    guard case .loading(let isAskedAgain) = state else {
      preconditionFailure("a load ended that was never started")
    }
    state = .steady
    return isAskedAgain ? startLoad() : .wait
  }

  private mutating func startLoad() -> Action {
    state = .loading(isAskedAgain: false)
    lastLoaded = lastSeen
    return .load
  }

  /// After so many observations of a restless directory, it is loaded as it is.
  private static let observationCountMax = 4
}
