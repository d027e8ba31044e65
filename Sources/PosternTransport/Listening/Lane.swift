import Glibc
package import NIOCore
import NIOHTTP1
import PosternText

/// What one listener owns on one event loop: its handler, the buffers its connections share, and
/// the connections themselves.
///
/// Everything here is used on that loop only, so nothing is locked.
package final class Lane {
  /// Why a new connection is closed at once: there are enough, the process may not connect, or the
  /// server is stopping.
  package struct Refusal: Error {}

  /// The bounds of the connections that come; those that are open may keep what they began with.
  private(set) var limits: TransportLimits
  let limiterCounts: LimiterCounts
  /// The longest body of one request: no longer than all of one connection together.
  var bodyByteCountMax: Int {
    min(listenerBodyByteCountMax, limits.connectionBodyByteCountMax)
  }
  let handler: any RequestHandler
  /// The handler, when it also answers calls that stay open.
  let streamingHandler: (any StreamingHandler)?
  /// What its connections hold in memory, together.
  package let budget: BufferBudget
  let streamPool: HTTP2StreamPool
  let handshakes: HandshakeQueue

  /// Whether its connections are encrypted.
  var encrypts: Bool { identity != nil }

  /// How long a drain waits for the next request of a client that may have sent it already.
  static let drainPatience = TimeAmount.seconds(1)

  private let listenerBodyByteCountMax: Int
  private let wire: Listener.Wire
  private let identity: TLSIdentity?
  private let peers: PeerRule
  private let knowsProcesses: Bool
  private let isInherited: Bool
  private let eventLoop: any EventLoop
  let connectionCount: ConnectionCount
  private var request = Request()
  private var response = Response()
  private var output = ByteBuffer()
  private var date: (seconds: Int, text: String) = (-1, "")
  private var plaintext = ByteBuffer()
  private var ciphertext = ByteBuffer()
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
    self.listenerBodyByteCountMax = listener.bodyByteCountMax
    self.wire = listener.wire
    self.identity = listener.identity
    self.peers = listener.peers
    switch listener.address {
    case .tcp: (knowsProcesses, isInherited) = (false, false)
    case .unix: (knowsProcesses, isInherited) = (true, false)
    case .systemd: (knowsProcesses, isInherited) = (true, true)
    }
    self.handshakes = HandshakeQueue(
      perTurnCountMax: limits.handshakesPerTurnMax,
      limiterCounts: limiterCounts,
      eventLoop: eventLoop
    )
    let handler = listener.makeHandler(loopIndex)
    self.handler = handler
    self.streamingHandler = handler as? any StreamingHandler
    self.connectionCount = connectionCount
    self.limiterCounts = limiterCounts
    self.eventLoop = eventLoop
  }

  /// Sets up the pipeline of a new connection.
  ///
  /// - Throws: `Refusal`, after which the caller closes the channel.
  package func admit(_ channel: any Channel) throws {
    guard drained == nil else { throw Refusal() }
    let process = knowsProcesses ? ProcessCredentials(of: channel) : nil
    guard peers.allows(process) else {
      limiterCounts.count(.peers)
      limiterCounts.report(
        .peers,
        atNanoseconds: eventLoop.now.uptimeNanoseconds,
        peer: process.map { "user \($0.userID), group \($0.groupID)" } ?? "unknown"
      )
      throw Refusal()
    }
    if !connectionCount.enter() {
      guard evictOldestIdle() else {
        limiterCounts.count(.connections)
        report(.connections, of: channel, detail: nil)
        throw Refusal()
      }
      connectionCount.enterInPlace()
      report(.evictions, of: channel, detail: nil)
    }
    channel.closeFuture.assumeIsolated().whenComplete { _ in
      self.didClose(channel)
    }
    let operations = channel.pipeline.syncOperations
    if isInherited {
      // A socket that the service manager made; one that is not TCP refuses, and needs it not.
      _ = channel.setOption(.tcpOption(.tcp_nodelay), value: 1)
    }
    if let identity {
      try operations.addHandler(TLSHandler(lane: self, identity: identity, process: process))
      return
    }
    let peer = process.map { Peer(process: $0, certificate: nil, isEncrypted: false) }
    switch wire {
    case .http2:
      try operations.addHandler(ProtocolSniffer(lane: self, peer: peer))
    case .http1:
      try operations.addHandlers(makeHTTP1Handlers(peer: peer))
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
  func makeHTTP1Handlers(peer: Peer?) -> [any ChannelHandler] {
    var decoding = NIOHTTPDecoderLimitConfiguration()
    decoding.maxHeaderFieldSize = limits.headerListByteCountMax
    decoding.maxHeaderListSize = limits.headerListByteCountMax
    decoding.maxHeaderFieldCount = limits.headerCountMax
    let decoder = HTTPRequestDecoder(
      leftOverBytesStrategy: .dropBytes,
      limitConfiguration: decoding
    )
    let intake = HTTP1Intake(lane: self)
    return [
      HTTPResponseEncoder(), intake,
      // Heads are bounded by the intake; this bounds what the decoder keeps of the fields behind a
      // body, where it does not count blanks.
      ByteToMessageHandler(decoder, maximumBufferSize: 2 * limits.headerListByteCountMax),
      HTTP1Handler(lane: self, peer: peer, intake: intake),
    ]
  }

  /// Notes who speaks for a channel now; a later call for the same channel replaces the earlier
  /// one.
  func register(_ connection: any Connection, for channel: any Channel) {
    open[ObjectIdentifier(channel)] = (channel, connection)
    if drained != nil {
      connection.beginDrain()
    }
  }

  /// Counts that a limiter has stopped a connection, and tells whose it is.
  func count(_ limiter: Limiter, on channel: any Channel) {
    limiterCounts.count(limiter)
    report(limiter, of: channel, detail: nil)
  }

  /// Tells whoever observes limits whom one has stopped, unless it happens too often; `detail` is
  /// what is known besides the address.
  func report(_ limiter: Limiter, of channel: any Channel, detail: String?) {
    let name = Lane.name(of: channel.remoteAddress)
    limiterCounts.report(
      limiter,
      atNanoseconds: eventLoop.now.uptimeNanoseconds,
      peer: detail.map { "\(name): \($0)" } ?? name
    )
  }

  private static func name(of address: SocketAddress?) -> String {
    guard let host = address?.ipAddress, let port = address?.port else { return "local" }
    return ListenAddress.tcp(host: host, port: port).description
  }

  /// Lends the request and the response that all requests of the lane pass through.
  func withBuffers(_ body: (inout Request, inout Response) -> Void) {
    body(&request, &response)
  }

  /// The time of day as the field `date` has it; made once a second.
  func dateText() -> String {
    let seconds = Int(time(nil))
    if date.seconds != seconds {
      date = (seconds, Timestamp.fieldText(secondsSinceEpoch: Int64(seconds)))
    }
    return date.text
  }

  /// Lends the lane's output buffer, empty; it is reused as soon as the channel has let go of it.
  func withOutput(_ body: (inout ByteBuffer) -> Void) {
    var buffer = ByteBuffer()
    swap(&buffer, &output)
    buffer.clear()
    body(&buffer)
    swap(&buffer, &output)
  }

  /// Lends a buffer for what was decrypted, empty, the same way.
  func withPlaintext(_ body: (inout ByteBuffer) -> Void) {
    var buffer = ByteBuffer()
    swap(&buffer, &plaintext)
    buffer.clear()
    body(&buffer)
    swap(&buffer, &plaintext)
  }

  /// Lends a buffer for what was encrypted, empty, the same way.
  func withCiphertext(_ body: (inout ByteBuffer) -> Void) {
    var buffer = ByteBuffer()
    swap(&buffer, &ciphertext)
    buffer.clear()
    body(&buffer)
    swap(&buffer, &ciphertext)
  }

  /// Holds the connections that come to other bounds.
  func take(_ limits: TransportLimits) {
    self.limits = limits
    budget.byteCountMax = limits.loopBufferByteCountMax
    handshakes.perTurnCountMax = limits.handshakesPerTurnMax
  }

  /// Tells calls that stay open of a change of the process.
  package func announce() {
    streamingHandler?.stateDidChange()
  }

  /// Asks every connection to finish; the result comes when all are closed, at the latest after the
  /// given time, when those that are left are closed hard.
  package func drain(within amount: TimeAmount) -> EventLoopFuture<Void> {
    if let drained { return drained.futureResult }
    let promise = eventLoop.makePromise(of: Void.self)
    drained = promise
    streamingHandler?.endOpenCalls()
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
      count(.drainTime, on: entry.channel)
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
