/// Decides when the entities are loaded again; knows the directory only by its stamps.
///
///     steady ──differs──▶ settling ──same twice, or patience over──▶ loading ──▶ steady
///
/// Never two loads at a time. Waiting for two equal stamps keeps a file that is being written from
/// being read half; a directory that never rests is loaded all the same.
package struct ReloadSchedule<Stamp: Equatable & Sendable>: Sendable {
  /// What to do now.
  package enum Action: Equatable, Sendable {
    /// Nothing.
    case wait
    /// Load, and say when that has ended.
    case load
  }

  private enum State: Sendable {
    case steady
    case settling(observationCount: Int)
    case loading(isAskedAgain: Bool)
  }

  private var state = State.steady
  private var lastSeen: Stamp
  private var lastLoaded: Stamp

  /// Starts after a load of the directory with this stamp.
  package init(loaded stamp: Stamp) {
    lastSeen = stamp
    lastLoaded = stamp
  }

  /// Takes note of what the directory looks like now.
  package mutating func observe(_ stamp: Stamp) -> Action {
    let isQuiet = stamp == lastSeen
    lastSeen = stamp
    switch state {
    case .loading:
      return .wait
    case .steady:
      if stamp != lastLoaded { state = .settling(observationCount: 1) }
      return .wait
    case .settling(let observationCount):
      if stamp == lastLoaded {
        state = .steady
        return .wait
      }
      guard isQuiet || observationCount >= Self.observationCountMax else {
        state = .settling(observationCount: observationCount + 1)
        return .wait
      }
      return startLoad()
    }
  }

  /// Takes note that somebody asks for a load, whatever the directory looks like.
  package mutating func ask() -> Action {
    switch state {
    case .steady, .settling:
      return startLoad()
    case .loading:
      state = .loading(isAskedAgain: true)
      return .wait
    }
  }

  /// Takes note that the load has ended, well or not, and what it has read looked like before.
  ///
  /// - Precondition: one was started and has not been ended.
  package mutating func endLoad(of stamp: Stamp) -> Action {
    guard case .loading(let isAskedAgain) = state else {
      preconditionFailure("a load ended that was never started")
    }
    state = .steady
    lastSeen = stamp
    lastLoaded = stamp
    return isAskedAgain ? startLoad() : .wait
  }

  private mutating func startLoad() -> Action {
    state = .loading(isAskedAgain: false)
    lastLoaded = lastSeen
    return .load
  }

  /// After so many observations of a restless directory, it is loaded as it is.
  private static var observationCountMax: Int { 4 }
}
