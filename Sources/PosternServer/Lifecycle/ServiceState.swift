/// The life of the process after its first load: serve and reload, drain, end.
struct ServiceState {
  /// What to do now.
  enum Action: Equatable {
    /// Nothing.
    case wait
    /// Load the entities.
    case load
    /// Stop taking new work, and say when the open work is done.
    case drain
    /// End the process.
    case exit(ExitStatus)
  }

  private enum State {
    case serving(ReloadSchedule)
    case draining
    case ended
  }

  private var state: State

  /// Starts with a live snapshot of the directory that had this fingerprint.
  init(loaded fingerprint: UInt64) {
    state = .serving(ReloadSchedule(loaded: fingerprint))
  }

  /// Takes note of what the directory looks like now.
  mutating func observe(_ fingerprint: UInt64) -> Action {
    schedule { $0.observe(fingerprint) }
  }

  /// Takes note of a signal; the second one to stop ends the process at once.
  mutating func receive(_ signal: ProcessSignal) -> Action {
    switch signal {
    case .hangUp:
      return schedule { $0.ask() }
    case .terminate, .interrupt:
      switch state {
      case .serving:
        state = .draining
        return .drain
      case .draining, .ended:
        state = .ended
        return .exit(signal == .interrupt ? .interrupted : .failure)
      }
    }
  }

  /// Takes note that a load has ended, well or not.
  mutating func endLoad() -> Action {
    schedule { $0.endLoad() }
  }

  /// Takes note that the open work is done.
  mutating func endDrain() -> Action {
    state = .ended
    return .exit(.success)
  }

  private mutating func schedule(
    _ input: (inout ReloadSchedule) -> ReloadSchedule.Action
  ) -> Action {
    guard case .serving(var schedule) = state else { return .wait }
    let action = input(&schedule)
    state = .serving(schedule)
    switch action {
    case .wait: return .wait
    case .load: return .load
    }
  }
}
