/// Why a session was ended from our side.
package enum HTTP2Violation: Equatable, Sendable {
  /// The connection does not begin with the HTTP/2 preface (RFC 9113 §3.4).
  case badPreface
  /// A stream has a number that is not above all that were used (RFC 9113 §5.1.1).
  case badStreamNumber
  /// Too many streams were reset, by the client or because of it, or too many frames were invalid.
  case tooManyResets
  /// Too many frames that carry no request.
  case tooManyControlFrames
  /// Too many acknowledgements of PING and SETTINGS that wait to be sent, found by nghttp2.
  case tooManyAcknowledgements
  /// Too many CONTINUATION frames in one header list, found by nghttp2.
  case tooManyContinuations
  /// More streams than the client knows that it may have open at a time (RFC 9113 §5.1.2), found by
  /// nghttp2.
  case tooManyStreams
  /// Too many entries in one SETTINGS frame.
  case tooManySettings
  /// The header list of one request is too large.
  case headersTooLarge
  /// A request did not arrive in time.
  case requestTooSlow
  /// A client did not read an answer in time.
  case answerTooSlow
  /// The session broke in another way; nghttp2's number is kept for the log.
  case broken(code: Int32)

  /// The limiter that was reached; nil for a rule that is broken without being a matter of amounts.
  var limiter: Limiter? {
    switch self {
    case .badPreface, .badStreamNumber, .broken: nil
    case .tooManyResets: .resets
    case .tooManyControlFrames: .controlFrames
    case .tooManyAcknowledgements: .acknowledgements
    case .tooManyContinuations: .continuations
    case .tooManySettings: .settings
    case .tooManyStreams: .streams
    case .headersTooLarge: .headers
    case .requestTooSlow: .requestTime
    case .answerTooSlow: .answerTime
    }
  }

  /// What the client is told, in the last frame that it gets.
  var notice: StaticString {
    switch self {
    case .badPreface: "the connection does not begin with the preface of HTTP/2"
    case .badStreamNumber: "a stream has a number that was left out before"
    case .tooManyResets: "too many streams were reset, or too many requests malformed"
    case .tooManyControlFrames: "too many frames that carry nothing for a request"
    case .tooManyAcknowledgements: "too many PING and SETTINGS frames, whose answers are not read"
    case .tooManyContinuations: "too many CONTINUATION frames in one list of header fields"
    case .tooManySettings: "too many entries in one SETTINGS frame"
    case .tooManyStreams: "too many streams are open"
    case .headersTooLarge: "too many header fields, or too long ones"
    case .requestTooSlow: "a request did not arrive in time"
    case .answerTooSlow: "an answer was not read in time"
    case .broken: "the session broke"
    }
  }
}
