import NIOCore
import PosternText

/// Drives one TLS session by one channel, and gives the connection to the handlers of what the
/// client wants to speak.
///
/// Bytes are encrypted as they are written, and flushed when the handlers behind this one flush.
/// Those of HTTP/2, which writes once in a turn, go to the socket at once.
final class TLSHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let lane: Lane
  private let identity: TLSIdentity
  private let process: ProcessCredentials?
  private var session: TLSSession?
  private var context: ChannelHandlerContext?
  private var directOutput: DirectOutput?
  /// Whether what is written need not wait for a flush.
  private var sendsAtOnce = false
  private var timer = DeadlineTimer()
  private var gate = ReadGate()
  private var waiting = ByteBuffer()
  private var isWaiting = false
  /// Whether the handlers behind this one have something to do before the loop goes on.
  private var hasNews = false
  private var hasPassedInputEnd = false
  private var openedAt = NIODeadline.distantPast
  /// What is left for messages that carry nothing for a request.
  private var messages: TokenBucket

  init(lane: Lane, identity: TLSIdentity, process: ProcessCredentials?) {
    self.lane = lane
    self.identity = identity
    self.process = process
    messages = TokenBucket(
      burstCount: lane.limits.controlFrameBurstCount,
      perSecond: lane.limits.controlFramesPerSecond,
      atNanoseconds: 0
    )
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    session = identity.makeSession()
    directOutput = DirectOutput(of: context.channel)
    if session == nil {
      context.close(promise: nil)
    }
    lane.register(self, for: context.channel)
    let deadline = context.eventLoop.now + .seconds(Int64(lane.limits.handshakeSeconds))
    openedAt = context.eventLoop.now
    timer.arm(at: deadline, on: context.eventLoop) {
      self.lane.limiterCounts.count(.handshakeTime)
      self.lane.report(.handshakeTime, of: context.channel, detail: nil)
      context.close(promise: nil)
    }
  }

  func handlerRemoved(context _: ChannelHandlerContext) {
    timer.cancel()
    session = nil
    directOutput = nil
    context = nil
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    guard session?.phase == .handshaking else {
      receive(bytes, context: context)
      return
    }
    waiting.writeBuffer(&bytes)
    guard !isWaiting else { return }
    isWaiting = true
    // Nothing more is read until it is this connection's turn.
    _ = gate.set(isOpen: false)
    lane.handshakes.take {
      self.takeTurn()
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    completeRead(context: context)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard event as? ChannelEvent == .inputClosed else {
      context.fireUserInboundEventTriggered(event)
      return
    }
    passInputEnd(context: context)
  }

  func read(context: ChannelHandlerContext) {
    if gate.admitRead() {
      context.read()
    }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let plaintext = unwrapOutboundIn(data)
    session?.send(plaintext.readableBytesUInt8Span)
    writeOutput(context: context, promise: promise)
    if session?.phase == .failed {
      context.close(promise: nil)
    }
  }

  func flush(context: ChannelHandlerContext) {
    // A flush takes a thousand instructions to find that there is nothing.
    if directOutput?.isOpen != true { context.flush() }
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    if mode != .input {
      session?.close()
      writeOutput(context: context, promise: nil)
      flush(context: context)
    }
    context.close(mode: mode, promise: promise)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if session?.phase == .handshaking {
      context.close(promise: nil)
    } else {
      context.fireErrorCaught(error)
    }
  }

  /// Takes on what has arrived of a handshake; the connection may be gone meanwhile.
  private func takeTurn() {
    isWaiting = false
    guard let context else { return }
    let bytes = waiting
    waiting = ByteBuffer()
    receive(bytes, context: context)
    completeRead(context: context)
    if gate.set(isOpen: true) {
      context.read()
    }
  }

  /// Lets the handlers behind this one write, if there was anything for them; what they hear of the
  /// client's end comes behind it, since they may close then.
  private func completeRead(context: ChannelHandlerContext) {
    if hasNews {
      hasNews = false
      context.fireChannelReadComplete()
    }
    if session?.phase == .finished {
      passInputEnd(context: context)
    }
    flush(context: context)
  }

  private func receive(_ bytes: ByteBuffer, context: ChannelHandlerContext) {
    guard let session else { return }
    let wasHandshaking = session.phase == .handshaking
    session.receive(bytes.readableBytesUInt8Span)
    if wasHandshaking, case .open(let agreed) = session.phase {
      guard admit(session, context: context) else { return }
      handOver(to: agreed, session: session, context: context)
    }
    if wasHandshaking, session.phase == .failed {
      lane.limiterCounts.count(.handshakes)
      // Most often it is a mistake in the configuration of a client.
      lane.report(.handshakes, of: context.channel, detail: session.failure ?? "unknown")
    }
    while session.hasInput, readPlaintext(session, context: context) {}
    writeOutput(context: context, promise: nil)
    switch session.phase {
    case .handshaking:
      break
    case .open, .finished:
      payForMessages(of: session, context: context)
    case .failed:
      close(context: context, mode: .all, promise: nil)
    }
  }

  /// Makes the client pay for the new keys that it has asked for, and closes when these are too
  /// many.
  private func payForMessages(of session: TLSSession, context: ChannelHandlerContext) {
    let count = session.takeMessageCount()
    guard count > 0 else { return }
    let now = context.eventLoop.now.uptimeNanoseconds
    guard !messages.spend(count, atNanoseconds: now) else { return }
    lane.limiterCounts.count(.controlFrames)
    lane.report(.controlFrames, of: context.channel, detail: "key updates")
    close(context: context, mode: .all, promise: nil)
  }

  /// Tells the handlers behind this one that the client sends nothing more; they close when they
  /// have answered it (RFC 8446 §6.1).
  private func passInputEnd(context: ChannelHandlerContext) {
    guard session?.phase != .handshaking else {
      context.close(promise: nil)
      return
    }
    guard !hasPassedInputEnd else { return }
    hasPassedInputEnd = true
    context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
  }

  /// Closes the connection of a client whose certificate is good, but has no name that may connect;
  /// false then.
  private func admit(_ session: TLSSession, context: ChannelHandlerContext) -> Bool {
    let certificate = session.clientCertificate
    guard !identity.options.clients.allows(certificate) else { return true }
    lane.limiterCounts.count(.peers)
    let name = certificate?.uris.first ?? certificate?.dnsNames.first ?? "no name"
    lane.report(.peers, of: context.channel, detail: name.shown)
    close(context: context, mode: .all, promise: nil)
    return false
  }

  /// Gives one piece of plaintext to the handlers behind this one; false when there is none.
  private func readPlaintext(_ session: TLSSession, context: ChannelHandlerContext) -> Bool {
    var count = 0
    lane.withPlaintext { buffer in
      buffer.writeWithOutputRawSpan(minimumWritableBytes: TLSHandler.recordByteCount) { span in
        count = session.takePlaintext(into: &span)
      }
      if count > 0 {
        hasNews = true
        context.fireChannelRead(wrapInboundOut(buffer))
      }
    }
    return count > 0
  }

  /// The most plaintext in one record (RFC 8446 §5.1).
  private static let recordByteCount = 16 * 1024

  /// Writes what the session has for the client; a promise is kept at once when nothing waits.
  private func writeOutput(context: ChannelHandlerContext, promise: EventLoopPromise<Void>?) {
    var isHeld = false
    lane.withCiphertext { buffer in
      _ = session?.takeOutput { bytes in
        let sentCount = sendsAtOnce ? directOutput?.send(bytes) ?? 0 : 0
        if sentCount < bytes.byteCount {
          buffer.writeBytes(bytes.extracting(droppingFirst: sentCount))
        }
      }
      guard buffer.readableBytes > 0 else { return }
      isHeld = true
      context.write(wrapOutboundOut(buffer), promise: directOutput?.hold(promise) ?? promise)
    }
    if !isHeld { promise?.succeed() }
  }

  private func handOver(
    to agreed: ApplicationProtocol,
    session: TLSSession,
    context: ChannelHandlerContext
  ) {
    timer.cancel()
    let peer = Peer(
      process: process,
      certificate: session.clientCertificate,
      isEncrypted: true
    )
    let handlers: [any ChannelHandler] =
      switch agreed {
      case .http2: [HTTP2Handler(lane: lane, peer: peer)]
      case .http1: lane.makeHTTP1Handlers(peer: peer)
      }
    // A session of HTTP/2 opens with settings, before the client has sent anything.
    hasNews = agreed == .http2
    sendsAtOnce = agreed == .http2
    do {
      try context.pipeline.syncOperations.addHandlers(handlers, position: .after(self))
    } catch {
      // The channel is closing already; there is nobody left to answer.
      context.close(promise: nil)
    }
  }
}

extension TLSHandler: Connection {
  var idleSince: NIODeadline? { openedAt }

  var hasAnswered: Bool { false }

  /// Lets a handshake come to its end: the client may have a question under way already.
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
