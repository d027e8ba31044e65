package import NIOCore
import NIOHTTP1

/// What one listener owns on one event loop: its handler, the buffers its connections share, and
/// the connections themselves.
///
/// Everything here is used on that loop only, so nothing is locked.
package final class Lane {
  /// Why a new connection is closed at once: there are enough, or the server is stopping.
  package struct Refusal: Error {}

  let limits: TransportLimits
  let limiterCounts: LimiterCounts
  let bodyByteCountMax: Int
  let handler: any RequestHandler
  let budget: BufferBudget
  let streamPool: HTTP2StreamPool

  private let wire: Listener.Wire
  private let eventLoop: any EventLoop
  private let connectionCount: ConnectionCount
  private var request = Request()
  private var response = Response()
  private var output = ByteBuffer()
  private var open: [ObjectIdentifier: (channel: any Channel, connection: any Connection)] = [:]
  private var drained: EventLoopPromise<Void>?

  /// Makes the lane and its handler.
  ///
  /// - Precondition: Called on the event loop.
  package init(
    listener: Listener,
    loopIndex: Int,
    limits: TransportLimits,
    connectionCount: ConnectionCount,
    limiterCounts: LimiterCounts,
    eventLoop: any EventLoop
  ) {
    self.limits = limits
    let budget = BufferBudget(byteCountMax: limits.loopBufferByteCountMax)
    self.budget = budget
    self.streamPool = HTTP2StreamPool(idleCountMax: 256, budget: budget)
    self.bodyByteCountMax = listener.bodyByteCountMax
    self.wire = listener.wire
    self.handler = listener.makeHandler(loopIndex)
    self.connectionCount = connectionCount
    self.limiterCounts = limiterCounts
    self.eventLoop = eventLoop
  }

  /// Sets up the pipeline of a new connection.
  ///
  /// - Throws: `Refusal`, after which the caller closes the channel.
  package func admit(_ channel: any Channel) throws {
    guard drained == nil else { throw Refusal() }
    if !connectionCount.enter() {
      guard evictOldestIdle() else {
        limiterCounts.count(.connections)
        report(.connections, of: channel)
        throw Refusal()
      }
      connectionCount.enterInPlace()
      report(.evictions, of: channel)
    }
    channel.closeFuture.assumeIsolated().whenComplete { _ in
      self.didClose(channel)
    }
    let operations = channel.pipeline.syncOperations
    switch wire {
    case .http2:
      try operations.addHandler(ProtocolSniffer(lane: self))
    case .http1:
      try operations.addHandlers(makeHTTP1Handlers())
    }
  }

  /// Closes an idle connection to make room; false when none can be spared.
  ///
  /// First go those that have never asked anything, then those that have been idle for longest, so
  /// that whoever opens many connections pushes out their own.
  /// - Complexity: O(connections).
  func evictOldestIdle() -> Bool {
    let now = eventLoop.now
    var oldest: (key: ObjectIdentifier, connection: any Connection, rank: (Int, NIODeadline))?
    for (key, entry) in open {
      guard let since = entry.connection.idleSince else { continue }
      let hasAnswered = entry.connection.hasAnswered
      guard !hasAnswered || since + .seconds(Int64(limits.keptIdleSeconds)) <= now else { continue }
      let rank = (hasAnswered ? 1 : 0, since)
      if oldest.map({ rank < $0.rank }) ?? true {
        oldest = (key, entry.connection, rank)
      }
    }
    guard let oldest else { return false }
    limiterCounts.count(.evictions)
    open[oldest.key] = nil
    oldest.connection.evict()
    return true
  }

  /// Makes the handlers of an HTTP/1.1 connection, in the order of the pipeline.
  func makeHTTP1Handlers() -> [any ChannelHandler] {
    var decoding = NIOHTTPDecoderLimitConfiguration()
    decoding.maxHeaderFieldSize = limits.headerListByteCountMax
    decoding.maxHeaderListSize = limits.headerListByteCountMax
    decoding.maxHeaderFieldCount = limits.headerCountMax
    let decoder = HTTPRequestDecoder(
      leftOverBytesStrategy: .dropBytes,
      limitConfiguration: decoding
    )
    return [HTTPResponseEncoder(), ByteToMessageHandler(decoder), HTTP1Handler(lane: self)]
  }

  /// Notes who speaks for a channel now; a later call for the same channel replaces the earlier
  /// one.
  func register(_ connection: any Connection, for channel: any Channel) {
    open[ObjectIdentifier(channel)] = (channel, connection)
    if drained != nil {
      connection.beginDrain()
    }
  }

  /// Tells whoever observes limits whom one has stopped, unless it happens too often.
  func report(_ limiter: Limiter, of channel: any Channel) {
    limiterCounts.report(
      limiter,
      atNanoseconds: eventLoop.now.uptimeNanoseconds,
      peer: channel.remoteAddress?.description ?? "unknown"
    )
  }

  /// Lends the request and the response that all requests of the lane pass through.
  func withBuffers(_ body: (inout Request, inout Response) -> Void) {
    body(&request, &response)
  }

  /// Lends the lane's output buffer, empty; it is reused as soon as the channel has let go of it.
  func withOutput(_ body: (inout ByteBuffer) -> Void) {
    var buffer = ByteBuffer()
    swap(&buffer, &output)
    buffer.clear()
    body(&buffer)
    swap(&buffer, &output)
  }

  /// Asks every connection to finish; the result comes when all are closed, at the latest after the
  /// given time, when those that are left are closed hard.
  package func drain(within amount: TimeAmount) -> EventLoopFuture<Void> {
    if let drained { return drained.futureResult }
    let promise = eventLoop.makePromise(of: Void.self)
    drained = promise
    for entry in Array(open.values) {
      entry.connection.beginDrain()
    }
    completeDrain()
    let deadline = eventLoop.assumeIsolated().scheduleTask(in: amount) {
      self.closeAll()
    }
    promise.futureResult.whenComplete { _ in
      deadline.cancel()
    }
    return promise.futureResult
  }

  private func closeAll() {
    for entry in Array(open.values) {
      limiterCounts.count(.drainTime)
      entry.channel.close(promise: nil)
    }
  }

  private func didClose(_ channel: any Channel) {
    open[ObjectIdentifier(channel)] = nil
    connectionCount.leave()
    completeDrain()
  }

  private func completeDrain() {
    if let drained, open.isEmpty {
      drained.succeed()
    }
  }
}
