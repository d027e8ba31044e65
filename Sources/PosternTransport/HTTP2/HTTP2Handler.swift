import NIOCore

/// Drives one HTTP/2 session by one channel.
///
/// A turn of the loop reads what is there, answers every request in it, and writes once at the end:
/// to the socket itself where nothing encrypts in between, and through the channel what the socket
/// does not take at once.
/// Output stays in the session, where flow control holds it, while the channel has enough to send;
/// meanwhile the channel is not read from either.
final class HTTP2Handler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  let lane: Lane
  private let peer: Peer?
  private(set) var session: HTTP2Session?
  /// Who answers the calls of this connection that stay open, by the numbers of their streams.
  var receivers: [Int32: any CallReceiver] = [:]
  private var isInTurn = false
  private var isPinged = false
  private var context: ChannelHandlerContext?
  private var directOutput: DirectOutput?
  private var gate = ReadGate()
  private var timer = DeadlineTimer()
  private var openedAt = NIODeadline.distantPast
  private var readAt = NIODeadline.distantPast
  private var blockedAt: NIODeadline?
  /// When there was last so much to write that the client may read it for a while.
  private var largeOutputAt: NIODeadline?
  /// Until when the client may read and close, once everything is said; nil before.
  private var lingersUntil: NIODeadline?
  private(set) var hasAnswered = false
  /// Whether requests that have arrived wait for the next turn of the event loop.
  private var isContinuing = false
  /// How many open streams the lane has been told of.
  private var toldStreamCount = 0

  init(lane: Lane, peer: Peer?) {
    self.lane = lane
    self.peer = peer
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    if !lane.encrypts { directOutput = DirectOutput(of: context.channel) }
    openedAt = context.eventLoop.now
    readAt = openedAt
    session = HTTP2Session(
      limits: lane.limits,
      bodyByteCountMax: lane.bodyByteCountMax,
      pool: lane.streamPool,
      limiterCounts: lane.limiterCounts,
      atNanoseconds: readAt.uptimeNanoseconds
    )
    if let paths = lane.streamingHandler?.openPaths, !paths.isEmpty {
      session?.setOpenPaths(paths)
      session?.setUnaryPaths(lane.streamingHandler?.unaryPaths ?? [])
    }
    if session == nil {
      context.close(promise: nil)
    }
    arm(at: session.map(overdueAt) ?? readAt, context: context)
    lane.register(self, for: context.channel)
  }

  func handlerRemoved(context _: ChannelHandlerContext) {
    timer.cancel()
    forgetAllCalls()
    tellStreamCount(0)
    session = nil
    directOutput = nil
    context = nil
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard let session, lingersUntil == nil else { return }
    readAt = context.eventLoop.now
    let bytes = unwrapInboundIn(data)
    isInTurn = true
    isPinged = false
    var byteCount = 0
    session.receive(bytes.readableBytesUInt8Span, atNanoseconds: readAt.uptimeNanoseconds) {
      byteCount = answer(session, behind: byteCount, context: context)
    }
  }

  /// Answers what has arrived; after many bytes the rest waits until the event loop has been round,
  /// so that a client with many large batches does not hold up the others.
  ///
  /// Returns the bytes of this turn: `byteCount` and those that were taken and given now.
  private func answer(
    _ session: HTTP2Session,
    behind byteCount: Int,
    context: ChannelHandlerContext
  ) -> Int {
    if session.hasNews { converse(over: session) }
    guard !isContinuing else { return byteCount }
    var byteCount = byteCount
    let handler = lane.handler
    lane.withBuffers { request, response in
      while byteCount < HTTP2Handler.turnByteCount,
        let arrival = session.takeArrival(into: &request)
      {
        request.peer = peer
        response.removeAll()
        if arrival.isEndedCall, let status = session.callStatus(of: arrival) {
          response.fail(status)
          lane.streamingHandler?.didEnd(request, status.code)
        } else if let rejection = arrival.rejection {
          response.status = rejection.status
          handler.reject(rejection, of: request, into: &response)
        } else {
          handler.respond(to: request, into: &response)
        }
        byteCount += request.body.count + response.body.count
        session.respond(to: arrival, with: &response)
        hasAnswered = true
      }
    }
    guard byteCount >= HTTP2Handler.turnByteCount else { return byteCount }
    isContinuing = true
    context.eventLoop.assumeIsolated().execute {
      self.isContinuing = false
      guard let context = self.context, let session = self.session else { return }
      _ = self.answer(session, behind: 0, context: context)
      self.write(context: context)
    }
    return byteCount
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isInTurn = false
    write(context: context)
    armForStreams(since: readAt, context: context)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    write(context: context)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event as? ChannelEvent == .inputClosed {
      // Without its frames, a client of HTTP/2 cannot go on.
      context.close(promise: nil)
    } else {
      context.fireUserInboundEventTriggered(event)
    }
  }

  func read(context: ChannelHandlerContext) {
    if gate.admitRead() {
      context.read()
    }
  }

  func errorCaught(context: ChannelHandlerContext, error _: any Error) {
    context.close(promise: nil)
  }

  /// Writes what the session has, as long as the channel takes it, and closes when the session is
  /// done.
  private func write(context: ChannelHandlerContext) {
    guard let session, lingersUntil == nil else { return }
    var hasMore = true
    while hasMore, takesMore(context) {
      let byteCount = session.takeOutput(byteCountMax: HTTP2Handler.writeByteCount) { bytes in
        // Before the client can know of it, and ask for the count.
        tellStreamCount(session.openStreamCount)
        send(bytes, context: context)
      }
      hasMore = byteCount >= HTTP2Handler.writeByteCount
      if hasMore { largeOutputAt = context.eventLoop.now }
    }
    if session.hasNews { forgetClosedCalls(of: session) }
    tellStreamCount(session.openStreamCount)
    if session.isFinished {
      if session.violation == nil { linger(context: context) } else { close(context: context) }
      return
    }
    let takesMore = takesMore(context)
    if takesMore {
      blockedAt = nil
    } else if blockedAt == nil {
      blockedAt = context.eventLoop.now
      lane.limiterCounts.count(.pendingOutput)
      arm(
        at: context.eventLoop.now + .seconds(Int64(lane.limits.answerSeconds)),
        context: context
      )
    }
    if gate.set(isOpen: takesMore && !isContinuing) {
      context.read()
    }
  }

  /// Closes our side only, and throws away what the client still sends.
  ///
  /// A connection that is closed while frames of the client come is reset, and what the client has
  /// not read by then is lost. Who has had much to read gets the time of an answer for it; others
  /// close at once, or have forgotten the connection.
  private func linger(context: ChannelHandlerContext) {
    let now = context.eventLoop.now
    let large = largeOutputAt.map { $0 + .seconds(Int64(lane.limits.answerSeconds)) } ?? now
    let end = max(large, now + Lane.drainPatience)
    lingersUntil = end
    let promise = context.eventLoop.makePromise(of: Void.self)
    promise.futureResult.assumeIsolated().whenFailure { _ in
      self.context?.close(promise: nil)
    }
    context.close(mode: .output, promise: promise)
    arm(at: end, context: context)
    if gate.set(isOpen: true) {
      context.read()
    }
  }

  /// Sends bytes to the socket; what it does not take now waits in the channel, and all that
  /// follows behind it.
  private func send(_ bytes: RawSpan, context: ChannelHandlerContext) {
    let sentCount = directOutput?.send(bytes) ?? 0
    guard sentCount < bytes.byteCount else { return }
    let promise = directOutput?.hold(nil)
    lane.withOutput { buffer in
      buffer.writeBytes(bytes.extracting(droppingFirst: sentCount))
      context.writeAndFlush(wrapOutboundOut(buffer), promise: promise)
    }
  }

  /// Whether there is no reason to wait before more is sent.
  private func takesMore(_ context: ChannelHandlerContext) -> Bool {
    directOutput?.isOpen == true || context.channel.isWritable
  }

  /// Tells how many streams stay open when everything is written: none, as long as clients read.
  private func tellStreamCount(_ count: Int) {
    guard count != toldStreamCount else { return }
    lane.connectionCount.addStreams(count - toldStreamCount)
    toldStreamCount = count
  }

  /// Writes at the end of the turn, or at once outside of one.
  func writeLater() {
    guard !isInTurn, let context else { return }
    write(context: context)
    armForStreams(since: context.eventLoop.now, context: context)
  }

  private static let writeByteCount = 64 * 1024
  /// The bytes of questions and answers after which other connections have their turn: some
  /// milliseconds of work.
  private static let turnByteCount = 128 * 1024

  /// Has a look when the first of the open streams may be late, if there are any.
  private func armForStreams(since now: NIODeadline, context: ChannelHandlerContext) {
    guard let session, session.openStreamCount > 0 else { return }
    let seconds = min(lane.limits.requestSeconds, lane.limits.answerSeconds)
    let call = NIODeadline.uptimeNanoseconds(session.callDeadlineNanoseconds)
    arm(at: min(call, now + .seconds(Int64(seconds))), context: context)
  }

  private func arm(at deadline: NIODeadline, context: ChannelHandlerContext) {
    timer.arm(at: deadline, on: context.eventLoop) {
      self.didReachDeadline()
    }
  }

  /// Ends what is overdue, be it the connection, and waits for what may be overdue next.
  private func didReachDeadline() {
    timer.didFire()
    guard let context, let session else { return }
    let now = context.eventLoop.now
    if let lingersUntil {
      guard lingersUntil <= now else { return arm(at: lingersUntil, context: context) }
      context.close(promise: nil)
      return
    }
    session.expireCalls(atNanoseconds: now.uptimeNanoseconds)
    session.expireRequests(atNanoseconds: now.uptimeNanoseconds)
    session.expireAnswers(atNanoseconds: now.uptimeNanoseconds)
    _ = answer(session, behind: 0, context: context)
    write(context: context)
    let next = overdueAt(session)
    guard next <= now else {
      arm(at: next, context: context)
      return
    }
    if session.isQuiet, blockedAt == nil, !isPinged {
      // A client that waits for news may be silent for long; whether it is there can be asked.
      isPinged = true
      session.ping()
      write(context: context)
      arm(at: now + .seconds(Int64(lane.limits.requestSeconds)), context: context)
      return
    }
    guard idleSince == nil else {
      lane.limiterCounts.count(session.hasBegun ? .idleTime : .requestTime)
      evict()
      return
    }
    let isAnswerLate =
      blockedAt != nil || session.hasOverdueAnswer(atNanoseconds: now.uptimeNanoseconds)
    session.end(with: isAnswerLate ? .answerTooSlow : .requestTooSlow)
    write(context: context)
    close(context: context)
  }

  private func close(context: ChannelHandlerContext) {
    if let limiter = session?.violation?.limiter {
      lane.report(limiter, of: context.channel, detail: nil)
    }
    context.close(promise: nil)
  }

  private func overdueAt(_ session: HTTP2Session) -> NIODeadline {
    // Every client has something to say at first, and half of it is too little.
    guard session.hasBegun else { return openedAt + .seconds(Int64(lane.limits.requestSeconds)) }
    let blocked = blockedAt.map { $0 + .seconds(Int64(lane.limits.answerSeconds)) }
    let stream = session.deadlineNanoseconds.map { NIODeadline.uptimeNanoseconds($0) }
    let idle = readAt + .seconds(Int64(lane.limits.idleSeconds))
    return min(
      blocked ?? .distantFuture,
      session.isQuiet ? min(stream ?? idle, idle) : stream ?? idle
    )
  }
}

extension HTTP2Handler: Connection {
  var idleSince: NIODeadline? {
    guard let session, session.openStreamCount == 0, blockedAt == nil else { return nil }
    return readAt
  }

  func evict() {
    guard let context, let session else { return }
    session.finishDrain()
    write(context: context)
    context.close(promise: nil)
  }

  func beginDrain() {
    guard let context, let session else { return }
    for id in receivers.keys { session.end(id, CallStatus(.unavailable, "the server stops")) }
    session.beginDrain()
    write(context: context)
    // A client that does not answer the PING gets the final GOAWAY all the same.
    context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(1)) {
      guard let context = self.context else { return }
      session.finishDrain()
      self.write(context: context)
    }
  }
}
