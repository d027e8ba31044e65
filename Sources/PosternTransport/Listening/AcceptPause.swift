import NIOCore

/// What happens when a connection cannot be taken, mostly because the process has no file
/// descriptor left.
///
/// The connection waits in the backlog of the system. Every lane closes an idle connection, and
/// accepting pauses for a moment, since the event loop would be told of the waiting connection over
/// and over meanwhile.
struct AcceptPause: Sendable {
  private static let pause = TimeAmount.milliseconds(100)

  let lanes: [NIOLoopBound<Lane>]
  let limiterCounts: LimiterCounts

  /// Makes the handler of one server channel.
  func makeHandler() -> AcceptBackoffHandler {
    AcceptBackoffHandler(shouldForwardIOErrorCaught: false) { _ in
      limiterCounts.count(.descriptors)
      for lane in lanes {
        lane.eventLoop.execute { _ = lane.value.evictOldestIdle() }
      }
      return AcceptPause.pause
    }
  }
}
