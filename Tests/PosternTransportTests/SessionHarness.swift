import NIOCore

import PosternTransport

/// A session with an echoing handler and a clock that the test holds.
final class SessionHarness {
  let session: HTTP2Session
  let handler = EchoHandler()
  let limiterCounts = LimiterCounts { _, _ in }
  var nowNanoseconds: UInt64 = 1_000_000_000
  /// How calls have ended without the handler.
  private(set) var endedCalls: [CallStatus] = []
  private var request = Request()
  private var response = Response()
  private var output: [UInt8] = []

  init(
    bodyByteCountMax: Int,
    limits: TransportLimits,
    budget: BufferBudget = BufferBudget(byteCountMax: 1 << 30)
  ) throws {
    guard
      let session = HTTP2Session(
        limits: limits,
        bodyByteCountMax: bodyByteCountMax,
        pool: HTTP2StreamPool(idleCountMax: 16, budget: budget),
        limiterCounts: limiterCounts,
        atNanoseconds: nowNanoseconds
      )
    else { throw NoSession() }
    self.session = session
  }

  /// Makes a session that has already seen a client's opening.
  static func opened(
    bodyByteCountMax: Int = 1_000,
    limits: TransportLimits = .standard,
    budget: BufferBudget = BufferBudget(byteCountMax: 1 << 30)
  ) throws -> SessionHarness {
    let harness = try SessionHarness(
      bodyByteCountMax: bodyByteCountMax,
      limits: limits,
      budget: budget
    )
    _ = harness.send(FrameWriter.opening + FrameWriter.settingsAcknowledgement)
    return harness
  }

  /// Gives bytes to the session, answers what is complete, and returns the frames that come back.
  func send(_ bytes: [UInt8]) -> [Frame] {
    receive(bytes)
    return takeFrames()
  }

  /// Gives bytes to the session and answers what is complete.
  func receive(_ bytes: [UInt8]) {
    session.receive(bytes.span, atNanoseconds: nowNanoseconds)
    while let arrival = session.takeArrival(into: &request) {
      response.removeAll()
      if arrival.isEndedCall, let status = session.callStatus(of: arrival) {
        endedCalls.append(status)
        response.fail(status)
      } else if let rejection = arrival.rejection {
        response.status = rejection.status
        handler.reject(rejection, of: request, into: &response)
      } else {
        handler.respond(to: request, into: &response)
      }
      session.respond(to: arrival, with: &response)
    }
  }

  func takeFrames() -> [Frame] {
    while session.takeOutput(byteCountMax: 4_096, { append($0) }) > 0 {}
    return Frame.takeAll(from: &output)
  }

  private func append(_ bytes: RawSpan) {
    var buffer = ByteBuffer()
    buffer.writeBytes(bytes)
    output.append(contentsOf: buffer.readableBytesView)
  }

  struct NoSession: Error {}
}
