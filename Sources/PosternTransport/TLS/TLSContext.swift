import COpenSSL

/// What the sessions of one listener share: certificate, key, and what is allowed.
// SAFETY: `Sendable` holds because the object is changed in its initialiser only. Afterwards it is
// used to make sessions, which OpenSSL allows from any thread (it counts references atomically and
// locks what sessions share), and freed once, by the last owner.
@safe
final class TLSContext: @unchecked Sendable {
  // SAFETY: created in `init`, freed in `deinit`; whoever uses it holds this object meanwhile.
  let handle: OpaquePointer

  /// When the certificate of this process is valid.
  let certificatePeriod: CertificatePeriod

  /// Reads the files.
  ///
  /// - Throws: `certificateRefused` with the file and what is wrong with it.
  init(_ options: TLSOptions, protocols: TLSProtocols) throws(TransportError) {
    guard let handle = unsafe SSL_CTX_new(TLS_server_method()) else {
      throw TransportError(
        code: .certificateRefused,
        subject: options.certificateFile,
        message: "the cryptography library has no memory for TLS"
      )
    }
    // SAFETY: from here on `deinit` frees it, also when this initialiser throws.
    unsafe self.handle = unsafe handle
    certificatePeriod = try unsafe TLSFiles.load(options, into: handle)
    guard unsafe TLSContext.restrict(handle) else {
      throw TransportError(
        code: .certificateRefused,
        subject: options.certificateFile,
        message: "the cryptography library lacks the ciphers that Postern allows"
      )
    }
    unsafe TLSContext.ask(options.clientCertificates, handle)
    unsafe TLSCallbacks.set(on: handle, protocols: protocols)
    unsafe TLSTickets.set(on: handle)
  }

  deinit {
    unsafe SSL_CTX_free(handle)
  }

  /// TLS 1.2 and 1.3 with authenticated encryption and forward secrecy, nothing else (RFC 9113
  /// §9.2, RFC 9325).
  private static func restrict(_ handle: OpaquePointer) -> Bool {
    // SAFETY: the handle is alive, and OpenSSL copies all texts. Early data stays off, which is
    // OpenSSL's default: a replayed question must not be answered.
    unsafe postern_tls_set_options(handle)
    _ = unsafe SSL_CTX_set_timeout(handle, ticketSeconds)
    let name: StaticString = "postern"
    return unsafe postern_tls_set_min_version(handle, TLS1_2_VERSION) == 1
      && SSL_CTX_set_cipher_list(handle, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1
      && SSL_CTX_set_ciphersuites(
        handle,
        "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256"
      ) == 1
      && postern_tls_set_groups(handle, "X25519:P-256:P-384") == 1
      && SSL_CTX_set_session_id_context(handle, name.utf8Start, UInt32(name.utf8CodeUnitCount))
        == 1
  }

  /// How long a session can be resumed with a ticket; a client certificate is verified again after
  /// this time at the latest.
  private static let ticketSeconds = 600

  private static func ask(
    _ certificates: TLSOptions.ClientCertificates,
    _ handle: OpaquePointer
  ) {
    // SAFETY: the handle is alive; without a callback OpenSSL's own verification decides.
    switch certificates {
    case .none: unsafe SSL_CTX_set_verify(handle, SSL_VERIFY_NONE, nil)
    case .optional: unsafe SSL_CTX_set_verify(handle, SSL_VERIFY_PEER, nil)
    case .required:
      unsafe SSL_CTX_set_verify(
        handle,
        SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT,
        nil
      )
    }
    unsafe SSL_CTX_set_verify_depth(handle, chainCountMax)
  }

  /// The most certificates between a client's and the root.
  private static let chainCountMax: Int32 = 8
}
