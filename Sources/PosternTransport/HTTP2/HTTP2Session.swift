import CNghttp2
import PosternText

// SAFETY: the session is marked safe, since no pointer leaves it; its two fields say more.

/// The server's side of one HTTP/2 connection: takes bytes, gives bytes, and knows no socket.
///
///     receive(bytes) ─▶ takeArrival(into:) ─▶ respond(to:with:) ─▶ takeOutput { bytes in … }
///
/// Requests are taken and answered between `receive` and `takeOutput`, in the order in which they
/// were completed. No handler is ever called from inside nghttp2's callbacks: they only fill the
/// state.
///
/// The limits that nghttp2 1.52 does not have are held by the state: header lists, bodies, frames
/// that carry nothing, and resets that a client tricks the server into (RFC 9113 §10.5).
@safe
package final class HTTP2Session {
  /// How much nghttp2 reads at a time: some ten questions, so that the code for reading, for
  /// deciding and for queueing is fetched into the processor's first cache once for all of them.
  private static let pieceByteCount = 8 * 1024
  /// How many header lists begin in that at most: fewer than streams may usually be open, so that
  /// none is refused for those whose answers only wait to be taken out.
  private static let pieceListCount = 16
  /// The bytes that are taken out of nghttp2 between two pieces at most, until they are given.
  private static let earlyByteCountMax = 64 * 1024
  /// What was taken out of nghttp2 between two pieces and not given yet; without room when nothing
  /// was.
  private var early = GrowingBytes(capacity: 0)
  /// How many bytes that is.
  private var earlyByteCount = 0

  // SAFETY: both are created in `init`, released once in `deinit`, and never handed out. nghttp2
  // keeps the pointer to the state as user data, and its callbacks change the state through it;
  // they run only inside `receive` and `takeOutput`, which hold no access to the state while they
  // call nghttp2. The other functions of nghttp2 that are called here only queue frames.
  let handle: OpaquePointer
  let state: UnsafeMutablePointer<HTTP2SessionState>

  private var isDraining = false
  private var isGoAwayFinal = false

  /// Makes a session and queues its SETTINGS frame.
  ///
  /// Returns nil only when nghttp2 finds no memory.
  package init?(
    limits: TransportLimits,
    bodyByteCountMax: Int,
    pool: HTTP2StreamPool,
    limiterCounts: LimiterCounts,
    atNanoseconds now: UInt64
  ) {
    let state = UnsafeMutablePointer<HTTP2SessionState>.allocate(capacity: 1)
    let handle = unsafe HTTP2Callbacks.makeSession(limits: limits, userData: state)
    guard let handle = unsafe handle else {
      unsafe state.deallocate()
      return nil
    }
    unsafe state.initialize(
      to: HTTP2SessionState(
        limits: limits,
        bodyByteCountMax: bodyByteCountMax,
        pool: pool,
        limiterCounts: limiterCounts,
        atNanoseconds: now
      )
    )
    // SAFETY: from here on `deinit` releases both, also when this initialiser fails.
    unsafe self.state = unsafe state
    unsafe self.handle = unsafe handle
    guard submitSettings(limits) else { return nil }
  }

  deinit {
    // Deleting closes what is open without a callback.
    unsafe nghttp2_session_del(handle)
    unsafe state.pointee.pool.budget.release(earlyByteCount)
    unsafe state.pointee.removeAll()
    unsafe state.deinitialize(count: 1)
    unsafe state.deallocate()
  }

  /// Takes bytes from the client, piece by piece; completed requests wait for `takeArrival`
  /// afterwards.
  ///
  /// After a violation all further bytes are ignored.
  ///
  /// - Parameters:
  ///   - bytes: what the client has sent.
  ///   - now: the time of the turn.
  ///   - answer: called behind each piece, to answer what has arrived while it is in the
  ///     processor's cache: a hundred requests read first and answered then are not.
  package func receive(
    _ bytes: Span<UInt8>,
    atNanoseconds now: UInt64,
    _ answer: () -> Void = {}
  ) {
    // SAFETY: nghttp2 is not running, so this is the only access.
    unsafe state.pointee.nowNanoseconds = now
    var start = 0
    while start < bytes.count {
      guard violation == nil else { break }
      let end = min(start + HTTP2Session.pieceByteCount, bytes.count)
      start += receivePiece(of: bytes.extracting(start..<end))
      answer()
      if start < bytes.count { takeEarly() }
    }
    if unsafe isDraining && state.pointee.isPingAcknowledged { finishDrain() }
  }

  /// Takes the first of these bytes; returns how many.
  private func receivePiece(of bytes: Span<UInt8>) -> Int {
    // A stream that this piece closes has no answer that nghttp2 has not heard of.
    submitAnswers()
    let count = unsafe state.pointee.frameHeads.follow(
      bytes,
      headerListCountMax: HTTP2Session.pieceListCount
    )
    // SAFETY: nghttp2 reads the bytes during the call only and keeps no pointer to them.
    let result = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe nghttp2_session_mem_recv(handle, buffer.baseAddress, count)
    }
    if result < 0 {
      end(with: violation ?? HTTP2Session.violation(of: Int32(result)))
    } else if unsafe !state.pointee.frameHeads.isSettled {
      payForIgnoredFrames()
    }
    return count
  }

  private func payForIgnoredFrames() {
    // SAFETY: the handle lives as long as this object; nothing is changed in nghttp2. After a
    // GOAWAY of its own it ignores everything.
    guard unsafe nghttp2_session_want_read(handle) != 0 else { return }
    if unsafe !state.pointee.didIgnoreFrames(), let violation { end(with: violation) }
  }

  /// Takes out what waits, before more is read.
  ///
  /// A stream is open until its answer or its reset was taken out. So the next requests find the
  /// streams of these in the processor's cache, and a client that tricks the server into resets is
  /// measured by them, and not by streams that are refused until they are sent.
  private func takeEarly() {
    // SAFETY: nghttp2 is not running, so this is the only access.
    let pool = unsafe state.pointee.pool
    var output = GrowingBytes(capacity: 0)
    swap(&output, &early)
    if output.capacity == 0 { pool.lendOutput(&output) }
    drain(into: &output, byteCountMax: HTTP2Session.earlyByteCountMax)
    pool.budget.hold(output.count - earlyByteCount)
    earlyByteCount = output.count
    swap(&output, &early)
  }

  /// Returns the next request that has no answer yet, complete or to be refused.
  ///
  /// The request's buffers change places with those that come in.
  package func takeArrival(into request: inout Request) -> HTTP2Arrival? {
    unsafe state.pointee.takeArrival(into: &request)
  }

  /// How a call has ended before it was taken; nil for any other request.
  package func callStatus(of arrival: HTTP2Arrival) -> CallStatus? {
    // SAFETY: nghttp2 is not running, so this is the only access.
    unsafe state.pointee.streams[arrival.slot].stream.callStatus
  }

  /// Takes an answer; takes the body out of the response and leaves it another buffer.
  ///
  /// nghttp2 is told of the usual ones later, of all together: deciding and queueing in turn needs
  /// more code than the processor's first cache holds.
  package func respond(to arrival: HTTP2Arrival, with response: inout Response) {
    let head = HTTP2ResponseHead(of: response)
    let (streamID, hasBody) = unsafe state.pointee.beginAnswer(arrival.slot, with: &response)
    if let status = response.callStatus, !hasBody {
      endCall(streamID, as: status, and: response.fields)
      return
    }
    let answer = HTTP2Answer(
      slot: arrival.slot,
      streamID: streamID,
      hasBody: hasBody,
      head: response.callStatus == nil ? head : nil
    )
    guard response.addsFields else {
      unsafe state.pointee.answers.append(answer)
      return
    }
    // SAFETY: the fields are lent for the time of the call.
    if response.callStatus == nil {
      unsafe HTTP2ResponseFields.withFields(of: head, and: response.fields) { start, count in
        unsafe submit(answer, start, count)
      }
    } else {
      unsafe HTTP2CallFields.withFields(.head, and: response.fields) { start, count in
        unsafe submit(answer, start, count)
      }
    }
  }

  /// Tells nghttp2 of the answers that were taken since the last time.
  private func submitAnswers() {
    for index in unsafe state.pointee.answers.indices {
      let answer = unsafe state.pointee.answers[index]
      // SAFETY: the fields are lent for the time of each call.
      if let head = answer.head {
        unsafe HTTP2ResponseFields.withFields(of: head) { start, count in
          unsafe submit(answer, start, count)
        }
      } else {
        unsafe HTTP2CallFields.withFields(.head) { start, count in
          unsafe submit(answer, start, count)
        }
      }
    }
    unsafe state.pointee.answers.removeAll(keepingCapacity: true)
  }

  /// Queues an answer; a stream whose answer cannot be queued is reset.
  // SAFETY: nghttp2 is not running, and copies the fields before it returns.
  @unsafe
  private func submit(_ answer: HTTP2Answer, _ fields: UnsafePointer<nghttp2_nv>?, _ count: Int) {
    let result: Int32
    if answer.hasBody {
      var body = unsafe HTTP2Callbacks.bodyProvider(ofSlot: answer.slot)
      result = unsafe nghttp2_submit_response(handle, answer.streamID, fields, count, &body)
    } else {
      result = unsafe nghttp2_submit_response(handle, answer.streamID, fields, count, nil)
    }
    if result != 0 { reset(answer.streamID) }
  }

  /// Queues the status of a call that has no message.
  private func endCall(
    _ streamID: Int32,
    as status: CallStatus,
    and added: HeaderFields
  ) {
    // SAFETY: nghttp2 is not running, and only queues what it has copied.
    let isQueued = unsafe HTTP2CallFields.withFields(.headAndStatus(status), and: added) {
      start,
      count in
      unsafe nghttp2_submit_response(handle, streamID, start, count, nil) == 0
    }
    if !isQueued { reset(streamID) }
  }

  private func reset(_ streamID: Int32) {
    // SAFETY: the handle lives as long as this object.
    unsafe HTTP2Callbacks.reset(handle, streamID, code: NGHTTP2_INTERNAL_ERROR)
  }

  /// Gives the bytes for the client, frame after frame, until there are none or about as many as
  /// asked for.
  ///
  /// Returns the number of bytes given. What does not fit stays in the session; `give` may call the
  /// session.
  package func takeOutput(byteCountMax: Int, _ give: (RawSpan) -> Void) -> Int {
    // SAFETY: nghttp2 is not running, so this is the only access.
    let pool = unsafe state.pointee.pool
    pool.budget.release(earlyByteCount)
    earlyByteCount = 0
    var output = GrowingBytes(capacity: 0)
    swap(&output, &early)
    if output.capacity == 0 { pool.lendOutput(&output) }
    drain(into: &output, byteCountMax: byteCountMax)
    let count = output.count
    if count > 0 {
      // SAFETY: every byte of the output is written, so that they can be read as raw ones.
      output.withBytes { unsafe give($0.bytes) }
    }
    pool.takeBack(&output)
    return count
  }

  /// Takes frame after frame out of nghttp2, until there are none or the output is long enough.
  private func drain(into output: inout GrowingBytes, byteCountMax: Int) {
    submitAnswers()
    while output.count < byteCountMax {
      // SAFETY: no access to the state is held while nghttp2 runs its callbacks.
      var start: UnsafePointer<UInt8>?
      let count = unsafe nghttp2_session_mem_send(handle, &start)
      if count < 0 {
        unsafe state.pointee.violate(.broken(code: Int32(count)))
      }
      guard count > 0 else { break }
      // SAFETY: nghttp2 owns these bytes until the next call to it; they are copied.
      unsafe output.append(UnsafeBufferPointer(start: start, count: count).span)
    }
  }

  /// Asks the client for no new requests: GOAWAY with the highest number, then a PING, which is
  /// queued when the GOAWAY was taken out, since nghttp2 lets it overtake.
  ///
  /// The acknowledgement of the PING proves that the client has seen the notice; the final GOAWAY
  /// follows it and no request is lost in between (RFC 9113 §6.8).
  package func beginDrain() {
    guard !isDraining, violation == nil else { return }
    isDraining = true
    unsafe state.pointee.didAnnounceDrain()
    _ = unsafe nghttp2_submit_shutdown_notice(handle)
  }

  /// Sends the final GOAWAY, with the number of the last stream that was taken.
  package func finishDrain() {
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
  package var isFinished: Bool {
    if case .broken = violation { return true }
    // SAFETY: the handle lives as long as this object; nothing is changed.
    let wantsWrite = unsafe nghttp2_session_want_write(handle) != 0
    let wantsRead = unsafe nghttp2_session_want_read(handle) != 0
    let hasOutput = unsafe wantsWrite || earlyByteCount > 0 || !state.pointee.answers.isEmpty
    return !hasOutput && (!wantsRead || violation != nil)
  }

  /// Why the session was ended from our side; nil while it is in order.
  package var violation: HTTP2Violation? {
    unsafe state.pointee.violation
  }

  /// Whether the client has sent the preface and begun a frame.
  package var hasBegun: Bool {
    unsafe state.pointee.frameHeads.hasSeenFrame
  }

  /// The number of requests that are not answered to the end.
  package var openStreamCount: Int {
    unsafe state.pointee.openCount
  }

  /// When the first client of a call that is still arriving gives up, in nanoseconds; the largest
  /// number when none does.
  package var callDeadlineNanoseconds: UInt64 {
    unsafe state.pointee.callDeadlineNanoseconds
  }

  /// Ends the calls whose clients have given up; they wait for `takeArrival` afterwards.
  /// - Complexity: O(streams) when there is one, else O(1).
  package func expireCalls(atNanoseconds now: UInt64) {
    // SAFETY: nghttp2 is not running, so this is the only access.
    unsafe state.pointee.nowNanoseconds = now
    unsafe state.pointee.expireCalls()
  }

  /// Refuses the requests that are late on a connection that is not; they wait for `takeArrival`
  /// afterwards.
  /// - Complexity: O(streams).
  package func expireRequests(atNanoseconds now: UInt64) {
    // SAFETY: nghttp2 is not running, so this is the only access.
    unsafe state.pointee.nowNanoseconds = now
    unsafe state.pointee.expireRequests()
  }

  /// Resets the streams whose answers are late on a connection that is not.
  /// - Complexity: O(streams).
  package func expireAnswers(atNanoseconds now: UInt64) {
    // SAFETY: nghttp2 is not running, so this is the only access.
    unsafe state.pointee.nowNanoseconds = now
    for id in unsafe state.pointee.takeLateAnswers() {
      unsafe HTTP2Callbacks.reset(handle, id, code: NGHTTP2_CANCEL)
    }
  }

  /// When the first of the open requests must be further, in nanoseconds; nil when none is open.
  /// - Complexity: O(streams).
  package var deadlineNanoseconds: UInt64? {
    // SAFETY: nghttp2 is not running, so this is the only access.
    unsafe state.pointee.deadlineNanoseconds
  }

  /// Whether the client is late with reading an answer, rather than with sending a request.
  /// - Complexity: O(streams).
  package func hasOverdueAnswer(atNanoseconds now: UInt64) -> Bool {
    // SAFETY: nghttp2 is not running, so this is the only access.
    unsafe state.pointee.hasOverdueAnswer(atNanoseconds: now)
  }

  /// Ends the session because of the client: GOAWAY, and every open request is dropped.
  package func end(with violation: HTTP2Violation) {
    // SAFETY: both live as long as this object, and nghttp2 only queues a frame.
    unsafe state.pointee.violate(violation)
    unsafe HTTP2Callbacks.terminate(handle, because: violation)
  }

  private func submitSettings(_ limits: TransportLimits) -> Bool {
    // SAFETY: nghttp2 copies the entries before it returns.
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

  private static func violation(of code: Int32) -> HTTP2Violation {
    if code == NGHTTP2_ERR_BAD_CLIENT_MAGIC.rawValue {
      .badPreface
    } else if code == NGHTTP2_ERR_FLOODED.rawValue {
      .tooManyAcknowledgements
    } else if code == NGHTTP2_ERR_TOO_MANY_CONTINUATIONS.rawValue {
      .tooManyContinuations
    } else {
      .broken(code: code)
    }
  }
}
