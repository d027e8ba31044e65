/// Why the transport refuses a request before a handler has seen it.
package enum TransportRejection: Error, BitwiseCopyable, Equatable, CaseIterable {
  /// The body is longer than the listener allows; 413.
  case bodyTooLarge
  /// The client expects what no server of HTTP has to know; 417 (RFC 9110 §10.1.1).
  case expectationUnknown
  /// The header fields are too many or too long; 400 on HTTP/1.1, and the connection is closed.
  ///
  /// On HTTP/2 such a connection is closed, since its compressed fields would have to be read to
  /// the end.
  case headersTooLarge
  /// The bytes are not a request; 400, and a connection of HTTP/1.1 is closed.
  case malformed
  /// The connection has too many unfinished bodies in memory; 503.
  case overloaded
  /// A request has begun on HTTP/1.1 and is not whole in time; 408 (RFC 9110 §15.5.9).
  case requestTooSlow
  /// The target is longer than all fields together may be; 414 on HTTP/1.1 (RFC 9112 §3).
  case targetTooLong
  /// The client asks for a tunnel to another server (`CONNECT`, RFC 9110 §9.3.6); 501.
  case tunnel
  /// `host` and `:authority` name two servers (RFC 9113 §8.3.1); 400.
  case twoHosts
  /// A line of HTTP/1.1 names a version with another first number; 505 (RFC 9110 §15.6.6).
  case versionUnknown

  /// The status of the answer.
  package var status: UInt16 {
    switch self {
    case .bodyTooLarge: 413
    case .expectationUnknown: 417
    case .headersTooLarge: 400
    case .malformed: 400
    case .overloaded: 503
    case .requestTooSlow: 408
    case .targetTooLong: 414
    case .tunnel: 501
    case .twoHosts: 400
    case .versionUnknown: 505
    }
  }

  /// The limiter that was reached; nil for a request that breaks a rule of another kind.
  var limiter: Limiter? {
    switch self {
    case .bodyTooLarge: .body
    case .expectationUnknown, .malformed, .tunnel, .twoHosts, .versionUnknown: nil
    case .headersTooLarge, .targetTooLong: .headers
    case .overloaded: .bufferedBodies
    case .requestTooSlow: .requestTime
    }
  }
}
