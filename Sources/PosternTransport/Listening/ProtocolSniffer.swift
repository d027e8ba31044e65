import NIOCore

/// Looks at the first bytes of a connection and gives it to the handlers of HTTP/2 or of HTTP/1.1.
///
/// The preface of HTTP/2 begins with `PRI`, a method that HTTP/1.1 will never have (RFC 9113 §3.4).
final class ProtocolSniffer: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private static let prefaceStart: [UInt8] = Array("PRI".utf8)

  private let lane: Lane
  private let peer: Peer?
  private var received = ByteBuffer()
  private var timer = DeadlineTimer()
  private var context: ChannelHandlerContext?
  private var openedAt = NIODeadline.distantPast

  init(lane: Lane, peer: Peer?) {
    self.lane = lane
    self.peer = peer
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    lane.register(self, for: context.channel)
    openedAt = context.eventLoop.now
    let deadline = openedAt + .seconds(Int64(lane.limits.requestSeconds))
    timer.arm(at: deadline, on: context.eventLoop) {
      self.lane.count(.requestTime, on: context.channel)
      context.close(promise: nil)
    }
  }

  func handlerRemoved(context _: ChannelHandlerContext) {
    timer.cancel()
    context = nil
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var buffer = unwrapInboundIn(data)
    if received.readableBytes == 0 {
      received = buffer
    } else {
      received.writeBuffer(&buffer)
    }
    let start = ProtocolSniffer.prefaceStart
    if !received.readableBytesView.prefix(start.count).elementsEqual(
      start.prefix(received.readableBytes)
    ) {
      handOver(to: lane.makeHTTP1Handlers(peer: peer), context: context)
    } else if received.readableBytes >= start.count {
      handOver(to: [HTTP2Handler(lane: lane, peer: peer)], context: context)
    }
  }

  /// Closes: without its first bytes, a client that sends nothing more has asked nothing.
  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event as? ChannelEvent == .inputClosed {
      context.close(promise: nil)
    } else {
      context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error _: any Error) {
    context.close(promise: nil)
  }

  private func handOver(to handlers: [any ChannelHandler], context: ChannelHandlerContext) {
    let operations = context.pipeline.syncOperations
    do {
      try operations.addHandlers(handlers, position: .after(self))
    } catch {
      // The channel is closing already; there is nobody left to answer.
      context.close(promise: nil)
      return
    }
    let bytes = received
    received = ByteBuffer()
    context.fireChannelRead(wrapInboundOut(bytes))
    operations.removeHandler(context: context, promise: nil)
  }
}

extension ProtocolSniffer: Connection {
  var idleSince: NIODeadline? { openedAt }

  var hasAnswered: Bool { false }

  /// Waits a moment: the client may have a question under way already.
  func beginDrain() {
    guard let context else { return }
    timer.arm(at: context.eventLoop.now + Lane.drainPatience, on: context.eventLoop) {
      context.close(promise: nil)
    }
  }

  func evict() {
    context?.close(promise: nil)
  }
}
