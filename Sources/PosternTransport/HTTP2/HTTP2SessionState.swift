/// What a session knows, and how it changes with what nghttp2 reports.
///
/// Plain values and no C: nghttp2's callbacks call one `did…` method each and do what it returns.
/// Streams have a slot each, whose number is all that nghttp2 is told about them.
struct HTTP2SessionState {
  let limits: TransportLimits
  let bodyByteCountMax: Int
  let pool: HTTP2StreamPool
  let limiterCounts: LimiterCounts

  var streams: [HTTP2StreamCell] = []
  private var freeSlots: [Int] = []
  private var waiting: [Int] = []
  private var waitingIndex = 0
  /// The answers that nghttp2 has not been told of.
  var answers: [HTTP2Answer] = []
  /// The host of the latest request, when it was found in order.
  private var goodHost: [UInt8] = []
  private var headerSlot: Int?
  private var headerByteCount = 0
  private var headerCount = 0
  var bodyByteCount = 0
  var answerByteCount = 0
  private var streamNumbers = HTTP2StreamNumbers()
  /// The heads of the client's frames.
  var frameHeads = HTTP2FrameHeads()
  /// The resets to be sent that were counted when the frame came that they answer.
  private var paidResetCount = 0
  /// How many small pieces of bodies may still come that nobody reads any more.
  private var dataUnderWayCount = 0
  private var resets: TokenBucket
  private var controlFrames: TokenBucket

  /// The time of the turn that is being worked on.
  var nowNanoseconds: UInt64
  /// The number of streams that nghttp2 has not closed.
  private(set) var openCount = 0
  /// When the first client of a call that is not answered yet gives up, in nanoseconds.
  var callDeadlineNanoseconds = UInt64.max
  /// The paths of calls that stay open.
  var openPaths: [String] = []
  /// The paths of calls with one message; without any every path is one.
  var unaryPaths: [String] = []
  /// When a request last arrived as a whole.
  private(set) var wholeArrivalNanoseconds: UInt64 = 0
  /// When an answer was last taken out as a whole, or queued without a body, which no window holds
  /// back.
  private(set) var wholeAnswerNanoseconds: UInt64 = 0
  /// The open calls in which something has happened.
  var news: [(slot: Int, id: Int32)] = []
  /// The open calls that were closed, and how they ended.
  var closedCalls: [(id: Int32, code: CallCode)] = []
  /// Whether the client is to be asked for a proof when it was told of a drain.
  private var isDrainAnnounced = false
  /// Whether a PING follows the notice of a drain.
  private var isPingSent = false
  /// Whether the client has acknowledged that PING.
  private(set) var isPingAcknowledged = false
  /// Why the session is to be ended; nil while it is in order.
  private(set) var violation: HTTP2Violation?

  init(
    limits: TransportLimits,
    bodyByteCountMax: Int,
    pool: HTTP2StreamPool,
    limiterCounts: LimiterCounts,
    atNanoseconds now: UInt64
  ) {
    self.limits = limits
    self.bodyByteCountMax = bodyByteCountMax
    self.pool = pool
    self.limiterCounts = limiterCounts
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
  }

  /// Gives all streams back to the pool; the session has ended.
  mutating func removeAll() {
    for cell in streams where cell != pool.closed {
      pool.put(cell)
    }
    streams.removeAll()
    pool.budget.release(bodyByteCount + answerByteCount)
    (bodyByteCount, answerByteCount) = (0, 0)
  }

  /// Notes a violation unless there is one already.
  mutating func violate(_ violation: HTTP2Violation) {
    guard self.violation == nil else { return }
    self.violation = violation
    if let limiter = violation.limiter {
      limiterCounts.count(limiter)
    }
  }

  /// Takes the next request that waits, and leaves its stream the buffers that came in.
  mutating func takeArrival(into request: inout Request) -> HTTP2Arrival? {
    while waitingIndex < waiting.count {
      let slot = waiting[waitingIndex]
      waitingIndex += 1
      if streams[slot].stream.phase == .closed {
        release(slot)
      } else if violation == nil {
        swap(&streams[slot].stream.request, &request)
        streams[slot].stream.isHead = request.method == .head
        return arrival(slot)
      }
    }
    waiting.removeAll(keepingCapacity: true)
    waitingIndex = 0
    return nil
  }

  /// Takes the body of an answer in exchange for an empty buffer; returns the stream's number and
  /// whether there is a body to send.
  mutating func beginAnswer(
    _ slot: Int,
    with response: inout Response
  ) -> (id: Int32, hasBody: Bool) {
    streams[slot].stream.enter(.answering, atNanoseconds: nowNanoseconds)
    streams[slot].stream.callStatus = response.callStatus
    let hasBody = !response.body.isEmpty && !streams[slot].stream.isHead
    if hasBody {
      swap(&streams[slot].stream.answer, &response.body)
      answerByteCount += streams[slot].stream.answer.count
      pool.budget.hold(streams[slot].stream.answer.count)
    } else {
      // Some clients update the windows of every stream that they open, also of one whose answer
      // has no frame of a body that would give that back.
      controlFrames.earn(2)
      didTakeWhole()
    }
    return (streams[slot].stream.id, hasBody)
  }

  /// Takes the next part of an answer, at most so many bytes.
  mutating func takeAnswer(
    _ slot: Int,
    byteCountMax: Int,
    _ copy: (Span<UInt8>) -> Void
  ) -> TakenAnswer {
    let start = streams[slot].stream.answerOffset
    let end = min(start + byteCountMax, streams[slot].stream.answer.count)
    copy(streams[slot].stream.answer.span.extracting(start..<end))
    streams[slot].stream.answerOffset = end
    let isLast = end == streams[slot].stream.answer.count
    if isLast { didTakeWhole() }
    return TakenAnswer(
      byteCount: end - start,
      isLast: isLast,
      callStatus: isLast ? streams[slot].stream.callStatus : nil
    )
  }

  /// Notes that nothing holds back an answer, or a message, of this connection.
  mutating func didTakeWhole() {
    wholeAnswerNanoseconds = nowNanoseconds
  }

  /// A part of an answer that was taken.
  struct TakenAnswer {
    let byteCount: Int
    let isLast: Bool
    /// How the call ends, behind the last part; nil when the answer is not one to a call.
    let callStatus: CallStatus?
  }

  /// Counts frames that do nothing for a request; false when there are too many.
  mutating func didBeginFrame(isUseful: Bool) -> Bool {
    isUseful || spendControlFrame()
  }

  /// Counts a SETTINGS frame; false when it, or the number of such frames, is too large.
  mutating func didBeginSettings(entryCount: Int) -> Bool {
    guard entryCount <= limits.settingCountMax else {
      violate(.tooManySettings)
      return false
    }
    return spendControlFrame()
  }

  /// Notes the number of a stream; false for one that was left out when a higher one was opened.
  ///
  /// nghttp2 1.52 ignores such a frame, as it does for a stream that it has closed and forgotten.
  mutating func didBeginHeadersFrame(id: Int32) -> Bool {
    guard streamNumbers.admit(Int(id)) else {
      violate(.badStreamNumber)
      return false
    }
    return true
  }

  /// Begins the header list of a request; returns the slot for it.
  mutating func didBeginRequest(id: Int32) -> Int {
    let slot = freeSlots.popLast() ?? streams.count
    if slot == streams.count {
      streams.append(pool.take())
    } else {
      streams[slot] = pool.take()
    }
    streams[slot].stream.open(id: id, atNanoseconds: nowNanoseconds)
    openCount += 1
    headerByteCount = 0
    headerCount = 0
    headerSlot = slot
    return slot
  }

  /// Begins trailers, which are counted and not read.
  mutating func didBeginTrailers() {
    headerByteCount = 0
    headerCount = 0
    headerSlot = nil
  }

  /// Takes a field of the header list that is arriving; false when the list is too large.
  mutating func didReceiveField(name: Span<UInt8>, value: Span<UInt8>) -> Bool {
    headerByteCount += name.count + value.count + 32
    headerCount += 1
    guard
      headerByteCount <= limits.headerListByteCountMax, headerCount <= limits.headerCountMax
    else {
      violate(.headersTooLarge)
      return false
    }
    if let headerSlot {
      streams[headerSlot].stream.append(name: name, value: value)
    }
    return true
  }

  /// Ends a header list; returns whether the client wants to be told before it sends the body.
  mutating func didReceiveHeaders() -> Bool {
    guard let slot = headerSlot else { return false }
    headerSlot = nil
    streams[slot].stream.isCall = streams[slot].stream.asksForCall()
    let expectation = streams[slot].stream.expectation()
    // Before a call begins: one that stays open would be ended like those that do not.
    let rejection =
      streams[slot].stream.headRejection(goodHost: &goodHost)
      ?? (expectation == .unknown ? .expectationUnknown : nil)
    if let rejection {
      refuse(slot, as: rejection)
      return false
    }
    if streams[slot].stream.isCall { beginCall(slot) }
    let phase = streams[slot].stream.phase
    guard phase == .receiving || phase == .conversing, expectation == .toGoOn else { return false }
    // The messages of a call that stays open are not one body. Who does not ask is told when too
    // much has come: common clients take an answer in the middle of their body for an error.
    guard phase == .receiving, streams[slot].stream.announcesBody(above: bodyByteCountMax) else {
      return true
    }
    refuse(slot, as: .bodyTooLarge)
    return false
  }

  mutating func didReceiveBody(_ bytes: Span<UInt8>, slot: Int) {
    if streams[slot].stream.phase == .conversing { didReceivePiece(bytes, slot: slot) }
    guard streams[slot].stream.phase == .receiving else { return }
    // The limit is that of the message; what stands in front of it is none of it.
    let prefixByteCount = streams[slot].stream.isCall ? CallFraming.prefixByteCount : 0
    if streams[slot].stream.request.body.count + bytes.count > bodyByteCountMax + prefixByteCount {
      refuse(slot, as: .bodyTooLarge)
    } else if bodyByteCount + bytes.count > bodyByteCountLimit {
      refuse(slot, as: .overloaded)
    } else {
      bodyByteCount += bytes.count
      pool.budget.hold(bytes.count)
      streams[slot].stream.request.body.append(span: bytes)
      if streams[slot].stream.isCall { checkLength(slot, behind: bytes.count) }
    }
  }

  mutating func didReceiveEnd(slot: Int) {
    if streams[slot].stream.phase == .conversing { didReceiveLastPiece(slot: slot) }
    guard streams[slot].stream.phase == .receiving else { return }
    wholeArrivalNanoseconds = nowNanoseconds
    endRequest(slot)
  }

  /// Has a request wait for its answer, complete or not.
  private mutating func endRequest(_ slot: Int) {
    guard streams[slot].stream.phase == .receiving else { return }
    releaseBody(of: slot)
    streams[slot].stream.enter(.waiting, atNanoseconds: nowNanoseconds)
    waiting.append(slot)
  }

  /// Counts a reset of the client; false when there are too many.
  mutating func didReceiveReset() -> Bool {
    spendReset()
  }

  /// Counts an invalid frame of the client, together with the reset that answers it; false when
  /// there are too many.
  mutating func didReceiveOffence() -> Bool {
    paidResetCount += 1
    return spendReset()
  }

  /// Notes that nghttp2 ignores the rest of a header list, behind a bad field.
  mutating func didIgnoreFields(byteCount: Int) {
    frameHeads.disclaim(type: 1, length: byteCount)
  }

  /// Counts a stream above those that may be open at a time.
  ///
  /// It costs what an ignored frame does, and no reset, since a client cannot know the limit before
  /// it has seen our SETTINGS.
  func didRefuseStream() {
    limiterCounts.count(.streams)
  }

  /// Whether as many streams are open as may be.
  var isFull: Bool { openCount >= limits.concurrentStreamCountMax }

  /// Makes the client pay for the frames that nghttp2 has ignored, but for pieces of bodies that
  /// were under way; false when there are too many.
  mutating func didIgnoreFrames() -> Bool {
    let paid = min(frameHeads.unclaimedDataCount, dataUnderWayCount)
    dataUnderWayCount -= paid
    let cost = frameHeads.unclaimedCost + frameHeads.unclaimedDataCount - paid
    frameHeads.settle()
    guard cost > 0 else {
      controlFrames.earn(-cost)
      return true
    }
    guard !controlFrames.spend(cost, atNanoseconds: nowNanoseconds) else { return true }
    violate(.tooManyControlFrames)
    return false
  }

  /// Counts resets that the client has provoked; false when there are too many.
  mutating func didSendReset(_ reason: ResetReason) -> Bool {
    if reason == .inOrder {
      dataUnderWayCount = min(
        dataUnderWayCount + HTTP2SessionState.windowPieceCount,
        limits.controlFrameBurstCount
      )
    }
    guard reason == .provoked else { return true }
    guard paidResetCount == 0 else {
      paidResetCount -= 1
      return true
    }
    return spendReset()
  }

  /// The pieces of a body that a client may have sent before it learns that nobody reads it: a
  /// window of them, 512 bytes each.
  private static let windowPieceCount = 128

  /// Why a stream was reset by us.
  enum ResetReason {
    /// The answer is complete and the rest of the body is not wanted.
    case inOrder
    /// Too many streams are open; that was counted when the stream came.
    case refused
    /// The answer was not read in time; that was counted when the time was over, which paces it.
    case late
    /// The client has broken a rule.
    case provoked
  }

  /// Notes that the GOAWAY which begins a drain is queued.
  mutating func didAnnounceDrain() {
    isDrainAnnounced = true
  }

  /// Notes that a GOAWAY was sent; returns whether a PING must go behind it.
  mutating func didSendGoAway() -> Bool {
    guard isDrainAnnounced, !isPingSent else { return false }
    isPingSent = true
    return true
  }

  /// Notes an acknowledgement of the PING behind the notice of a drain.
  mutating func didReceivePingAcknowledgement() {
    isPingAcknowledged = isPingSent
  }

  /// Gives back the window updates that a client sends for the bodies that it reads.
  mutating func didSendBodyFrame() {
    controlFrames.earn(2)
  }

  mutating func didClose(slot: Int) {
    let phase = streams[slot].stream.phase
    guard phase != .closed else { return }
    if headerSlot == slot {
      headerSlot = nil
    }
    if phase == .answering {
      answerByteCount -= streams[slot].stream.answer.count
      pool.budget.release(streams[slot].stream.answer.count)
    }
    if phase == .conversing {
      didCloseOpenCall(slot)
    }
    openCount -= 1
    streams[slot].stream.phase = .closed
    // A stream that waits for its answer keeps its slot until its turn comes.
    if phase != .waiting {
      if phase == .receiving {
        releaseBody(of: slot)
      }
      release(slot)
    }
  }

  /// How many bytes of unfinished bodies the connection may hold now.
  var bodyByteCountLimit: Int {
    pool.budget.isSpent
      ? limits.connectionBufferByteCountMin : limits.connectionBodyByteCountMax
  }

  private mutating func releaseBody(of slot: Int) {
    let byteCount = streams[slot].stream.request.body.count
    bodyByteCount -= byteCount
    pool.budget.release(byteCount)
  }

  private mutating func release(_ slot: Int) {
    pool.put(streams[slot])
    streams[slot] = pool.closed
    freeSlots.append(slot)
  }

  /// Counts the limit behind a refusal, and the shared one where that was the reason.
  func count(_ rejection: TransportRejection) {
    if let limiter = rejection.limiter { limiterCounts.count(limiter) }
    if rejection == .overloaded, pool.budget.isSpent { limiterCounts.count(.sharedBuffers) }
  }

  mutating func refuse(_ slot: Int, as rejection: TransportRejection) {
    count(rejection)
    if streams[slot].stream.isCall {
      endCall(slot, as: CallStatus(rejection))
      return
    }
    streams[slot].stream.rejection = rejection
    endRequest(slot)
  }

  /// Refuses a request while too many answers wait for a client that does not read them.
  // Mutating for no other reason than that a reading method gets a copy of the state.
  private mutating func overload() -> TransportRejection? {
    let limit =
      pool.budget.isSpent
      ? limits.connectionBufferByteCountMin : limits.connectionAnswerByteCountMax
    guard answerByteCount > limit else { return nil }
    limiterCounts.count(.bufferedAnswers)
    if pool.budget.isSpent { limiterCounts.count(.sharedBuffers) }
    return .overloaded
  }

  private mutating func spendReset() -> Bool {
    guard !resets.spend(atNanoseconds: nowNanoseconds) else { return true }
    violate(.tooManyResets)
    return false
  }

  private mutating func spendControlFrame() -> Bool {
    guard !controlFrames.spend(atNanoseconds: nowNanoseconds) else { return true }
    violate(.tooManyControlFrames)
    return false
  }
}

// What a call of gRPC has beyond another request: a deadline, a status at its end, and a message
// whose length is known before it is there.
extension HTTP2SessionState {
  private mutating func beginCall(_ slot: Int) {
    switch streams[slot].stream.callTimeout() {
    case .unlimited:
      break
    case .nanoseconds(let amount):
      let (deadline, overflows) = nowNanoseconds.addingReportingOverflow(amount)
      if !overflows {
        streams[slot].stream.callDeadlineNanoseconds = deadline
        callDeadlineNanoseconds = min(callDeadlineNanoseconds, deadline)
      }
    case .malformed:
      endCall(
        slot,
        as: CallStatus(.internal, "`grpc-timeout` is not 1 to 8 digits and one of `HMSmun`")
      )
      return
    }
    let isUnary = unaryPaths.isEmpty || streams[slot].stream.asks(forOneOf: unaryPaths)
    if !beginOpenCall(slot), !isUnary { endCall(slot, as: .noMethod) }
  }

  /// Refuses a message by the length that it says it has, before it is there; looked at when the
  /// last bytes that came have brought it.
  private mutating func checkLength(_ slot: Int, behind byteCount: Int) {
    let body = streams[slot].stream.request.body
    let needed = CallFraming.prefixByteCount
    guard body.count >= needed, body.count - byteCount < needed else { return }
    var framing = CallFraming(byteCountMax: bodyByteCountMax, encoding: "")
    switch framing.next(in: body.span) {
    case .failure(let status) where status.code == .resourceExhausted:
      count(.bodyTooLarge)
      endCall(slot, as: status)
    case .failure, .message, .end, .incomplete: break
    }
  }

  mutating func endCall(_ slot: Int, as status: CallStatus) {
    streams[slot].stream.callStatus = status
    endRequest(slot)
  }

  private mutating func arrival(_ slot: Int) -> HTTP2Arrival {
    let rejection = streams[slot].stream.rejection ?? overload()
    guard streams[slot].stream.isCall else {
      return HTTP2Arrival(slot: slot, rejection: rejection, isEndedCall: false)
    }
    let isLate = streams[slot].stream.callDeadlineNanoseconds <= nowNanoseconds
    let status =
      streams[slot].stream.callStatus ?? rejection.map { CallStatus($0) }
      ?? (isLate ? .deadlineExceeded : nil)
    streams[slot].stream.callStatus = status
    return HTTP2Arrival(slot: slot, rejection: nil, isEndedCall: status != nil)
  }
}
