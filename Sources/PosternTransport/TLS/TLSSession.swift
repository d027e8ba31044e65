import COpenSSL

// SAFETY: the session is marked safe, since no pointer leaves it; its fields say more.

/// The server's side of one TLS connection: takes bytes, gives bytes, and knows no socket.
///
///     receive(bytes) ─▶ phase ─▶ takePlaintext(into:) ─▶ send(bytes) ─▶ takeOutput { bytes in … }
///
/// Whatever is done to the session, `takeOutput` has to be asked afterwards: handshakes, alerts and
/// tickets come out there too.
@safe
package final class TLSSession {
  /// How far the connection has come.
  package enum Phase: Equatable, Sendable {
    /// Client and server are still getting to know each other.
    case handshaking
    /// Bytes can be exchanged.
    case open(ApplicationProtocol)
    /// The client has said that it sends nothing more.
    case finished
    /// The client broke a rule; there may be an alert to send, and then the connection is closed.
    case failed
  }

  // SAFETY: created in `init` and freed in `deinit` with the two buffers, which it owns. Nothing in
  // OpenSSL is called while another call of this session runs.
  private let handle: OpaquePointer
  private let input: OpaquePointer
  private let output: OpaquePointer
  // SAFETY: allocated in `init` and freed in `deinit` behind the handle, whose callback counts
  // there.
  private let stepCount: UnsafeMutablePointer<Int>
  // The handle keeps what it needs of the context alive by itself; this keeps the callbacks.
  private let context: TLSContext

  /// How far the connection has come.
  package private(set) var phase = Phase.handshaking
  /// What the client broke, in the library's words; nil while all is well.
  package private(set) var failure: String?
  /// The certificate that the client has proved to own; nil before the handshake has ended, and
  /// when it showed none.
  package private(set) var clientCertificate: ClientCertificate?

  /// Makes a session that waits for a client's hello; nil only when there is no memory.
  init?(context: TLSContext) {
    guard let handle = unsafe SSL_new(context.handle) else { return nil }
    guard let input = unsafe BIO_new(BIO_s_mem()) else {
      unsafe SSL_free(handle)
      return nil
    }
    guard let output = unsafe BIO_new(BIO_s_mem()) else {
      unsafe BIO_free(input)
      unsafe SSL_free(handle)
      return nil
    }
    // SAFETY: from here on the handle owns both buffers, and `deinit` frees it.
    unsafe SSL_set_bio(handle, input, output)
    unsafe SSL_set_accept_state(handle)
    unsafe self.handle = unsafe handle
    unsafe self.input = unsafe input
    unsafe self.output = unsafe output
    unsafe stepCount = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    unsafe stepCount.initialize(to: 0)
    unsafe TLSCallbacks.countSteps(of: handle, at: stepCount)
    self.context = context
  }

  deinit {
    unsafe SSL_free(handle)
    unsafe stepCount.deallocate()
  }

  /// Takes bytes from the client; when the handshake ends with them, the phase says so afterwards.
  ///
  /// Bytes after the end or after a failure are ignored.
  package func receive(_ bytes: Span<UInt8>) {
    guard phase != .failed, phase != .finished else { return }
    // SAFETY: OpenSSL copies the bytes into the buffer during the call.
    let written = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe BIO_write(input, buffer.baseAddress, Int32(clamping: buffer.count))
    }
    guard bytes.isEmpty || Int(written) == bytes.count else {
      fail()
      return
    }
    if phase == .handshaking {
      shakeHands()
    }
  }

  /// Whether something has arrived that nobody has looked at.
  package var hasInput: Bool {
    // SAFETY: both live as long as this object; nothing is changed.
    unsafe BIO_ctrl_pending(input) > 0 || SSL_has_pending(handle) == 1
  }

  /// Decrypts what has arrived, as much as fits; returns the number of bytes, 0 when there is
  /// nothing more for now.
  package func takePlaintext(into plaintext: inout OutputRawSpan) -> Int {
    guard case .open = phase, plaintext.freeCapacity > 0 else { return 0 }
    TLSSession.clearErrors()
    // SAFETY: the pointer and its count are the room that the span lends for the time of the call,
    // and OpenSSL writes as many bytes as it returns, which `initialized` then says.
    let count = unsafe plaintext.withUnsafeMutableBytes { buffer, initialized in
      let room = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[initialized...])
      let count = unsafe SSL_read(handle, room.baseAddress, Int32(clamping: room.count))
      initialized += max(0, Int(count))
      return count
    }
    if count <= 0 {
      note(count)
    }
    return max(0, Int(count))
  }

  /// How many messages of handshakes were worked on since this was asked last, or since the
  /// connection is open.
  ///
  /// They are new keys that the client wants (RFC 8446 §4.6.3), which cost it less than us.
  package func takeMessageCount() -> Int {
    // SAFETY: nothing in OpenSSL runs, so this is the only access.
    let count = unsafe stepCount.pointee
    unsafe stepCount.pointee = 0
    return count
  }

  /// Encrypts bytes for the client.
  ///
  /// - Precondition: the phase is `open`, or has been.
  package func send(_ plaintext: Span<UInt8>) {
    guard phase != .failed, phase != .handshaking else { return }
    TLSSession.clearErrors()
    // SAFETY: OpenSSL reads the bytes during the call only, and its buffer takes them all.
    let sent = unsafe plaintext.withUnsafeBufferPointer { buffer -> Int in
      guard !buffer.isEmpty else { return 0 }
      return unsafe Int(SSL_write(handle, buffer.baseAddress, Int32(clamping: buffer.count)))
    }
    if sent != plaintext.count {
      fail()
    }
  }

  /// Says that nothing more will be sent.
  package func close() {
    guard phase != .failed, phase != .handshaking else { return }
    TLSSession.clearErrors()
    _ = unsafe SSL_shutdown(handle)
  }

  /// Gives the bytes for the client, at once; returns how many.
  package func takeOutput(_ give: (RawSpan) -> Void) -> Int {
    var start: UnsafePointer<UInt8>?
    let count = unsafe postern_bio_bytes(output, &start)
    guard count > 0, let start = unsafe start else { return 0 }
    // SAFETY: the buffer owns these bytes until it is reset, and `give` cannot keep a span.
    unsafe give(RawSpan(_unsafeStart: start, byteCount: count))
    unsafe postern_bio_reset(output)
    return count
  }

  private func shakeHands() {
    TLSSession.clearErrors()
    let result = unsafe SSL_do_handshake(handle)
    guard result == 1 else {
      note(result)
      return
    }
    guard unsafe ClientCertificate.isStillValid(of: handle) else {
      failure = "the certificate of the resumed session has expired"
      phase = .failed
      return
    }
    clientCertificate = unsafe ClientCertificate(of: handle)
    _ = takeMessageCount()
    phase = unsafe .open(TLSCallbacks.agreedProtocol(of: handle))
  }

  /// Forgets what went wrong elsewhere on this thread, or it would count as this session's.
  private static func clearErrors() {
    // Clearing what is empty takes five times as long as looking.
    if ERR_peek_error() != 0 { ERR_clear_error() }
  }

  /// Finds out why a call did not succeed; most often it only needs more bytes.
  private func note(_ result: Int32) {
    // SAFETY: the handle lives as long as this object; nothing is changed.
    switch unsafe SSL_get_error(handle, result) {
    case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: break
    // Who closes before the end of the handshake has opened nothing that could be finished.
    case SSL_ERROR_ZERO_RETURN where phase != .handshaking: phase = .finished
    default: fail()
    }
  }

  private func fail() {
    // SAFETY: the library returns a text of its own, which is copied at once.
    let code = ERR_peek_last_error()
    failure =
      unsafe ERR_reason_error_string(code).map { unsafe String(cString: $0) }
      ?? "the connection broke"
    phase = .failed
    TLSSession.clearErrors()
  }
}
