import PosternTransport

extension ListenerOptions {
  /// Describes the listener to the transport, and reads its certificate.
  ///
  /// - Throws: `certificateRefused` with the first file that cannot be used.
  func listener(
    wire: Listener.Wire,
    bodyByteCountMax: Int,
    makeHandler: @escaping @Sendable (Int) -> any RequestHandler
  ) throws(TransportError) -> Listener {
    let protocols: TLSProtocols =
      switch wire {
      case .http2: .http2AndHTTP1
      case .http1: .http1
      }
    var identity: TLSIdentity?
    if let tls { identity = try TLSIdentity(tls, protocols: protocols) }
    return Listener(
      address: address,
      wire: wire,
      identity: identity,
      owner: owner,
      peers: peers,
      bodyByteCountMax: bodyByteCountMax,
      makeHandler: makeHandler
    )
  }
}

extension ServerOptions {
  /// Reads the certificates of all listeners, as a start would, and keeps nothing of them.
  ///
  /// - Throws: the first file that cannot be used.
  package func checkCertificates() throws(OptionsError) {
    for listener in decisionListeners + [diagnosticsListener] {
      guard let tls = listener.tls else { continue }
      do throws(TransportError) {
        _ = try TLSIdentity(tls, protocols: .http2AndHTTP1)
      } catch {
        throw OptionsError(
          .malformedTLS,
          subject: listener.address.description,
          error.message
        )
      }
    }
  }
}
