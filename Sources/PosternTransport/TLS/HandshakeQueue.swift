import NIOCore

/// Bounds how many handshakes one turn of an event loop takes on.
///
/// A handshake costs as much as hundreds of requests. Many at once wait here in their order, and
/// between two turns the connections that are open get theirs.
final class HandshakeQueue {
  /// The most that one turn takes on.
  var perTurnCountMax: Int
  private let limiterCounts: LimiterCounts
  private let eventLoop: any EventLoop
  private var takenCount = 0
  private var waiting = CircularBuffer<() -> Void>()
  private var isTurnScheduled = false

  init(perTurnCountMax: Int, limiterCounts: LimiterCounts, eventLoop: any EventLoop) {
    self.perTurnCountMax = perTurnCountMax
    self.limiterCounts = limiterCounts
    self.eventLoop = eventLoop
  }

  /// Takes a step of a handshake, now or in a later turn.
  func take(_ step: @escaping () -> Void) {
    guard takenCount < perTurnCountMax, waiting.isEmpty else {
      limiterCounts.count(.handshakeTurns)
      waiting.append(step)
      return
    }
    takenCount += 1
    scheduleTurn()
    step()
  }

  private func scheduleTurn() {
    guard !isTurnScheduled else { return }
    isTurnScheduled = true
    // A task that is due at once would run in this turn still.
    eventLoop.assumeIsolated().scheduleTask(in: .microseconds(200)) {
      self.beginTurn()
    }
  }

  private func beginTurn() {
    isTurnScheduled = false
    takenCount = 0
    while takenCount < perTurnCountMax, let step = waiting.popFirst() {
      takenCount += 1
      scheduleTurn()
      step()
    }
  }
}
