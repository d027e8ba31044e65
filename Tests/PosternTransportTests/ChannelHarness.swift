import NIOCore
import NIOEmbedded
import PosternTransport
import Synchronization

/// A connection on a loop whose clock the test turns.
final class ChannelHarness {
  /// What an observer of limits has heard.
  final class Reports: Sendable {
    private let limiters = Mutex<[Limiter]>([])

    var all: [Limiter] { limiters.withLock { $0 } }

    func append(_ limiter: Limiter, _: String) {
      limiters.withLock { $0.append(limiter) }
    }
  }

  let channel = EmbeddedChannel()
  let lane: Lane
  let limiterCounts: LimiterCounts
  let reports = Reports()
  /// Stands for a socket that takes nothing at first; nil for one that takes everything.
  let socket: FullSocket?

  init(
    limits: TransportLimits,
    identity: TLSIdentity? = nil,
    socket: FullSocket? = nil,
    handler: @escaping @Sendable () -> any RequestHandler = { EchoHandler() }
  ) throws {
    let reports = reports
    limiterCounts = LimiterCounts { limiter, peer in reports.append(limiter, peer) }
    let listener = Listener(
      address: .tcp(host: "127.0.0.1", port: 0),
      wire: .http2,
      identity: identity,
      owner: .process,
      peers: .everybody,
      bodyByteCountMax: 1_000
    ) { _ in handler() }
    lane = Lane(
      listener: listener,
      loopIndex: 0,
      limits: limits,
      connectionCount: ConnectionCount(countMax: 2),
      limiterCounts: limiterCounts,
      eventLoop: channel.eventLoop
    )
    self.socket = socket
    if let socket { try channel.pipeline.syncOperations.addHandler(socket) }
    try admit(channel)
  }

  deinit {
    channel.close(promise: nil)
    channel.embeddedEventLoop.run()
  }

  /// Lets one more connection in.
  func admit(_ channel: EmbeddedChannel) throws {
    try lane.admit(channel)
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
  }

  /// Gives bytes and returns what was written in answer.
  func send(_ bytes: [UInt8]) throws -> [UInt8] {
    try channel.writeInbound(ByteBuffer(bytes: bytes))
    return try written()
  }

  func send(_ text: String) throws -> String {
    String(decoding: try send(Array(text.utf8)), as: UTF8.self)
  }

  func written() throws -> [UInt8] {
    var bytes: [UInt8] = []
    while let buffer = try channel.readOutbound(as: ByteBuffer.self) {
      bytes.append(contentsOf: buffer.readableBytesView)
    }
    return bytes
  }

  func writtenText() throws -> String {
    String(decoding: try written(), as: UTF8.self)
  }

  /// Says that the client sends nothing more.
  func closeInput() {
    channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
  }

  func setWritable(_ isWritable: Bool) {
    channel.isWritable = isWritable
    channel.pipeline.fireChannelWritabilityChanged()
    channel.embeddedEventLoop.run()
  }

  func advance(seconds: Int) {
    channel.embeddedEventLoop.advanceTime(by: .seconds(Int64(seconds)))
  }
}
