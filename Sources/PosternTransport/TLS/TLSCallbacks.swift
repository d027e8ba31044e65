import COpenSSL

/// The C functions that OpenSSL calls while a client says hello.
///
/// They are functions of this library on purpose; see `HTTP2Callbacks`.
enum TLSCallbacks {
  /// Makes a context choose the application protocol by ALPN, and count the steps of sessions.
  static func set(on context: OpaquePointer, protocols: TLSProtocols) {
    // SAFETY: each function has exactly the signature that the C header asks for, and none is given
    // a pointer of ours; the counter is that of the session, see `countSteps`.
    unsafe SSL_CTX_set_info_callback(context, countStep)
    switch protocols {
    case .http2AndHTTP1:
      unsafe SSL_CTX_set_alpn_select_cb(context, selectEither, nil)
      unsafe SSL_CTX_set_client_hello_cb(context, requireProtocol, nil)
    case .http1:
      unsafe SSL_CTX_set_alpn_select_cb(context, selectHTTP1, nil)
    }
  }

  /// Counts what a session does with the messages of handshakes at this place.
  // SAFETY: whoever calls keeps the place until the session is freed, and reads it only while
  // nothing of the session runs.
  static func countSteps(of session: OpaquePointer, at place: UnsafeMutablePointer<Int>) {
    unsafe SSL_set_ex_data(session, 0, place)
  }

  /// The protocol that was agreed on; HTTP/1.1 when the client did not ask.
  static func agreedProtocol(of session: OpaquePointer) -> ApplicationProtocol {
    // SAFETY: the session is alive and owns the bytes, which are only compared here.
    var start: UnsafePointer<UInt8>?
    var count: UInt32 = 0
    unsafe SSL_get0_alpn_selected(session, &start, &count)
    let name = unsafe UnsafeBufferPointer(start: start, count: Int(count))
    return unsafe isEqual(name, .http2) ? .http2 : .http1
  }

  fileprivate static func isEqual(
    _ name: UnsafeBufferPointer<UInt8>,
    _ expected: ApplicationProtocol
  ) -> Bool {
    // SAFETY: the caller's bytes are alive during the call.
    unsafe name.elementsEqual(
      UnsafeBufferPointer(
        start: expected.name.utf8Start,
        count: expected.name.utf8CodeUnitCount
      )
    )
  }
}

private func selectEither(
  _: OpaquePointer?,
  selected: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
  selectedCount: UnsafeMutablePointer<UInt8>?,
  asked: UnsafePointer<UInt8>?,
  askedCount: UInt32,
  _: UnsafeMutableRawPointer?
) -> Int32 {
  // SAFETY: see `select`.
  unsafe select(from: .http2AndHTTP1, selected, selectedCount, asked, askedCount)
}

private func selectHTTP1(
  _: OpaquePointer?,
  selected: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
  selectedCount: UnsafeMutablePointer<UInt8>?,
  asked: UnsafePointer<UInt8>?,
  askedCount: UInt32,
  _: UnsafeMutableRawPointer?
) -> Int32 {
  // SAFETY: see `select`.
  unsafe select(from: .http1, selected, selectedCount, asked, askedCount)
}

private func select(
  from protocols: TLSProtocols,
  _ selected: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
  _ selectedCount: UnsafeMutablePointer<UInt8>?,
  _ asked: UnsafePointer<UInt8>?,
  _ askedCount: UInt32
) -> Int32 {
  // SAFETY: OpenSSL lends the client's list, names with their length before them, and has checked
  // its form; the bounds are checked here again. What is selected points into that list, which
  // OpenSSL copies from when this function has returned.
  let list = unsafe UnsafeBufferPointer(start: asked, count: Int(askedCount))
  for offered in protocols.offered {
    var start = 0
    while start < list.count, unsafe start + 1 + Int(list[start]) <= list.count {
      let end = unsafe start + 1 + Int(list[start])
      let name = unsafe UnsafeBufferPointer(rebasing: list[(start + 1)..<end])
      if unsafe TLSCallbacks.isEqual(name, offered) {
        unsafe selected?.pointee = name.baseAddress
        unsafe selectedCount?.pointee = UInt8(name.count)
        return SSL_TLSEXT_ERR_OK
      }
      start = end
    }
  }
  return SSL_TLSEXT_ERR_ALERT_FATAL
}

/// Notes that a session takes or gives a message of a handshake.
private func countStep(session: OpaquePointer?, event: Int32, _: Int32) {
  guard event & SSL_CB_LOOP != 0 else { return }
  // SAFETY: the place is one number, which lives as long as the session; see `countSteps`.
  let place = unsafe SSL_get_ex_data(session, 0)?.assumingMemoryBound(to: Int.self)
  unsafe place?.pointee += 1
}

/// Refuses a client that does not say which protocol it speaks.
private func requireProtocol(
  session: OpaquePointer?,
  alert: UnsafeMutablePointer<Int32>?,
  _: UnsafeMutableRawPointer?
) -> Int32 {
  // SAFETY: OpenSSL lends session and alert for the time of the call; the bytes of the extension
  // are not looked at.
  var start: UnsafePointer<UInt8>?
  var count = 0
  let type = UInt32(TLSEXT_TYPE_application_layer_protocol_negotiation)
  if unsafe SSL_client_hello_get0_ext(session, type, &start, &count) == 1 {
    return SSL_CLIENT_HELLO_SUCCESS
  }
  unsafe alert?.pointee = SSL_AD_NO_APPLICATION_PROTOCOL
  return SSL_CLIENT_HELLO_ERROR
}
