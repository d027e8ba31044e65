import COpenSSL
import Foundation

// SAFETY: marked safe, since no pointer leaves it.

/// The client's side of one TLS connection, by OpenSSL too: takes bytes, gives bytes.
@safe
final class TLSClient {
  /// A session that another client can resume.
  @safe
  final class Resumption {
    // SAFETY: one reference of its own, released once.
    fileprivate let handle: OpaquePointer

    fileprivate init?(of session: OpaquePointer) {
      guard let handle = unsafe SSL_get1_session(session) else { return nil }
      unsafe self.handle = unsafe handle
    }

    deinit {
      unsafe SSL_SESSION_free(handle)
    }
  }

  /// What a client is like.
  struct Options {
    var authorityFile: String
    var pair: TestAuthority.Pair?
    /// What it asks for by ALPN; empty leaves the extension out.
    var protocols = ["h2", "http/1.1"]
    /// The oldest and the newest version that it speaks.
    var versions = TLS1_2_VERSION...TLS1_3_VERSION
    /// Its ciphers of TLS 1.2.
    var ciphers = "ALL:@SECLEVEL=0"
    /// The session that it wants to resume.
    var session: Resumption?
  }

  // SAFETY: made in `init` and freed in `deinit`; the buffers belong to the handle.
  private let context: OpaquePointer
  private let handle: OpaquePointer
  private let input: OpaquePointer
  private let output: OpaquePointer

  /// Whether the handshake has ended well.
  private(set) var isOpen = false
  /// What went wrong, in the library's words; an alert of the server is a reason too.
  private(set) var failure: String?
  /// Whether the server has said that it sends nothing more.
  private(set) var isFinished = false
  /// What was decrypted and not taken yet.
  private(set) var received: [UInt8] = []

  init(_ options: Options) throws {
    // SAFETY: every pointer is checked or goes to a function of OpenSSL that takes null.
    guard let context = unsafe SSL_CTX_new(TLS_client_method()) else { throw NoMemory() }
    unsafe SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
    _ = unsafe SSL_CTX_load_verify_file(context, options.authorityFile)
    _ = unsafe SSL_CTX_set_cipher_list(context, options.ciphers)
    _ = unsafe postern_tls_set_min_version(context, options.versions.lowerBound)
    _ = unsafe SSL_CTX_ctrl(
      context,
      SSL_CTRL_SET_MAX_PROTO_VERSION,
      Int(options.versions.upperBound),
      nil
    )
    if let pair = options.pair {
      _ = unsafe SSL_CTX_use_certificate_chain_file(context, pair.certificateFile)
      _ = unsafe SSL_CTX_use_PrivateKey_file(context, pair.keyFile, SSL_FILETYPE_PEM)
    }
    let list = options.protocols.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
    if !list.isEmpty {
      _ = unsafe SSL_CTX_set_alpn_protos(context, list, UInt32(list.count))
    }
    guard let handle = unsafe SSL_new(context),
      let input = unsafe BIO_new(BIO_s_mem()), let output = unsafe BIO_new(BIO_s_mem())
    else { throw NoMemory() }
    unsafe SSL_set_bio(handle, input, output)
    if let session = options.session {
      _ = unsafe SSL_set_session(handle, session.handle)
    }
    unsafe SSL_set_connect_state(handle)
    unsafe self.context = unsafe context
    unsafe self.handle = unsafe handle
    unsafe self.input = unsafe input
    unsafe self.output = unsafe output
    proceed()
  }

  deinit {
    unsafe SSL_free(handle)
    unsafe SSL_CTX_free(context)
  }

  /// Takes bytes from the server.
  func receive(_ bytes: [UInt8]) {
    // SAFETY: OpenSSL copies the bytes.
    _ = unsafe BIO_write(input, bytes, Int32(bytes.count))
    proceed()
  }

  /// Gives the bytes for the server.
  func takeOutput() -> [UInt8] {
    // SAFETY: the bytes are copied before the buffer is reset.
    var start: UnsafePointer<UInt8>?
    let count = unsafe postern_bio_bytes(output, &start)
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    unsafe postern_bio_reset(output)
    return bytes
  }

  func send(_ bytes: [UInt8]) {
    // SAFETY: OpenSSL reads the bytes during the call only.
    _ = unsafe SSL_write(handle, bytes, Int32(bytes.count))
  }

  func close() {
    _ = unsafe SSL_shutdown(handle)
  }

  /// Asks for another handshake, which TLS 1.2 knows.
  func renegotiate() {
    _ = unsafe SSL_renegotiate(handle)
    isOpen = false
    proceed()
  }

  /// Asks for new keys, which TLS 1.3 knows.
  func updateKeys() {
    _ = unsafe SSL_key_update(handle, SSL_KEY_UPDATE_REQUESTED)
    _ = unsafe SSL_do_handshake(handle)
  }

  func takeReceived() -> [UInt8] {
    defer { received = [] }
    return received
  }

  /// Returns the session for another client.
  func session() -> Resumption? {
    unsafe Resumption(of: handle)
  }

  var isResumed: Bool { unsafe SSL_session_reused(handle) == 1 }
  var version: Int32 { unsafe SSL_version(handle) }

  /// How many bytes the server would take with a resumed session's hello (0-RTT).
  var earlyDataByteCountMax: UInt32 {
    unsafe SSL_SESSION_get_max_early_data(SSL_get_session(handle))
  }

  private func proceed() {
    ERR_clear_error()
    if !isOpen {
      let result = unsafe SSL_do_handshake(handle)
      guard result == 1 else {
        note(result)
        return
      }
      isOpen = true
    }
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      // SAFETY: the buffer has as many bytes as the call is told.
      let count = unsafe SSL_read(handle, &buffer, Int32(buffer.count))
      guard count > 0 else {
        note(count)
        return
      }
      received += buffer.prefix(Int(count))
    }
  }

  private func note(_ result: Int32) {
    switch unsafe SSL_get_error(handle, result) {
    case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: break
    case SSL_ERROR_ZERO_RETURN: isFinished = true
    default:
      // SAFETY: the text is the library's own and copied.
      let text = unsafe ERR_reason_error_string(ERR_peek_last_error())
      let reason = unsafe text.map { unsafe String(cString: $0) } ?? "broken"
      failure = failure ?? reason
      ERR_clear_error()
    }
  }

  struct NoMemory: Error {}
}
