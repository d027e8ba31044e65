/// One request and its answer on an HTTP/2 connection.
///
/// Streams are pooled: the object and its buffers serve one request after the other.
final class HTTP2Stream {
  /// How far a stream has come.
  enum Phase {
    /// The request is arriving.
    case receiving
    /// The request is complete, or refused, and waits for its answer.
    case waiting
    /// The answer was submitted and is being sent.
    case answering
  }

  /// The stream's number on its connection.
  var id: Int32 = 0
  var phase = Phase.receiving
  /// When the phase began, for the timeouts.
  var phaseSinceNanoseconds: UInt64 = 0
  /// The stream's place in the list of open streams; nil once it is closed.
  var openIndex: Int?
  /// Set when the request is to be refused without asking a handler.
  var rejection: TransportRejection?
  /// The request, complete when the phase is `waiting` and there is no rejection.
  var request = Request()
  /// The body of the answer, from `answerOffset` on still to be sent.
  var answer: [UInt8] = []
  var answerOffset = 0

  /// Whether nghttp2 has the answer to its last byte.
  var isAnswerTaken: Bool { answerOffset == answer.count }

  /// Makes the stream ready for a new request.
  func open(id: Int32, atNanoseconds now: UInt64) {
    self.id = id
    phase = .receiving
    phaseSinceNanoseconds = now
    rejection = nil
    answerOffset = 0
    request.removeAll()
  }

  func enter(_ phase: Phase, atNanoseconds now: UInt64) {
    self.phase = phase
    phaseSinceNanoseconds = now
  }
}
