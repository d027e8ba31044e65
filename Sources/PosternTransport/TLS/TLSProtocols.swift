/// What a listener offers inside TLS.
package enum TLSProtocols: Sendable, Equatable {
  /// HTTP/2, or HTTP/1.1 for a client without it; a client must say which (RFC 9113 §3.2).
  case http2AndHTTP1
  /// HTTP/1.1 only; a client that says nothing means this, as probes do.
  case http1

  /// What the listener accepts, best first.
  var offered: [ApplicationProtocol] {
    switch self {
    case .http2AndHTTP1: [.http2, .http1]
    case .http1: [.http1]
    }
  }
}
