import CNghttp2

/// The server's side of one HTTP/2 connection: takes bytes, gives bytes, and knows no socket.
///
///     receive(bytes) ─▶ nextRequest() ─▶ respond(to:with:) ─▶ takeOutput { bytes in … }
///
/// Requests are taken and answered between `receive` and `takeOutput`, in the order in which they were
/// completed. Nothing is ever called from inside nghttp2's callbacks: they only fill the streams.
///
/// The limits that nghttp2 1.52 does not have are held here: header lists, bodies, frames that carry
/// nothing, and resets that a client tricks the server into (RFC 9113 §10.5).
@safe
final class HTTP2Session {
  private let limits: TransportLimits
  private let bodyByteCountMax: Int
  private let pool: HTTP2StreamPool

  // SAFETY: created in `init`, deleted once in `deinit`, and never handed out. nghttp2 keeps an unretained
  // pointer to this object as user data, which stays valid since the handle dies with the object. Streams
  // are known to nghttp2 by unretained pointers too; `open` keeps each alive until nghttp2 has reported it
  // closed, after which nghttp2 does not mention it again.
  private var handle: OpaquePointer?

  private var open: [HTTP2Stream] = []
  private var completed: [HTTP2Stream] = []
  private var completedIndex = 0
  private var headerStream: HTTP2Stream?
  private var headerByteCount = 0
  private var headerCount = 0
  private var bodyByteCount = 0
  private var fields = HTTP2ResponseFields()
  private var resets: TokenBucket
  private var controlFrames: TokenBucket
  private var nowNanoseconds: UInt64
  private var isDraining = false
  private var isGoAwayFinal = false

  /// Why the session was ended from our side; nil while it is in order.
  private(set) var violation: HTTP2Violation?

  /// Makes a session and queues its SETTINGS frame.
  ///
  /// Returns nil only when nghttp2 finds no memory.
  init?(
    limits: TransportLimits,
    bodyByteCountMax: Int,
    pool: HTTP2StreamPool,
    atNanoseconds now: UInt64
  ) {
    self.limits = limits
    self.bodyByteCountMax = bodyByteCountMax
    self.pool = pool
    self.nowNanoseconds = now
    self.resets = TokenBucket(
      burstCount: limits.resetBurstCount,
      perSecond: limits.resetsPerSecond,
      atNanoseconds: now
    )
    self.controlFrames = TokenBucket(
      burstCount: limits.controlFrameBurstCount,
      perSecond: limits.controlFramesPerSecond,
      atNanoseconds: now
    )
    // SAFETY: the object is not retained; see `handle`.
    let userData = unsafe Unmanaged.passUnretained(self).toOpaque()
    guard let handle = unsafe HTTP2Callbacks.makeSession(limits: limits, userData: userData) else {
      return nil
    }
    unsafe self.handle = handle
    guard submitSettings() else { return nil }
  }

  deinit {
    // SAFETY: the only place that deletes the handle. Deleting closes open streams without a callback.
    unsafe nghttp2_session_del(handle)
    for stream in open {
      pool.put(stream)
    }
  }

  /// Takes bytes from the client; completed requests wait in `nextRequest` afterwards.
  ///
  /// After a violation all further bytes are ignored.
  func receive(_ bytes: Span<UInt8>, atNanoseconds now: UInt64) {
    nowNanoseconds = now
    guard violation == nil else { return }
    // SAFETY: nghttp2 reads the bytes during the call only and keeps no pointer to them.
    let result = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe nghttp2_session_mem_recv(handle, buffer.baseAddress, buffer.count)
    }
    if result < 0 {
      end(with: violation ?? HTTP2Session.violation(of: Int32(result)))
    }
  }

  /// Returns the next request, complete or to be refused, that has no answer yet.
  func nextRequest() -> HTTP2Stream? {
    while completedIndex < completed.count {
      let stream = completed[completedIndex]
      completedIndex += 1
      guard violation == nil, stream.openIndex != nil else {
        recycle(stream)
        continue
      }
      return stream
    }
    completed.removeAll(keepingCapacity: true)
    completedIndex = 0
    return nil
  }

  /// Queues an answer; takes the body out of the response and leaves it another, empty buffer.
  func respond(to stream: HTTP2Stream, with response: inout Response) {
    stream.enter(.answering, atNanoseconds: nowNanoseconds)
    let byteCount = response.body.count
    let hasBody = byteCount > 0 && stream.request.method != .head
    if hasBody {
      swap(&stream.answer, &response.body)
    }
    let isQueued = submit(response, byteCount: byteCount, hasBody: hasBody, on: stream)
    if !isQueued {
      reset(stream, code: NGHTTP2_INTERNAL_ERROR)
    } else if !hasBody {
      finish(stream)
    }
  }

  /// Gives the bytes for the client, frame after frame, until there are none or about as many as asked for.
  ///
  /// Returns the number of bytes given. What does not fit stays in the session.
  func takeOutput(byteCountMax: Int, _ give: (RawSpan) -> Void) -> Int {
    var byteCount = 0
    while byteCount < byteCountMax {
      var start: UnsafePointer<UInt8>?
      let count = unsafe nghttp2_session_mem_send(handle, &start)
      if count < 0 {
        violation = violation ?? .broken(code: Int32(count))
      }
      guard count > 0, let start = unsafe start else { break }
      // SAFETY: nghttp2 owns these bytes until the next call to it, and `give` cannot keep a span.
      unsafe give(RawSpan(_unsafeStart: start, byteCount: count))
      byteCount += count
    }
    return byteCount
  }

  /// Asks the client for no new requests: GOAWAY with the highest number, then a PING.
  ///
  /// The acknowledgement of the PING proves that the client has seen the notice; the final GOAWAY follows it
  /// and no request is lost in between (RFC 9113 §6.8).
  func beginDrain() {
    guard !isDraining, violation == nil else { return }
    isDraining = true
    _ = unsafe nghttp2_submit_shutdown_notice(handle)
    _ = unsafe nghttp2_submit_ping(handle, UInt8(NGHTTP2_FLAG_NONE.rawValue), nil)
  }

  /// Sends the final GOAWAY, with the number of the last stream that was taken.
  func finishDrain() {
    guard !isGoAwayFinal, violation == nil else { return }
    isGoAwayFinal = true
    let last = unsafe nghttp2_session_get_last_proc_stream_id(handle)
    _ = unsafe nghttp2_submit_goaway(
      handle,
      UInt8(NGHTTP2_FLAG_NONE.rawValue),
      last,
      NGHTTP2_NO_ERROR.rawValue,
      nil,
      0
    )
  }

  /// Whether nothing is left to read or to send, so that the connection can be closed.
  var isFinished: Bool {
    let wantsRead = unsafe nghttp2_session_want_read(handle) != 0
    let wantsWrite = unsafe nghttp2_session_want_write(handle) != 0
    if case .broken = violation { return true }
    return !wantsWrite && (!wantsRead || violation != nil)
  }

  /// The number of requests that are not answered to the end.
  var openStreamCount: Int { open.count }

  /// When the first of the open requests must be further, in nanoseconds; nil when none is open.
  /// - Complexity: O(open streams).
  var deadlineNanoseconds: UInt64? {
    open.lazy.map { stream in
      switch stream.phase {
      case .receiving, .waiting:
        stream.phaseSinceNanoseconds + UInt64(self.limits.requestSeconds) * 1_000_000_000
      case .answering:
        stream.phaseSinceNanoseconds + UInt64(self.limits.answerSeconds) * 1_000_000_000
      }
    }
    .min()
  }

  // MARK: Sending

  private func submitSettings() -> Bool {
    let entries = [
      nghttp2_settings_entry(
        settings_id: Int32(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS.rawValue),
        value: UInt32(limits.concurrentStreamCountMax)
      ),
      nghttp2_settings_entry(
        settings_id: Int32(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE.rawValue),
        value: UInt32(limits.headerListByteCountMax)
      ),
    ]
    let flags = UInt8(NGHTTP2_FLAG_NONE.rawValue)
    return unsafe nghttp2_submit_settings(handle, flags, entries, entries.count) == 0
  }

  private func submit(
    _ response: Response,
    byteCount: Int,
    hasBody: Bool,
    on stream: HTTP2Stream
  ) -> Bool {
    unsafe fields.withFields(of: response, byteCount: byteCount) { start, count in
      guard hasBody else {
        return unsafe nghttp2_submit_response(handle, stream.id, start, count, nil) == 0
      }
      var provider = unsafe HTTP2Callbacks.bodyProvider(of: stream)
      return unsafe nghttp2_submit_response(handle, stream.id, start, count, &provider) == 0
    }
  }

  private func reset(_ stream: HTTP2Stream, code: nghttp2_error_code) {
    let flags = UInt8(NGHTTP2_FLAG_NONE.rawValue)
    _ = unsafe nghttp2_submit_rst_stream(handle, flags, stream.id, code.rawValue)
  }

  /// Asks the client to stop sending a body that nobody reads any more (RFC 9113 §8.1).
  private func finish(_ stream: HTTP2Stream) {
    if unsafe nghttp2_session_get_stream_remote_close(handle, stream.id) == 0 {
      reset(stream, code: NGHTTP2_NO_ERROR)
    }
  }

  /// Ends the session because of the client: GOAWAY, and every open request is dropped.
  private func end(with violation: HTTP2Violation) {
    self.violation = violation
    let code = violation == .badPreface ? NGHTTP2_PROTOCOL_ERROR : NGHTTP2_ENHANCE_YOUR_CALM
    _ = unsafe nghttp2_session_terminate_session(handle, code.rawValue)
  }

  private static func violation(of code: Int32) -> HTTP2Violation {
    if code == NGHTTP2_ERR_BAD_CLIENT_MAGIC.rawValue {
      .badPreface
    } else if code == NGHTTP2_ERR_FLOODED.rawValue
      || code == NGHTTP2_ERR_TOO_MANY_CONTINUATIONS.rawValue
    {
      .flooded
    } else {
      .broken(code: code)
    }
  }

  private func recycle(_ stream: HTTP2Stream) {
    if stream.openIndex == nil {
      pool.put(stream)
    }
  }
}

/// What nghttp2 reports. Each returns false when the session must end.
extension HTTP2Session {
  func didBeginFrame(_ header: nghttp2_frame_hd) -> Bool {
    let isUseful =
      switch UInt32(header.type) {
      case NGHTTP2_HEADERS.rawValue, NGHTTP2_CONTINUATION.rawValue, NGHTTP2_RST_STREAM.rawValue:
        true
      case NGHTTP2_DATA.rawValue:
        header.length > 0 || UInt32(header.flags) & NGHTTP2_FLAG_END_STREAM.rawValue != 0
      default:
        false
      }
    return isUseful || spendControlFrame()
  }

  /// Begins a header list: that of a request when there is a stream to fill, else trailers, which nobody reads.
  func didBeginHeaders(isRequest: Bool, streamID: Int32) {
    headerByteCount = 0
    headerCount = 0
    headerStream = nil
    guard isRequest else { return }
    let stream = pool.take()
    stream.open(id: streamID, atNanoseconds: nowNanoseconds)
    stream.openIndex = open.count
    open.append(stream)
    headerStream = stream
    // SAFETY: `open` keeps the stream until `didClose`; see `handle`.
    let userData = unsafe Unmanaged.passUnretained(stream).toOpaque()
    _ = unsafe nghttp2_session_set_stream_user_data(handle, streamID, userData)
  }

  func didReceiveField(name: Span<UInt8>, value: Span<UInt8>) -> Bool {
    headerByteCount += name.count + value.count + 32
    headerCount += 1
    guard
      headerByteCount <= limits.headerListByteCountMax, headerCount <= limits.headerCountMax
    else {
      violation = .headersTooLarge
      return false
    }
    headerStream?.request.append(name: name, value: value)
    return true
  }

  func didReceiveHeaders() {
    headerStream = nil
  }

  func didReceiveBody(_ bytes: Span<UInt8>, on stream: HTTP2Stream) {
    guard stream.phase == .receiving else { return }
    if stream.request.body.count + bytes.count > bodyByteCountMax {
      refuse(stream, as: .bodyTooLarge)
    } else if bodyByteCount + bytes.count > limits.connectionBodyByteCountMax {
      refuse(stream, as: .overloaded)
    } else {
      bodyByteCount += bytes.count
      stream.request.body.append(span: bytes)
    }
  }

  func didReceiveRequest(on stream: HTTP2Stream) {
    guard stream.phase == .receiving else { return }
    stream.enter(.waiting, atNanoseconds: nowNanoseconds)
    completed.append(stream)
  }

  func didReceiveReset() -> Bool {
    spendReset()
  }

  func didReceiveInvalidFrame() -> Bool {
    spendReset()
  }

  func didReceivePingAcknowledgement() {
    if isDraining {
      finishDrain()
    }
  }

  /// Counts resets that the client has provoked; a refused stream costs less, it is no fault of the client's
  /// before it has seen our SETTINGS.
  func didSendReset(code: UInt32) {
    let isInOrder =
      switch code {
      case NGHTTP2_NO_ERROR.rawValue: true
      case NGHTTP2_REFUSED_STREAM.rawValue: spendControlFrame()
      default: spendReset()
      }
    if !isInOrder, let violation {
      end(with: violation)
    }
  }

  /// Gives back the window updates that a client sends for the bodies that it reads.
  func didSendBodyFrame() {
    controlFrames.earn(2)
  }

  /// Takes the next part of an answer, at most so many bytes of it, for nghttp2 to send.
  func takeAnswer(of stream: HTTP2Stream, byteCountMax: Int) -> Range<Int> {
    let start = stream.answerOffset
    stream.answerOffset = min(start + byteCountMax, stream.answer.count)
    stream.phaseSinceNanoseconds = nowNanoseconds
    if stream.isAnswerTaken {
      finish(stream)
    }
    return start..<stream.answerOffset
  }

  func didClose(_ stream: HTTP2Stream) {
    guard let index = stream.openIndex else { return }
    if headerStream === stream {
      headerStream = nil
    }
    let last = open.removeLast()
    if last !== stream {
      open[index] = last
      last.openIndex = index
    }
    stream.openIndex = nil
    bodyByteCount -= stream.request.body.count
    // A stream that waits for its answer is still in `completed`; it is recycled when its turn comes.
    if stream.phase != .waiting {
      pool.put(stream)
    }
  }

  private func refuse(_ stream: HTTP2Stream, as rejection: TransportRejection) {
    stream.rejection = rejection
    didReceiveRequest(on: stream)
  }

  private func spendReset() -> Bool {
    guard !resets.spend(atNanoseconds: nowNanoseconds) else { return true }
    violation = .tooManyResets
    return false
  }

  private func spendControlFrame() -> Bool {
    guard !controlFrames.spend(atNanoseconds: nowNanoseconds) else { return true }
    violation = .tooManyControlFrames
    return false
  }
}
