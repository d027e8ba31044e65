import COpenSSL

/// Which tickets a client may resume a session by.
///
/// A ticket brings the client's certificate along from an earlier handshake. When that has ended
/// meanwhile, the ticket is left aside and the handshake is a full one: the client may have a new
/// certificate by now.
enum TLSTickets {
  /// Makes a context look at the certificate of every ticket.
  static func set(on context: OpaquePointer) {
    // SAFETY: the function has exactly the signature that the C header asks for, and neither it nor
    // the library is given a pointer of ours.
    _ = unsafe SSL_CTX_set_session_ticket_cb(context, nil, judge, nil)
  }
}

/// Answers as the library does without a function of ours, but for certificates that have ended.
private func judge(
  _: OpaquePointer?,
  session: OpaquePointer?,
  _: UnsafePointer<UInt8>?,
  _: Int,
  status: SSL_TICKET_STATUS,
  _: UnsafeMutableRawPointer?
) -> SSL_TICKET_RETURN {
  switch status {
  case SSL_TICKET_SUCCESS, SSL_TICKET_SUCCESS_RENEW:
    // SAFETY: OpenSSL lends the decrypted session, which owns its certificate.
    guard unsafe ClientCertificate.isStillValid(in: session) else {
      return SSL_TICKET_RETURN_IGNORE_RENEW
    }
    return status == SSL_TICKET_SUCCESS ? SSL_TICKET_RETURN_USE : SSL_TICKET_RETURN_USE_RENEW
  case SSL_TICKET_EMPTY, SSL_TICKET_NO_DECRYPT: return SSL_TICKET_RETURN_IGNORE_RENEW
  default: return SSL_TICKET_RETURN_ABORT
  }
}
