import NIOCore

/// Stands in front of the decoder of HTTP/1.1 and gives it what the connection has time for.
///
///     socket ─▶ HTTP1Intake ─▶ decoder ─▶ HTTP1Handler
///
/// It knows where each request ends. So a head stays here until it is whole and is given on in a
/// form that the decoder reads; one that does not end is refused; the next request stays here while
/// the client does not read its answers; and behind the last request everything is thrown away.
final class HTTP1Intake: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private enum Place {
    case head(HTTP1HeadEnd)
    case body(HTTP1BodyEnd)
    /// Behind the last request.
    case end
  }

  private let lane: Lane
  private var place = Place.head(HTTP1HeadEnd())
  /// The head that the decoder was given; nil but while it reads that.
  private(set) var form: HTTP1HeadForm?
  /// What has come and was not given on.
  private var held = ByteBuffer()
  /// The part of it that the loop's budget knows.
  private var heldByteCount = 0
  private var gate = ReadGate()
  private var isFeeding = false
  /// Whether the next request waits until answers are read.
  private var isPaused = false
  /// Whether reading pauses, as it was counted.
  private var isBlocked = false
  private var context: ChannelHandlerContext?
  /// Whether the client has said that it sends nothing more.
  private(set) var isInputClosed = false
  private var hasPassedInputEnd = false

  init(lane: Lane) {
    self.lane = lane
  }

  /// Whether a request has begun whose head is not whole.
  var isInHead: Bool {
    if case .head(let end) = place { end.hasBegun } else { false }
  }

  /// Whether nothing more comes, and nothing is left of what has come.
  var isAtEnd: Bool {
    if case .end = place { isInputClosed } else { hasPassedInputEnd }
  }

  /// Whether the decoder may come with a head now.
  var expectsHead: Bool {
    if case .head = place { true } else { false }
  }

  /// Goes on with the body of the request whose head has come.
  func beginBody(_ end: HTTP1BodyEnd) {
    form = nil
    place = .body(end)
  }

  /// Goes on with the head of the next request.
  func beginHead() {
    place = .head(HTTP1HeadEnd())
  }

  /// Throws away what is there and what still comes.
  func discardAll() {
    form = nil
    place = .end
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
  }

  func handlerRemoved(context _: ChannelHandlerContext) {
    held = ByteBuffer()
    holdHeld()
    context = nil
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    if held.readableBytes == 0 {
      held = bytes
    } else {
      held.discardReadBytes()
      held.writeBuffer(&bytes)
    }
    feed(context: context)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    context.fireChannelReadComplete()
    updateGate(context: context)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    context.fireChannelWritabilityChanged()
    if isPaused, context.channel.isWritable {
      isPaused = false
      // Not at once: the channel may be in the middle of writing.
      context.eventLoop.assumeIsolated().execute { self.resume() }
    }
    updateGate(context: context)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard event as? ChannelEvent == .inputClosed else {
      context.fireUserInboundEventTriggered(event)
      return
    }
    isInputClosed = true
    passInputEnd(context: context)
  }

  func read(context: ChannelHandlerContext) {
    if gate.admitRead() {
      context.read()
    }
  }

  private func resume() {
    guard let context else { return }
    feed(context: context)
    passInputEnd(context: context)
    context.fireChannelReadComplete()
    updateGate(context: context)
  }

  /// Gives the decoder what it may have, one part of a request after the other.
  private func feed(context: ChannelHandlerContext) {
    guard !isFeeding else { return }
    isFeeding = true
    do throws(TransportRejection) {
      while let piece = try takePiece(context: context) {
        context.fireChannelRead(wrapInboundOut(piece))
      }
    } catch {
      context.fireErrorCaught(error)
      discardAll()
    }
    if held.readableBytes == 0 { held = ByteBuffer() }
    isFeeding = false
    holdHeld()
  }

  private func takePiece(
    context: ChannelHandlerContext
  ) throws(TransportRejection) -> ByteBuffer? {
    guard held.readableBytes > 0 else { return nil }
    switch place {
    case .end:
      held = ByteBuffer()
      return nil
    case .head(let end):
      isPaused = !end.hasBegun && !context.channel.isWritable
      return isPaused ? nil : try takeHead(end)
    case .body(var end):
      let bytes = held
      let count = end.advance(over: bytes.readableBytesUInt8Span)
      place = .body(end)
      guard end.idleByteCount <= lane.limits.headerListByteCountMax else { throw .headersTooLarge }
      guard end.chunkByteCount <= lane.bodyByteCountMax else { throw .bodyTooLarge }
      // The end is here and the decoder has not seen it: two readings of the same bytes.
      guard count > 0 else { throw .malformed }
      return held.readSlice(length: count)
    }
  }

  /// Takes a head when it is whole; until then it stays.
  private func takeHead(_ start: HTTP1HeadEnd) throws(TransportRejection) -> ByteBuffer? {
    var end = start
    // The decoder has not seen the end of the head that it was given.
    guard !end.isWhole else { throw .malformed }
    if !end.hasBegun {
      held.moveReaderIndex(
        forwardBy: HTTP1HeadEnd.emptyByteCount(of: held.readableBytesUInt8Span)
      )
    }
    let bytes = held
    try end.advance(
      over: bytes.readableBytesUInt8Span.extracting(droppingFirst: end.byteCount),
      lineByteCountMax: lane.limits.headerListByteCountMax
    )
    place = .head(end)
    guard end.isWhole, let head = held.readSlice(length: end.byteCount) else { return nil }
    let form = HTTP1HeadForm(head, line: end.line)
    self.form = form
    return form.bytes
  }

  /// Tells that nothing more comes, behind everything that has come.
  private func passInputEnd(context: ChannelHandlerContext) {
    guard isInputClosed, !hasPassedInputEnd else { return }
    if isInHead, held.readableBytes > 0 {
      context.fireErrorCaught(TransportRejection.malformed)
      discardAll()
      held = ByteBuffer()
      holdHeld()
    }
    guard held.readableBytes == 0 else { return }
    hasPassedInputEnd = true
    context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
  }

  /// Has the budget of the loop know what is held; when it is spent, who holds much is closed.
  private func holdHeld() {
    lane.budget.hold(held.readableBytes - heldByteCount)
    heldByteCount = held.readableBytes
    guard lane.budget.isSpent, heldByteCount > lane.limits.connectionBufferByteCountMin,
      let context
    else { return }
    lane.count(.sharedBuffers, on: context.channel)
    context.close(promise: nil)
  }

  private func updateGate(context: ChannelHandlerContext) {
    let isOpen = context.channel.isWritable && !isPaused
    if isBlocked == isOpen {
      isBlocked = !isOpen
      if isBlocked { lane.limiterCounts.count(.pendingOutput) }
    }
    if gate.set(isOpen: isOpen) {
      context.read()
    }
  }
}
