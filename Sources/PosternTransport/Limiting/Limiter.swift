/// A bound of the transport that can stop somebody.
///
/// Each has a counter of its own, so that an operator can tell an attack from a limit that is too
/// small for good clients.
package enum Limiter: Int, Sendable, CaseIterable {
  /// Acknowledgements of PING or SETTINGS waited to be sent, and more came; the connection ended.
  case acknowledgements
  /// A client did not read its answer in time; the connection ended.
  case answerTime
  /// A request body was longer than the listener allows; 413.
  case body
  /// The answers that waited for one connection were too large together; 503.
  case bufferedAnswers
  /// The unfinished bodies of one connection were too large together; 503.
  case bufferedBodies
  /// As many connections were open as may be, and none was idle; the new one was closed.
  case connections
  /// A header list was spread over too many CONTINUATION frames; the connection ended.
  case continuations
  /// Too many frames came that carry nothing for a request; the connection ended.
  case controlFrames
  /// The process had no file descriptor left for a connection; accepting paused.
  case descriptors
  /// A drain was over before the connection was; it was closed hard.
  case drainTime
  /// An idle connection was closed to make room for a new one.
  case evictions
  /// A handshake of TLS did not come to its end in time; the connection ended.
  case handshakeTime
  /// A handshake of TLS failed, such as for want of a certificate; the connection ended.
  case handshakes
  /// More handshakes of TLS came than one turn of an event loop takes on; they waited for the next.
  case handshakeTurns
  /// A header list was too large or had too many fields; 400, or the HTTP/2 connection ended.
  case headers
  /// A connection was silent for too long and was closed.
  case idleTime
  /// Output waited to be sent, and reading paused until it was.
  case pendingOutput
  /// A process connected that may not, or a client with another name in its certificate than those
  /// that may; the connection was closed at once.
  case peers
  /// A request did not arrive in time; the connection ended.
  case requestTime
  /// Too many streams were reset, by the client or because of it; the connection ended.
  case resets
  /// A SETTINGS frame had too many entries; the connection ended.
  case settings
  /// The buffers of one event loop were used up by all its connections together, so that one which
  /// held much was refused more; 503.
  case sharedBuffers
  /// More streams were opened than may be open at a time; the stream was refused.
  case streams

  /// The name in metrics and logs.
  package var name: String {
    switch self {
    case .acknowledgements: "acknowledgements"
    case .answerTime: "answer_time"
    case .body: "body"
    case .bufferedAnswers: "buffered_answers"
    case .bufferedBodies: "buffered_bodies"
    case .connections: "connections"
    case .continuations: "continuations"
    case .controlFrames: "control_frames"
    case .descriptors: "descriptors"
    case .drainTime: "drain_time"
    case .evictions: "evictions"
    case .handshakeTime: "handshake_time"
    case .handshakes: "handshakes"
    case .handshakeTurns: "handshake_turns"
    case .headers: "headers"
    case .idleTime: "idle_time"
    case .pendingOutput: "pending_output"
    case .peers: "peers"
    case .requestTime: "request_time"
    case .resets: "resets"
    case .settings: "settings"
    case .sharedBuffers: "shared_buffers"
    case .streams: "streams"
    }
  }
}
