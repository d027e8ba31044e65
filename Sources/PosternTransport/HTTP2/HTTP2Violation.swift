/// Why a session was ended from our side.
package enum HTTP2Violation: Equatable, Sendable {
  /// The connection does not begin with the HTTP/2 preface (RFC 9113 §3.4).
  case badPreface
  /// Too many streams were reset, by the client or because of it, or too many frames were invalid.
  case tooManyResets
  /// Too many frames that carry no request.
  case tooManyControlFrames
  /// Too many acknowledgements or CONTINUATION frames, found by nghttp2.
  case flooded
  /// The header list of one request is too large.
  case headersTooLarge
  /// The session broke in another way; nghttp2's number is kept for the log.
  case broken(code: Int32)
}
