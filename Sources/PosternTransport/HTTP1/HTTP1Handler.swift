import NIOCore
import NIOHTTP1

/// Answers the requests of one HTTP/1.1 connection, one after the other.
///
/// NIO's decoder refuses what is not HTTP; this refuses what is HTTP but has no place here: what
/// `HTTP1HeadRules` says of heads, and bodies that are too long.
final class HTTP1Handler: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private enum State {
    /// Between two requests.
    case idle
    /// A request is arriving, since the given time.
    case receiving(since: NIODeadline)
    /// The last answer is written; what still comes is thrown away until the client closes.
    case closing(since: NIODeadline)
  }

  private let lane: Lane
  private let peer: Peer?
  private var state = State.idle
  private var request = Request()
  private var keepsAlive = true
  /// Whether the client speaks HTTP/1.0, which closes unless it is told that we do not.
  private var isOldClient = false
  private(set) var hasAnswered = false
  /// The bytes of the body so far, as the loop's budget knows them.
  private var heldByteCount = 0
  /// Since when no further request is wanted; nil while they are.
  private var drainingSince: NIODeadline?
  private var context: ChannelHandlerContext?
  private var gate = ReadGate()
  private var timer = DeadlineTimer()
  private var readAt = NIODeadline.distantPast
  /// Whether the bytes read in this turn of the loop have completed any part of a request.
  private var hasReadPart = false

  init(lane: Lane, peer: Peer?) {
    self.lane = lane
    self.peer = peer
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    readAt = context.eventLoop.now
    arm(at: readAt + .seconds(Int64(lane.limits.idleSeconds)), context: context)
    lane.register(self, for: context.channel)
  }

  func handlerRemoved(context _: ChannelHandlerContext) {
    timer.cancel()
    releaseBody()
    context = nil
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    readAt = context.eventLoop.now
    hasReadPart = true
    if case .closing = state { return }
    switch unwrapInboundIn(data) {
    case .head(let head): begin(head, context: context)
    case .body(let bytes): append(bytes, context: context)
    case .end: answer(context: context)
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    context.flush()
    if !hasReadPart, case .idle = state {
      // The decoder keeps half a head to itself; its time runs from here.
      beginReceiving(at: context.eventLoop.now, context: context)
    }
    hasReadPart = false
    updateGate(context: context)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    updateGate(context: context)
  }

  func read(context: ChannelHandlerContext) {
    if gate.admitRead() {
      context.read()
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? HTTPParserError else {
      context.close(promise: nil)
      return
    }
    reject(error == .headerOverflow ? .headersTooLarge : .malformed, context: context)
  }

  private func begin(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
    if case .idle = state {
      beginReceiving(at: readAt, context: context)
    }
    request.removeAll()
    request.peer = peer
    request.setMethod(named: head.method.rawValue.utf8.span)
    request.setTarget(head.uri.utf8.span)
    for field in head.headers {
      request.appendField(
        name: field.name.lowercased().utf8.span,
        value: HTTP1HeadRules.value(field.value).span
      )
    }
    // The decoder stops after a request that asks for another protocol, so this must be the last
    // one.
    keepsAlive = head.isKeepAlive && request.fields.count(of: "upgrade") == 0
    isOldClient = head.version == .http1_0
    if let rejection = HTTP1HeadRules.rejection(of: head, bodyByteCountMax: lane.bodyByteCountMax) {
      reject(rejection, context: context)
    } else if head.version == .http1_1 {
      answerExpectation(of: head, context: context)
    }
  }

  /// Tells a client that waits for it to send its body (RFC 9110 §10.1.1).
  private func answerExpectation(of head: HTTPRequestHead, context: ChannelHandlerContext) {
    guard
      head.headers["expect"].contains(where: {
        Substring(HTTP1HeadRules.value($0)).lowercased() == "100-continue"
      })
    else { return }
    let go = HTTPResponseHead(version: .http1_1, status: .continue)
    context.write(wrapOutboundOut(.head(go)), promise: nil)
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
      write(response, context: context)
    }
    hasAnswered = true
    state = .idle
    // What is refused from here on has no fields of its own yet, and must not get these.
    request.removeAll()
    if !keepsAlive || drainingSince != nil {
      finish(context: context)
    }
  }

  /// Answers without a handler and ends the connection, since the rest of its bytes means nothing.
  private func reject(_ rejection: TransportRejection, context: ChannelHandlerContext) {
    if case .closing = state { return }
    keepsAlive = false
    releaseBody()
    if let limiter = rejection.limiter {
      lane.limiterCounts.count(limiter)
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
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    if !response.body.isEmpty, request.method != .head {
      context.write(
        wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: response.body)))),
        promise: nil
      )
    }
    context.write(wrapOutboundOut(.end(nil)), promise: nil)
  }

  /// Closes our side only, so that an answer is not lost while the client still sends.
  private func finish(context: ChannelHandlerContext) {
    state = .closing(since: readAt)
    context.flush()
    context.close(mode: .output, promise: nil)
    arm(at: readAt + closingTime, context: context)
  }

  private func updateGate(context: ChannelHandlerContext) {
    if gate.set(isOpen: context.channel.isWritable) {
      context.read()
    }
  }

  private func arm(at deadline: NIODeadline, context: ChannelHandlerContext) {
    timer.arm(at: deadline, on: context.eventLoop) {
      self.didReachDeadline()
    }
  }

  /// Ends the connection if anything is overdue, else waits for what may be overdue next.
  private func didReachDeadline() {
    timer.didFire()
    guard let context else { return }
    let next = overdueAt
    if next <= context.eventLoop.now {
      if case .idle = state {
        lane.limiterCounts.count(.idleTime)
      } else {
        lane.limiterCounts.count(.requestTime)
      }
      context.close(promise: nil)
    } else {
      arm(at: next, context: context)
    }
  }

  private var overdueAt: NIODeadline {
    switch state {
    case .idle:
      min(
        readAt + .seconds(Int64(lane.limits.idleSeconds)),
        drainingSince.map { $0 + Lane.drainPatience } ?? .distantFuture
      )
    case .receiving(let since): since + .seconds(Int64(lane.limits.requestSeconds))
    case .closing(let since): since + closingTime
    }
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
    case .idle, .closing: arm(at: context.eventLoop.now + Lane.drainPatience, context: context)
    case .receiving: break
    }
  }

  var idleSince: NIODeadline? {
    if case .idle = state { readAt } else { nil }
  }

  func evict() {
    context?.close(promise: nil)
  }
}
