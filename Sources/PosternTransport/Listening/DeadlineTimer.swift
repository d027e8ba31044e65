import NIOCore

/// One timer of a connection, which is moved rarely.
///
/// A connection does not reschedule with every request. It lets the timer fire, looks whether
/// anything is overdue, and arms it again for what may become overdue next.
struct DeadlineTimer {
  private var scheduled: Scheduled<Void>?
  private(set) var deadline = NIODeadline.distantFuture

  /// Arms the timer unless it is going to fire earlier anyway.
  mutating func arm(
    at deadline: NIODeadline,
    on eventLoop: any EventLoop,
    _ action: @escaping () -> Void
  ) {
    guard deadline < self.deadline else { return }
    scheduled?.cancel()
    self.deadline = deadline
    scheduled = eventLoop.assumeIsolated().scheduleTask(deadline: deadline, action)
  }

  /// Notes that the timer has fired, so that it can be armed again.
  mutating func didFire() {
    scheduled = nil
    deadline = .distantFuture
  }

  mutating func cancel() {
    scheduled?.cancel()
    didFire()
  }
}
