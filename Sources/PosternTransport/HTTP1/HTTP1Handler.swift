import NIOCore
import NIOHTTP1

/// Answers the requests of one HTTP/1.1 connection, one after the other.
///
/// NIO's decoder refuses what is not HTTP; this refuses what is HTTP but has no place here: what
/// `HTTP1HeadRules` says of heads, and bodies that are too long.
final class HTTP1Handler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private enum State {
    /// Between two requests.
    case idle
    /// A request is arriving, since the given time.
    case receiving(since: NIODeadline)
    /// The last answer is given, and since then or since it was written the client should close;
    /// what still comes is thrown away.
    case closing(since: NIODeadline)
  }

  private let lane: Lane
  private let peer: Peer?
  private let intake: HTTP1Intake
  private var state = State.idle
  private var request = Request()
  private var keepsAlive = true
  /// Whether the client speaks HTTP/1.0, which closes unless it is told that we do not.
  private var isOldClient = false
  private(set) var hasAnswered = false
  /// Whether the connection ends as soon as the last answer is written, whoever still sends.
  private var closesWhenWritten = false
  /// The bytes of the body so far, as the loop's budget knows them.
  private var heldByteCount = 0
  private var pendingAnswers = HTTP1PendingAnswers()
  /// Since when no further request is wanted; nil while they are.
  private var drainingSince: NIODeadline?
  private var context: ChannelHandlerContext?
  private var timer = DeadlineTimer()
  /// When a part of a request was last read, or the last answer written.
  private var activeAt = NIODeadline.distantPast

  init(lane: Lane, peer: Peer?, intake: HTTP1Intake) {
    self.lane = lane
    self.peer = peer
    self.intake = intake
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    activeAt = context.eventLoop.now
    arm(at: activeAt + .seconds(Int64(lane.limits.idleSeconds)), context: context)
    lane.register(self, for: context.channel)
  }

  func handlerRemoved(context _: ChannelHandlerContext) {
    timer.cancel()
    releaseBody()
    context = nil
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    activeAt = context.eventLoop.now
    if case .closing = state { return }
    switch unwrapInboundIn(data) {
    case .head(let head): begin(head, context: context)
    case .body(let bytes): append(bytes, context: context)
    case .end: answer(context: context)
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    context.flush()
    if intake.isInHead, case .idle = state {
      // The decoder keeps half a head to itself; its time runs from here.
      beginReceiving(at: context.eventLoop.now, context: context)
    }
    if pendingAnswers.since != nil { arm(at: overdueAt, context: context) }
  }

  /// Closes once everything is written: the client sends nothing more, and may read on.
  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event as? ChannelEvent == .inputClosed {
      closeWhenWritten(context: context)
    } else {
      context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case let rejection as TransportRejection:
      reject(rejection, context: context)
    case let error as HTTPParserError:
      reject(error == .headerOverflow ? .headersTooLarge : .malformed, context: context)
    case is ByteToMessageDecoderError.PayloadTooLargeError:
      reject(.headersTooLarge, context: context)
    default:
      context.close(promise: nil)
    }
  }

  private func begin(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
    if case .idle = state {
      beginReceiving(at: activeAt, context: context)
    }
    guard intake.expectsHead, let form = intake.form else {
      // The decoder found the end of the request before at another place.
      reject(.malformed, context: context)
      return
    }
    take(head, in: form)
    keepsAlive = HTTP1HeadRules.keepsAlive(head)
    isOldClient = head.version == .http1_0
    let rejection =
      form.rejection
      ?? HTTP1HeadRules.rejection(
        of: head,
        in: request,
        bodyByteCountMax: lane.bodyByteCountMax
      )
    if let rejection {
      reject(rejection, context: context)
      return
    }
    intake.beginBody(HTTP1HeadRules.bodyEnd(of: head))
    guard HTTP1HeadRules.expectation(of: head, in: request) == .toGoOn else { return }
    let go = HTTPResponseHead(version: .http1_1, status: .continue)
    context.write(wrapOutboundOut(.head(go)), promise: nil)
  }

  /// Makes the request of a head and of what its form does not say.
  private func take(_ head: HTTPRequestHead, in form: HTTP1HeadForm) {
    request.removeAll()
    request.peer = peer
    request.setMethod(named: form.method.readableBytesUInt8Span)
    request.setTarget(head.uri.utf8.span)
    for (index, field) in head.headers.enumerated() {
      let name = form.upgradeIndices.contains(index) ? "upgrade" : field.name.lowercased()
      request.appendField(
        name: name.utf8.span,
        value: HTTP1HeadRules.bytes(of: HTTP1HeadRules.value(field.value)).span
      )
    }
  }

  private func beginReceiving(at now: NIODeadline, context: ChannelHandlerContext) {
    state = .receiving(since: now)
    arm(at: now + .seconds(Int64(lane.limits.requestSeconds)), context: context)
  }

  private func append(_ bytes: ByteBuffer, context: ChannelHandlerContext) {
    guard request.body.count + bytes.readableBytes <= lane.bodyByteCountMax else {
      reject(.bodyTooLarge, context: context)
      return
    }
    let byteCount = heldByteCount + bytes.readableBytes
    guard !lane.budget.isSpent || byteCount <= lane.limits.connectionBufferByteCountMin else {
      lane.count(.sharedBuffers, on: context.channel)
      reject(.overloaded, context: context)
      return
    }
    heldByteCount += bytes.readableBytes
    lane.budget.hold(bytes.readableBytes)
    request.body.append(contentsOf: bytes.readableBytesView)
  }

  private func releaseBody() {
    lane.budget.release(heldByteCount)
    heldByteCount = 0
  }

  private func answer(context: ChannelHandlerContext) {
    releaseBody()
    lane.withBuffers { _, response in
      response.removeAll()
      lane.handler.respond(to: request, into: &response)
      if response.callStatus != nil {
        // A call ends with a status behind its body, for which HTTP/1.1 is not the protocol.
        response.removeAll()
        response.status = 505
        response.contentType = .none
      }
      bound(&response, context: context)
      write(response, context: context)
    }
    hasAnswered = true
    state = .idle
    intake.beginHead()
    // What is refused from here on has no fields of its own yet, and must not get these.
    request.removeAll()
    if !keepsAlive || drainingSince != nil {
      finish(context: context)
    }
  }

  /// Puts a refusal in place of a long answer while the loop has too much in memory.
  private func bound(_ response: inout Response, context: ChannelHandlerContext) {
    guard lane.budget.isSpent, response.body.count > lane.limits.connectionBufferByteCountMin
    else { return }
    lane.count(.bufferedAnswers, on: context.channel)
    lane.count(.sharedBuffers, on: context.channel)
    response.removeAll()
    response.status = TransportRejection.overloaded.status
    lane.handler.reject(.overloaded, of: request, into: &response)
  }

  /// Answers without a handler and ends the connection, since the rest of its bytes means nothing.
  private func reject(_ rejection: TransportRejection, context: ChannelHandlerContext) {
    if case .closing = state { return }
    keepsAlive = false
    releaseBody()
    if let limiter = rejection.limiter {
      lane.count(limiter, on: context.channel)
    }
    lane.withBuffers { _, response in
      response.removeAll()
      response.status = rejection.status
      lane.handler.reject(rejection, of: request, into: &response)
      write(response, context: context)
    }
    finish(context: context)
  }

  private func write(_ response: Response, context: ChannelHandlerContext) {
    var headers = HTTPHeaders()
    if response.contentType != .none {
      headers.add(name: "content-type", value: response.contentType.fieldValue.description)
    }
    headers.add(name: "content-length", value: String(response.body.count))
    // A server with a clock says the time (RFC 9110 §6.6.1). On HTTP/2, where every field costs
    // each of many small answers, it is left out.
    headers.add(name: "date", value: lane.dateText())
    if !response.allow.isEmpty {
      headers.add(name: "allow", value: response.allow.fieldValue)
    }
    for index in 0..<response.fields.count {
      headers.add(
        name: String(decoding: response.fields.name(at: index), as: UTF8.self),
        value: String(decoding: response.fields.value(at: index), as: UTF8.self)
      )
    }
    if !keepsAlive || drainingSince != nil {
      headers.add(name: "connection", value: "close")
    } else if isOldClient {
      headers.add(name: "connection", value: "keep-alive")
    }
    let head = HTTPResponseHead(
      version: .http1_1,
      status: HTTPResponseStatus(statusCode: Int(response.status)),
      headers: headers
    )
    if response.body.isEmpty || request.method == .head {
      context.write(wrapOutboundOut(.head(head)), promise: written(0, context: context))
    } else {
      context.write(wrapOutboundOut(.head(head)), promise: nil)
      context.write(
        wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: response.body)))),
        promise: written(response.body.count, context: context)
      )
    }
    context.write(wrapOutboundOut(.end(nil)), promise: nil)
  }

  /// Notes an answer of so many bytes, and promises to forget it when the system has taken it.
  private func written(
    _ byteCount: Int,
    context: ChannelHandlerContext
  ) -> EventLoopPromise<Void> {
    pendingAnswers.add(at: context.eventLoop.now)
    lane.budget.hold(byteCount)
    let promise = context.eventLoop.makePromise(of: Void.self)
    promise.futureResult.assumeIsolated().whenComplete { _ in self.didWrite(byteCount) }
    return promise
  }

  private func didWrite(_ byteCount: Int) {
    lane.budget.release(byteCount)
    guard let context else { return }
    activeAt = context.eventLoop.now
    pendingAnswers.removeFirst(at: activeAt)
    guard pendingAnswers.since == nil else { return }
    if case .closing = state { state = .closing(since: activeAt) }
    if intake.isAtEnd || closesWhenWritten { closeWhenWritten(context: context) }
    arm(at: overdueAt, context: context)
  }

  /// Closes our side only, so that an answer is not lost while the client still sends.
  private func finish(context: ChannelHandlerContext) {
    state = .closing(since: context.eventLoop.now)
    intake.discardAll()
    context.flush()
    if intake.isInputClosed {
      closeWhenWritten(context: context)
    } else {
      context.close(mode: .output, promise: nil)
    }
    arm(at: overdueAt, context: context)
  }

  private func closeWhenWritten(context: ChannelHandlerContext) {
    if pendingAnswers.since == nil {
      context.close(promise: nil)
    }
  }

  private func arm(at deadline: NIODeadline, context: ChannelHandlerContext) {
    timer.arm(at: deadline, on: context.eventLoop) {
      self.didReachDeadline()
    }
  }

  /// Ends the connection if anything is overdue, else waits for what may be overdue next.
  ///
  /// Who has begun a request is told (RFC 9110 §15.5.9), and has time to read that, and no more.
  private func didReachDeadline() {
    timer.didFire()
    guard let context else { return }
    let next = overdueAt
    guard next <= context.eventLoop.now else {
      arm(at: next, context: context)
      return
    }
    let overdue = overdue
    if overdue == .requestTime, case .receiving = state {
      closesWhenWritten = true
      reject(.requestTooSlow, context: context)
      closeWhenWritten(context: context)
    } else {
      if let overdue { lane.count(overdue, on: context.channel) }
      context.close(promise: nil)
    }
  }

  /// When the connection ends if nothing happens; while answers are read, it is neither idle nor
  /// about to be closed.
  private var overdueAt: NIODeadline {
    switch (state, answerDeadline) {
    case (.receiving(let since), let answer):
      min(answer ?? .distantFuture, since + .seconds(Int64(lane.limits.requestSeconds)))
    case (_, let answer?): answer
    case (.idle, nil):
      min(
        activeAt + .seconds(Int64(lane.limits.idleSeconds)),
        drainingSince.map { max($0, activeAt) + Lane.drainPatience } ?? .distantFuture
      )
    case (.closing(let since), nil): since + closingTime
    }
  }

  /// What the connection has no time for any more; nil for one that only ends with the server.
  private var overdue: Limiter? {
    if let answerDeadline, answerDeadline <= overdueAt { return .answerTime }
    return switch state {
    case .receiving: .requestTime
    case .idle: drainingSince == nil ? .idleTime : nil
    case .closing: drainingSince == nil ? .requestTime : nil
    }
  }

  private var answerDeadline: NIODeadline? {
    pendingAnswers.since.map { $0 + .seconds(Int64(lane.limits.answerSeconds)) }
  }

  /// How long a client may take to close after its last answer.
  private var closingTime: TimeAmount {
    drainingSince == nil ? .seconds(Int64(lane.limits.requestSeconds)) : Lane.drainPatience
  }
}

extension HTTP1Handler: Connection {
  /// Answers what is under way and says that it was the last.
  ///
  /// HTTP/1.1 cannot announce an end on an idle connection, whose client may have sent its next
  /// request already. So a moment is left for one.
  func beginDrain() {
    guard let context, drainingSince == nil else { return }
    drainingSince = context.eventLoop.now
    switch state {
    case .idle, .closing: arm(at: overdueAt, context: context)
    case .receiving: break
    }
  }

  var idleSince: NIODeadline? {
    if case .idle = state, pendingAnswers.since == nil { activeAt } else { nil }
  }

  func evict() {
    context?.close(promise: nil)
  }
}
