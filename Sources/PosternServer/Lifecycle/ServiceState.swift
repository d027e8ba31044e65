/// The life of the process after its first load: serve and reload, drain, end.
package struct ServiceState<Stamp: Equatable & Sendable>: Sendable {
  /// What to do now.
  package enum Action: Equatable, Sendable {
    /// Nothing.
    case wait
    /// Load the entities.
    case load
    /// Stop taking new work, and say when the open work is done.
    case drain
    /// End the process.
    case exit(ExitStatus)
  }

  private enum State: Sendable {
    case serving(ReloadSchedule<Stamp>)
    case draining(since: ContinuousClock.Instant)
    case ended
  }

  /// How long a signal to stop may repeat itself: who ends a process and then its group, as
  /// timeout(1) does, sends it twice and means it once.
  package static var repetition: Duration { .milliseconds(500) }

  private var state: State

  /// Starts with a live snapshot of the directory that had this stamp.
  package init(loaded stamp: Stamp) {
    state = .serving(ReloadSchedule(loaded: stamp))
  }

  /// Takes note of what the directory looks like now.
  package mutating func observe(_ stamp: Stamp) -> Action {
    schedule { $0.observe(stamp) }
  }

  /// Takes note of a signal; the second one to stop ends the process at once, unless it comes right
  /// behind the first.
  package mutating func receive(
    _ signal: ProcessSignal,
    at now: ContinuousClock.Instant
  ) -> Action {
    switch signal {
    case .hangUp:
      return schedule { $0.ask() }
    case .terminate, .interrupt:
      switch state {
      case .serving:
        state = .draining(since: now)
        return .drain
      case .draining(let start) where now < start + ServiceState.repetition:
        return .wait
      case .draining, .ended:
        state = .ended
        return .exit(signal == .interrupt ? .interrupted : .failure)
      }
    }
  }

  /// Takes note that a load has ended, well or not, and what it has read looked like before.
  package mutating func endLoad(of stamp: Stamp) -> Action {
    schedule { $0.endLoad(of: stamp) }
  }

  /// Takes note that the open work is done.
  package mutating func endDrain() -> Action {
    state = .ended
    return .exit(.success)
  }

  private mutating func schedule(
    _ input: (inout ReloadSchedule<Stamp>) -> ReloadSchedule<Stamp>.Action
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
