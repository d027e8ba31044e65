import CNghttp2

/// The C functions that nghttp2 calls, and the session that calls them.
///
/// Each finds the session or the stream behind its pointer, turns what nghttp2 lends into spans, and calls
/// one method. They are functions of this library on purpose: a closure written in an executable's top-level
/// code would belong to the main actor and stop the process on any other thread.
///
/// SAFETY, for all of them: `userData` is the session's unretained pointer to itself and lives as long as
/// nghttp2's handle; a stream's user data is kept alive by the session until nghttp2 has reported the stream
/// closed; frames, names and values are lent for the time of the call.
enum HTTP2Callbacks {
  /// Makes nghttp2's side of a session, or nil when there is no memory.
  static func makeSession(
    limits: TransportLimits,
    userData: UnsafeMutableRawPointer
  ) -> OpaquePointer? {
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

  /// The source from which nghttp2 reads the body of a stream's answer.
  static func bodyProvider(of stream: HTTP2Stream) -> nghttp2_data_provider {
    var provider = unsafe nghttp2_data_provider()
    unsafe provider.source.ptr = Unmanaged.passUnretained(stream).toOpaque()
    unsafe provider.read_callback = copyAnswer
    return unsafe provider
  }

  private static func set(_ callbacks: OpaquePointer?) {
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
    // The session counts resets too, those of both sides; nghttp2's own count is only the net below.
    unsafe nghttp2_option_set_stream_reset_rate_limit(
      options,
      2 * UInt64(limits.resetBurstCount),
      2 * UInt64(limits.resetsPerSecond)
    )
    unsafe nghttp2_option_set_max_continuations(options, limits.continuationCountMax)
    unsafe nghttp2_option_set_max_outbound_ack(options, limits.acknowledgementCountMax)
    unsafe nghttp2_option_set_max_settings(options, limits.settingCountMax)
  }
}

private let mayContinue: Int32 = 0

private func result(_ isInOrder: Bool) -> Int32 {
  isInOrder ? mayContinue : NGHTTP2_ERR_CALLBACK_FAILURE.rawValue
}

/// Calls a session's method without counting a reference.
private func withSession<Result>(
  _ userData: UnsafeMutableRawPointer?,
  otherwise: Result,
  _ body: (HTTP2Session) -> Result
) -> Result {
  guard let userData = unsafe userData else { return otherwise }
  return unsafe Unmanaged<HTTP2Session>.fromOpaque(userData)._withUnsafeGuaranteedRef(body)
}

/// Calls a method with a stream, unless nghttp2 knows the number but no request of ours.
private func withStream<Result>(
  _ handle: OpaquePointer?,
  _ id: Int32,
  otherwise: Result,
  _ body: (HTTP2Stream) -> Result
) -> Result {
  guard let pointer = unsafe nghttp2_session_get_stream_user_data(handle, id) else {
    return otherwise
  }
  return unsafe Unmanaged<HTTP2Stream>.fromOpaque(pointer)._withUnsafeGuaranteedRef(body)
}

private func didBeginFrame(
  _: OpaquePointer?,
  header: UnsafePointer<nghttp2_frame_hd>?,
  userData: UnsafeMutableRawPointer?
) -> Int32 {
  guard let header = unsafe header?.pointee else { return mayContinue }
  return unsafe withSession(userData, otherwise: mayContinue) { session in
    result(session.didBeginFrame(header))
  }
}

private func didBeginHeaders(
  _: OpaquePointer?,
  frame: UnsafePointer<nghttp2_frame>?,
  userData: UnsafeMutableRawPointer?
) -> Int32 {
  let isRequest = unsafe postern_http2_is_request_headers(frame) != 0
  let streamID = unsafe postern_http2_frame_header(frame).stream_id
  unsafe withSession(userData, otherwise: ()) { session in
    session.didBeginHeaders(isRequest: isRequest, streamID: streamID)
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
  let name = unsafe UnsafeBufferPointer(start: name, count: nameCount).span
  let value = unsafe UnsafeBufferPointer(start: value, count: valueCount).span
  return unsafe withSession(userData, otherwise: mayContinue) { session in
    result(session.didReceiveField(name: name, value: value))
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
  let bytes = unsafe UnsafeBufferPointer(start: bytes, count: count).span
  unsafe withSession(userData, otherwise: ()) { session in
    unsafe withStream(handle, streamID, otherwise: ()) { stream in
      session.didReceiveBody(bytes, on: stream)
    }
  }
  return mayContinue
}

private func didReceiveFrame(
  handle: OpaquePointer?,
  frame: UnsafePointer<nghttp2_frame>?,
  userData: UnsafeMutableRawPointer?
) -> Int32 {
  let header = unsafe postern_http2_frame_header(frame)
  let flags = UInt32(header.flags)
  return unsafe withSession(userData, otherwise: mayContinue) { session in
    switch UInt32(header.type) {
    case NGHTTP2_HEADERS.rawValue, NGHTTP2_DATA.rawValue:
      if UInt32(header.type) == NGHTTP2_HEADERS.rawValue {
        session.didReceiveHeaders()
      }
      if flags & NGHTTP2_FLAG_END_STREAM.rawValue != 0 {
        unsafe withStream(handle, header.stream_id, otherwise: ()) { stream in
          session.didReceiveRequest(on: stream)
        }
      }
      return mayContinue
    case NGHTTP2_RST_STREAM.rawValue:
      return result(session.didReceiveReset())
    case NGHTTP2_PING.rawValue where flags & NGHTTP2_FLAG_ACK.rawValue != 0:
      session.didReceivePingAcknowledgement()
      return mayContinue
    default:
      return mayContinue
    }
  }
}

private func didReceiveInvalidFrame(
  _: OpaquePointer?,
  _: UnsafePointer<nghttp2_frame>?,
  _: Int32,
  userData: UnsafeMutableRawPointer?
) -> Int32 {
  unsafe withSession(userData, otherwise: mayContinue) { session in
    result(session.didReceiveInvalidFrame())
  }
}

private func didSendFrame(
  _: OpaquePointer?,
  frame: UnsafePointer<nghttp2_frame>?,
  userData: UnsafeMutableRawPointer?
) -> Int32 {
  let type = unsafe UInt32(postern_http2_frame_header(frame).type)
  unsafe withSession(userData, otherwise: ()) { session in
    if type == NGHTTP2_RST_STREAM.rawValue {
      unsafe session.didSendReset(code: postern_http2_reset_code(frame))
    } else if type == NGHTTP2_DATA.rawValue {
      session.didSendBodyFrame()
    }
  }
  return mayContinue
}

private func didCloseStream(
  handle: OpaquePointer?,
  streamID: Int32,
  _: UInt32,
  userData: UnsafeMutableRawPointer?
) -> Int32 {
  unsafe withSession(userData, otherwise: ()) { session in
    // Closing gives up the session's reference, so this one is counted and lives to the end of the call.
    if let pointer = unsafe nghttp2_session_get_stream_user_data(handle, streamID) {
      unsafe session.didClose(Unmanaged<HTTP2Stream>.fromOpaque(pointer).takeUnretainedValue())
    }
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
  let output = unsafe UnsafeMutableBufferPointer(start: output, count: byteCountMax)
  return unsafe withSession(userData, otherwise: 0) { session in
    unsafe withStream(handle, streamID, otherwise: 0) { stream in
      let bytes = session.takeAnswer(of: stream, byteCountMax: output.count)
      unsafe stream.answer.withUnsafeBufferPointer { answer in
        _ = unsafe output.update(fromContentsOf: answer.extracting(bytes))
      }
      if stream.isAnswerTaken {
        unsafe flags?.pointee |= NGHTTP2_DATA_FLAG_EOF.rawValue
      }
      return bytes.count
    }
  }
}
