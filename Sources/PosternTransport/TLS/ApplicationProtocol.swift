/// What a client and a listener agree to speak inside TLS (ALPN, RFC 7301).
package enum ApplicationProtocol: Sendable, Equatable {
  /// HTTP/2.
  case http2
  /// HTTP/1.1.
  case http1

  /// The name on the wire.
  var name: StaticString {
    switch self {
    case .http2: "h2"
    case .http1: "http/1.1"
    }
  }
}
