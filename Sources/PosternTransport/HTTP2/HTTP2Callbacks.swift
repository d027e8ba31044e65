import CNghttp2

/// The C functions that nghttp2 calls, and the ways in which they and the session call nghttp2.
///
/// Each callback finds the state behind its pointer, turns what nghttp2 lends into spans, calls one
/// method and does what that returns. They are functions of this library on purpose: a closure
/// written in an executable's top-level code would belong to the main actor and stop the process on
/// any other thread.
enum HTTP2Callbacks {
  /// The size of one entry of a SETTINGS frame (RFC 9113 §6.5.1).
  fileprivate static let settingByteCount = 6

  /// Makes nghttp2's side of a session, or nil when there is no memory.
  static func makeSession(
    limits: TransportLimits,
    userData: UnsafeMutablePointer<HTTP2SessionState>
  ) -> OpaquePointer? {
    // SAFETY: nghttp2 copies callbacks and options into the session, so that both can be deleted at
    // once; deleting a null pointer does nothing.
    var callbacks: OpaquePointer?
    var options: OpaquePointer?
    defer {
      unsafe nghttp2_session_callbacks_del(callbacks)
      unsafe nghttp2_option_del(options)
    }
    guard
      unsafe nghttp2_session_callbacks_new(&callbacks) == 0,
      unsafe nghttp2_option_new(&options) == 0
    else { return nil }
    unsafe set(callbacks)
    unsafe set(options, limits: limits)
    var session: OpaquePointer?
    guard unsafe nghttp2_session_server_new2(&session, callbacks, userData, options) == 0 else {
      return nil
    }
    return unsafe session
  }

  /// The source from which nghttp2 reads the body of an answer.
  static func bodyProvider(ofSlot slot: Int) -> nghttp2_data_provider {
    // SAFETY: the pointer is a slot number and never followed; nghttp2 copies the provider.
    var provider = unsafe nghttp2_data_provider()
    unsafe provider.source.ptr = pointer(toSlot: slot)
    unsafe provider.read_callback = copyAnswer
    return unsafe provider
  }

  /// Queues a RST_STREAM frame.
  static func reset(_ handle: OpaquePointer?, _ streamID: Int32, code: nghttp2_error_code) {
    // SAFETY: the caller's handle is alive, and nghttp2 only queues the frame.
    let flags = UInt8(NGHTTP2_FLAG_NONE.rawValue)
    _ = unsafe nghttp2_submit_rst_stream(handle, flags, streamID, code.rawValue)
  }

  /// Asks the client to stop sending a body that nobody reads any more (RFC 9113 §8.1).
  static func finish(_ handle: OpaquePointer?, _ streamID: Int32) {
    // SAFETY: the caller's handle is alive; for a number it does not know nghttp2 answers -1.
    if unsafe nghttp2_session_get_stream_remote_close(handle, streamID) == 0 {
      unsafe reset(handle, streamID, code: NGHTTP2_NO_ERROR)
    }
  }

  /// Queues the interim answer that lets a client send its body.
  static func submitGoOn(_ handle: OpaquePointer?, _ streamID: Int32) {
    let (name, value): (StaticString, StaticString) = (":status", "100")
    // SAFETY: nghttp2 never writes through these pointers, both are static text, and the field is
    // copied when the frame is queued.
    let flags = NGHTTP2_NV_FLAG_NO_COPY_NAME.rawValue | NGHTTP2_NV_FLAG_NO_COPY_VALUE.rawValue
    var field = unsafe nghttp2_nv(
      name: UnsafeMutablePointer(mutating: name.utf8Start),
      value: UnsafeMutablePointer(mutating: value.utf8Start),
      namelen: name.utf8CodeUnitCount,
      valuelen: value.utf8CodeUnitCount,
      flags: UInt8(flags)
    )
    _ = unsafe nghttp2_submit_headers(
      handle,
      UInt8(NGHTTP2_FLAG_NONE.rawValue),
      streamID,
      nil,
      &field,
      1,
      nil
    )
  }

  /// Queues the fields that end a call.
  static func submitTrailers(_ handle: OpaquePointer?, _ streamID: Int32, _ status: CallStatus) {
    // SAFETY: the caller's handle is alive, and nghttp2 copies what is not static text.
    let isQueued = unsafe HTTP2CallFields.withFields(.status(status)) { start, count in
      unsafe nghttp2_submit_trailer(handle, streamID, start, count) == 0
    }
    if !isQueued {
      unsafe reset(handle, streamID, code: NGHTTP2_INTERNAL_ERROR)
    }
  }

  /// Queues a GOAWAY frame after which nghttp2 neither reads nor writes.
  static func terminate(_ handle: OpaquePointer?, because violation: HTTP2Violation) {
    // SAFETY: the caller's handle is alive, and nghttp2 only queues the frame.
    let code = violation.limiter == nil ? NGHTTP2_PROTOCOL_ERROR : NGHTTP2_ENHANCE_YOUR_CALM
    // Only this one can say why, and only the other one makes nghttp2 stop. The text is static and
    // copied, and whoever has sent a GOAWAY already does not send this one.
    let notice = violation.notice
    _ = unsafe nghttp2_submit_goaway(
      handle,
      UInt8(NGHTTP2_FLAG_NONE.rawValue),
      nghttp2_session_get_last_proc_stream_id(handle),
      code.rawValue,
      notice.utf8Start,
      notice.utf8CodeUnitCount
    )
    _ = unsafe nghttp2_session_terminate_session(handle, code.rawValue)
  }

  /// Queues the PING whose acknowledgement proves that the client was told of a drain.
  static func submitDrainPing(_ handle: OpaquePointer?) {
    // SAFETY: the caller's handle is alive, and nghttp2 copies the eight bytes.
    unsafe drainPing.withUnsafeBufferPointer { payload in
      let flags = UInt8(NGHTTP2_FLAG_NONE.rawValue)
      _ = unsafe nghttp2_submit_ping(handle, flags, payload.baseAddress)
    }
  }

  /// The payload of that PING: other bytes than those that ask whether a client is there.
  fileprivate static let drainPing = Array("draining".utf8)

  private static func set(_ callbacks: OpaquePointer?) {
    // SAFETY: each function has exactly the signature that the C header asks for.
    unsafe nghttp2_session_callbacks_set_on_begin_frame_callback(callbacks, didBeginFrame)
    unsafe nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, didBeginHeaders)
    unsafe nghttp2_session_callbacks_set_on_header_callback(callbacks, didReceiveField)
    unsafe nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, didReceiveBody)
    unsafe nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, didReceiveFrame)
    unsafe nghttp2_session_callbacks_set_on_invalid_frame_recv_callback(
      callbacks,
      didReceiveInvalidFrame
    )
    unsafe nghttp2_session_callbacks_set_on_frame_send_callback(callbacks, didSendFrame)
    unsafe nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, didCloseStream)
  }

  private static func set(_ options: OpaquePointer?, limits: TransportLimits) {
    // SAFETY: the options were just made by nghttp2 and belong to the caller.
    // The state counts resets too, those of both sides; nghttp2's own count is only the net below.
    // It earns by whole seconds, so that what one of them allows must be there from its beginning.
    unsafe nghttp2_option_set_stream_reset_rate_limit(
      options,
      2 * UInt64(limits.resetBurstCount + limits.resetsPerSecond),
      2 * UInt64(limits.resetsPerSecond)
    )
    unsafe nghttp2_option_set_max_continuations(options, limits.continuationCountMax)
    unsafe nghttp2_option_set_max_outbound_ack(options, limits.acknowledgementCountMax)
    // The state refuses earlier, and says so; no frame is long enough for so many entries.
    unsafe nghttp2_option_set_max_settings(options, 4_096)
  }
}

private let mayContinue: Int32 = 0

private func result(_ isInOrder: Bool) -> Int32 {
  isInOrder ? mayContinue : NGHTTP2_ERR_CALLBACK_FAILURE.rawValue
}

private func withState<Result>(
  _ userData: UnsafeMutableRawPointer?,
  otherwise: Result,
  _ body: (inout HTTP2SessionState) -> Result
) -> Result {
  // SAFETY: the pointer is the one that the session gave to nghttp2; it lives as long as the
  // handle, and nobody else has access to the state while nghttp2 runs.
  guard let userData = unsafe userData else { return otherwise }
  return unsafe body(&userData.assumingMemoryBound(to: HTTP2SessionState.self).pointee)
}

/// A slot as a pointer that is never followed; slot 0 must not be the null pointer.
private func pointer(toSlot slot: Int) -> UnsafeMutableRawPointer? {
  // SAFETY: a number in the shape of a pointer; nobody follows it.
  unsafe UnsafeMutableRawPointer(bitPattern: slot + 1)
}

/// The slot of an open stream; nil for a stream that was refused or closed.
private func slot(_ handle: OpaquePointer?, _ streamID: Int32) -> Int? {
  // SAFETY: nghttp2 forgets a closed stream's user data; what it returns is a slot that is in use.
  guard let pointer = unsafe nghttp2_session_get_stream_user_data(handle, streamID) else {
    return nil
  }
  return Int(bitPattern: pointer) - 1
}

private func didBeginFrame(
  _: OpaquePointer?,
  header: UnsafePointer<nghttp2_frame_hd>?,
  userData: UnsafeMutableRawPointer?
) -> Int32 {
  // SAFETY: nghttp2 lends the header for the time of the call; it is copied.
  guard let header = unsafe header?.pointee else { return mayContinue }
  if UInt32(header.type) == NGHTTP2_SETTINGS.rawValue {
    return unsafe withState(userData, otherwise: mayContinue) { state in
      state.frameHeads.claim(type: header.type, length: header.length)
      let entryCount = header.length / HTTP2Callbacks.settingByteCount
      return result(state.didBeginSettings(entryCount: entryCount))
    }
  }
  if UInt32(header.type) == NGHTTP2_HEADERS.rawValue {
    return unsafe withState(userData, otherwise: mayContinue) { state in
      result(state.didBeginHeadersFrame(id: header.stream_id))
    }
  }
  let isUseful =
    switch UInt32(header.type) {
    case NGHTTP2_CONTINUATION.rawValue, NGHTTP2_RST_STREAM.rawValue:
      true
    case NGHTTP2_DATA.rawValue:
      header.length > 0 || UInt32(header.flags) & NGHTTP2_FLAG_END_STREAM.rawValue != 0
    default:
      false
    }
  return unsafe withState(userData, otherwise: mayContinue) { state in
    state.frameHeads.claim(type: header.type, length: header.length)
    return result(state.didBeginFrame(isUseful: isUseful))
  }
}

private func didBeginHeaders(
  handle: OpaquePointer?,
  frame: UnsafePointer<nghttp2_frame>?,
  userData: UnsafeMutableRawPointer?
) -> Int32 {
  // SAFETY: nghttp2 lends the frame for the time of the call, and its type makes the member valid.
  // Setting user data changes nothing else in nghttp2.
  let isRequest = unsafe postern_http2_is_request_headers(frame) != 0
  let header = unsafe postern_http2_frame_header(frame)
  let streamID = header.stream_id
  unsafe withState(userData, otherwise: ()) { state in
    state.frameHeads.claim(type: header.type, length: header.length)
    guard isRequest else {
      state.didBeginTrailers()
      return
    }
    let slot = state.didBeginRequest(id: streamID)
    _ = unsafe nghttp2_session_set_stream_user_data(handle, streamID, pointer(toSlot: slot))
  }
  return mayContinue
}

private func didReceiveField(
  _: OpaquePointer?,
  _: UnsafePointer<nghttp2_frame>?,
  name: UnsafePointer<UInt8>?,
  nameCount: Int,
  value: UnsafePointer<UInt8>?,
  valueCount: Int,
  _: UInt8,
  userData: UnsafeMutableRawPointer?
) -> Int32 {
  // SAFETY: nghttp2 lends both for the time of the call, and the state copies what it keeps.
  let name = unsafe UnsafeBufferPointer(start: name, count: nameCount).span
  let value = unsafe UnsafeBufferPointer(start: value, count: valueCount).span
  return unsafe withState(userData, otherwise: mayContinue) { state in
    result(state.didReceiveField(name: name, value: value))
  }
}

private func didReceiveBody(
  handle: OpaquePointer?,
  _: UInt8,
  streamID: Int32,
  bytes: UnsafePointer<UInt8>?,
  count: Int,
  userData: UnsafeMutableRawPointer?
) -> Int32 {
  // SAFETY: nghttp2 lends the bytes for the time of the call, and the state copies them.
  guard let slot = unsafe slot(handle, streamID) else { return mayContinue }
  let bytes = unsafe UnsafeBufferPointer(start: bytes, count: count).span
  unsafe withState(userData, otherwise: ()) { state in
    state.didReceiveBody(bytes, slot: slot)
  }
  return mayContinue
}

private func didReceiveFrame(
  handle: OpaquePointer?,
  frame: UnsafePointer<nghttp2_frame>?,
  userData: UnsafeMutableRawPointer?
) -> Int32 {
  // SAFETY: nghttp2 lends the frame for the time of the call; its header is copied.
  let header = unsafe postern_http2_frame_header(frame)
  let flags = UInt32(header.flags)
  return unsafe withState(userData, otherwise: mayContinue) { state in
    switch UInt32(header.type) {
    case NGHTTP2_HEADERS.rawValue, NGHTTP2_DATA.rawValue:
      let isAwaited = UInt32(header.type) == NGHTTP2_HEADERS.rawValue && state.didReceiveHeaders()
      if flags & NGHTTP2_FLAG_END_STREAM.rawValue != 0 {
        if let slot = unsafe slot(handle, header.stream_id) { state.didReceiveEnd(slot: slot) }
      } else if isAwaited {
        unsafe HTTP2Callbacks.submitGoOn(handle, header.stream_id)
      }
      // An empty frame was counted when it began.
      let isOnlyPadding =
        unsafe header.length > 0 && UInt32(header.type) == NGHTTP2_DATA.rawValue
        && postern_http2_is_only_padding(frame) != 0
      return result(state.didBeginFrame(isUseful: !isOnlyPadding))
    case NGHTTP2_RST_STREAM.rawValue:
      return result(state.didReceiveReset())
    case NGHTTP2_PING.rawValue where flags & NGHTTP2_FLAG_ACK.rawValue != 0:
      let isDrainPing = unsafe HTTP2Callbacks.drainPing.withUnsafeBufferPointer {
        unsafe postern_http2_is_ping(frame, $0.baseAddress) != 0
      }
      if isDrainPing { state.didReceivePingAcknowledgement() }
      return mayContinue
    default:
      return mayContinue
    }
  }
}

private func didReceiveInvalidFrame(
  _: OpaquePointer?,
  frame: UnsafePointer<nghttp2_frame>?,
  code: Int32,
  userData: UnsafeMutableRawPointer?
) -> Int32 {
  // SAFETY: nghttp2 lends the frame for the time of the call, and its type makes the member valid.
  let header = unsafe postern_http2_frame_header(frame)
  let isRequest = unsafe postern_http2_is_request_headers(frame) != 0
  return unsafe withState(userData, otherwise: mayContinue) { state in
    switch code {
    case NGHTTP2_ERR_REFUSED_STREAM.rawValue:
      state.didRefuseStream()
      return mayContinue
    case NGHTTP2_ERR_PROTO.rawValue where isRequest && state.isFull:
      // nghttp2 ends the session by itself, and says why.
      state.violate(.tooManyStreams)
      return mayContinue
    case NGHTTP2_ERR_HTTP_HEADER.rawValue:
      state.didIgnoreFields(byteCount: header.length)
    default:
      break
    }
    return result(state.didReceiveOffence())
  }
}

private func didSendFrame(
  handle: OpaquePointer?,
  frame: UnsafePointer<nghttp2_frame>?,
  userData: UnsafeMutableRawPointer?
) -> Int32 {
  // SAFETY: nghttp2 lends the frame for the time of the call, and its type makes the member valid.
  // To end the session is allowed in this callback; it only queues a frame.
  let header = unsafe postern_http2_frame_header(frame)
  let type = UInt32(header.type)
  if type == NGHTTP2_HEADERS.rawValue,
    UInt32(header.flags) & NGHTTP2_FLAG_END_STREAM.rawValue != 0
  {
    // Not earlier: nghttp2 drops fields that wait behind a reset of their own stream.
    unsafe HTTP2Callbacks.finish(handle, header.stream_id)
  }
  unsafe withState(userData, otherwise: ()) { state in
    if type == NGHTTP2_DATA.rawValue {
      state.didSendBodyFrame()
    } else if type == NGHTTP2_GOAWAY.rawValue {
      if state.didSendGoAway() { unsafe HTTP2Callbacks.submitDrainPing(handle) }
    } else if type == NGHTTP2_RST_STREAM.rawValue {
      let reason = resetReason(unsafe postern_http2_reset_code(frame))
      if !state.didSendReset(reason), let violation = state.violation {
        unsafe HTTP2Callbacks.terminate(handle, because: violation)
      }
    }
  }
  return mayContinue
}

private func resetReason(_ code: UInt32) -> HTTP2SessionState.ResetReason {
  switch code {
  case NGHTTP2_NO_ERROR.rawValue: .inOrder
  case NGHTTP2_REFUSED_STREAM.rawValue: .refused
  case NGHTTP2_CANCEL.rawValue: .late
  default: .provoked
  }
}

private func didCloseStream(
  handle: OpaquePointer?,
  streamID: Int32,
  _: UInt32,
  userData: UnsafeMutableRawPointer?
) -> Int32 {
  // SAFETY: see `withState`; after this call nghttp2 does not mention the stream again.
  guard let slot = unsafe slot(handle, streamID) else { return mayContinue }
  unsafe withState(userData, otherwise: ()) { state in
    state.didClose(slot: slot)
  }
  return mayContinue
}

private func copyAnswer(
  handle: OpaquePointer?,
  streamID: Int32,
  output: UnsafeMutablePointer<UInt8>?,
  byteCountMax: Int,
  flags: UnsafeMutablePointer<UInt32>?,
  source: UnsafeMutablePointer<nghttp2_data_source>?,
  userData: UnsafeMutableRawPointer?
) -> Int {
  // SAFETY: nghttp2 lends room for so many bytes, and no more are written; the source is the slot
  // that the answer was submitted with. To reset the stream only queues a frame.
  let output = unsafe UnsafeMutableBufferPointer(start: output, count: byteCountMax)
  let slot = unsafe Int(bitPattern: source?.pointee.ptr) - 1
  return unsafe withState(userData, otherwise: 0) { state in
    func copy(_ part: Span<UInt8>) {
      unsafe part.withUnsafeBufferPointer { part in
        _ = unsafe output.update(fromContentsOf: part)
      }
    }
    let taken: HTTP2SessionState.TakenAnswer
    if state.isOpenCall(slot) {
      guard let part = state.takeMessages(slot, byteCountMax: byteCountMax, copy) else {
        return Int(NGHTTP2_ERR_DEFERRED.rawValue)
      }
      taken = part
    } else {
      taken = state.takeAnswer(slot, byteCountMax: byteCountMax, copy)
    }
    if let status = taken.callStatus {
      let end = NGHTTP2_DATA_FLAG_EOF.rawValue | NGHTTP2_DATA_FLAG_NO_END_STREAM.rawValue
      unsafe flags?.pointee |= end
      unsafe HTTP2Callbacks.submitTrailers(handle, streamID, status)
    } else if taken.isLast {
      unsafe flags?.pointee |= NGHTTP2_DATA_FLAG_EOF.rawValue
      unsafe HTTP2Callbacks.finish(handle, streamID)
    }
    return taken.byteCount
  }
}
