import Foundation
import NIOCore
import NIOEmbedded
import PosternTransport
import Synchronization
import Testing

@Suite("Encrypted connections")
struct TLSChannelTests {
  private static let authority = Result { try TestAuthority() }
  private static let server = Result {
    try authority.get().issue("server", names: "DNS:localhost", days: 7)
  }

  private let authority: TestAuthority
  private let server: TestAuthority.Pair

  init() throws {
    authority = try Self.authority.get()
    server = try Self.server.get()
  }

  /// What the observer of limits was told.
  private final class Reports: Sendable {
    private let list = Mutex<[String]>([])

    var all: [String] { list.withLock { $0 } }

    func append(_ report: String) {
      list.withLock { $0.append(report) }
    }
  }

  /// Connections of one lane on a loop whose clock the test turns, each with a client.
  private final class Harness {
    let loop = EmbeddedEventLoop()
    let lane: Lane
    let limiterCounts: LimiterCounts
    let reports: Reports
    private let authorityFile: String

    init(_ options: TLSOptions, authorityFile: String, limits: TransportLimits) throws {
      self.authorityFile = authorityFile
      let reports = Reports()
      self.reports = reports
      limiterCounts = LimiterCounts { limiter, peer in reports.append("\(limiter) \(peer)") }
      let listener = Listener(
        address: .tcp(host: "127.0.0.1", port: 0),
        wire: .http2,
        identity: try TLSIdentity(options, protocols: .http2AndHTTP1),
        owner: .process,
        peers: .everybody,
        bodyByteCountMax: 1_000
      ) { _ in EchoHandler() }
      lane = Lane(
        listener: listener,
        loopIndex: 0,
        limits: limits,
        connectionCount: ConnectionCount(countMax: 100),
        limiterCounts: limiterCounts,
        eventLoop: loop
      )
    }

    func connect(
      _ protocols: [String],
      pair: TestAuthority.Pair? = nil
    ) throws -> (channel: EmbeddedChannel, client: TLSClient) {
      let channel = EmbeddedChannel(loop: loop)
      try lane.admit(channel)
      try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
      let client = try TLSClient(
        .init(authorityFile: authorityFile, pair: pair, protocols: protocols)
      )
      return (channel, client)
    }

    /// Carries bytes to and fro until neither side has any.
    func exchange(_ channel: EmbeddedChannel, _ client: TLSClient) throws {
      while true {
        let asked = client.takeOutput()
        if !asked.isEmpty, channel.isActive {
          try channel.writeInbound(ByteBuffer(bytes: asked))
        }
        var answered: [UInt8] = []
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) {
          answered += buffer.readableBytesView
        }
        client.receive(answered)
        if asked.isEmpty, answered.isEmpty { return }
      }
    }
  }

  private func harness(
    clients: TLSOptions.ClientCertificates = .none,
    limits: TransportLimits = .standard
  ) throws -> Harness {
    try Harness(
      authority.options(server, clients: clients),
      authorityFile: authority.authorityFile,
      limits: limits
    )
  }

  @Test("HTTP/2 is spoken where it is agreed on")
  func http2() throws {
    let harness = try harness()
    let (channel, client) = try harness.connect(["h2", "http/1.1"])
    try harness.exchange(channel, client)
    client.send(FrameWriter.opening + FrameWriter.request("GET", "/a", body: [], stream: 1))
    try harness.exchange(channel, client)
    var bytes = client.takeReceived()
    #expect(String(decoding: Frame.takeAll(from: &bytes).body(of: 1), as: UTF8.self) == "get /a|||")
  }

  @Test("HTTP/1.1 is spoken where it is agreed on, request after request")
  func http1() throws {
    let harness = try harness()
    let (channel, client) = try harness.connect(["http/1.1"])
    try harness.exchange(channel, client)
    for path in ["/a", "/b"] {
      client.send(Array("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
      try harness.exchange(channel, client)
      let text = String(decoding: client.takeReceived(), as: UTF8.self)
      #expect(text.hasSuffix("\r\n\r\nget \(path)|||"))
    }
  }

  @Test(
    "a request is answered although the client's end stands right behind it (RFC 8446 §6.1)",
    arguments: ["h2", "http/1.1"]
  )
  func requestBeforeEnd(wanted: String) throws {
    let harness = try harness()
    let (channel, client) = try harness.connect([wanted])
    try harness.exchange(channel, client)
    client.send(
      wanted == "h2"
        ? FrameWriter.opening + FrameWriter.request("GET", "/a", body: [], stream: 1)
        : Array("GET /a HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
    )
    client.close()
    try harness.exchange(channel, client)
    #expect(String(decoding: client.takeReceived(), as: UTF8.self).contains("get /a|||"))
    #expect(client.isFinished)
  }

  @Test("the handler learns who has connected")
  func peer() throws {
    let harness = try harness(clients: .required)
    let pair = try authority.issue("web", names: "URI:spiffe://example.test/web", days: 1)
    let (channel, client) = try harness.connect(["http/1.1"], pair: pair)
    try harness.exchange(channel, client)
    client.send(Array("GET /peer HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
    try harness.exchange(channel, client)
    let text = String(decoding: client.takeReceived(), as: UTF8.self)
    #expect(text.hasSuffix("\r\n\r\n- spiffe://example.test/web true"))
  }

  @Test("a client with another name than those that may connect is closed and counted")
  func otherName() throws {
    var options = authority.options(server, clients: .required)
    options.clients = ClientRule(names: ["spiffe://example.test/web"])
    let harness = try Harness(
      options,
      authorityFile: authority.authorityFile,
      limits: .standard
    )
    for (name, isAllowed) in [("web", true), ("stranger", false)] {
      let names = "URI:spiffe://example.test/\(name)"
      let pair = try authority.issue("named-\(name)", names: names, days: 1)
      let (channel, client) = try harness.connect(["http/1.1"], pair: pair)
      client.send(Array("GET /peer HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
      try harness.exchange(channel, client)
      client.send(Array("GET /peer HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
      try harness.exchange(channel, client)
      #expect(client.takeReceived().isEmpty != isAllowed)
      #expect(channel.isActive == isAllowed)
    }
    #expect(harness.limiterCounts.total(of: .peers) == 1)
    #expect(harness.reports.all.count == 1)
    #expect(harness.reports.all.first?.hasSuffix("spiffe://example.test/stranger") == true)
  }

  @Test("a handshake that stops is closed when its time is over, not before")
  func slowHandshake() throws {
    let harness = try harness()
    let (channel, client) = try harness.connect(["h2"])
    try channel.writeInbound(ByteBuffer(bytes: client.takeOutput().prefix(20)))
    let seconds = TransportLimits.standard.handshakeSeconds
    harness.loop.advanceTime(by: .seconds(Int64(seconds - 1)))
    #expect(channel.isActive)
    harness.loop.advanceTime(by: .seconds(1))
    #expect(!channel.isActive)
    #expect(harness.limiterCounts.total(of: .handshakeTime) == 1)
  }

  @Test("bytes that are not TLS end the connection, with an alert")
  func notTLS() throws {
    let harness = try harness()
    let (channel, _) = try harness.connect(["h2"])
    try channel.writeInbound(ByteBuffer(string: "GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
    #expect(!channel.isActive)
    #expect(harness.limiterCounts.total(of: .handshakes) == 1)
    #expect(harness.reports.all.count == 1)
    #expect(harness.reports.all.first?.hasSuffix(": http request") == true)
  }

  @Test("a client that closes in the middle of the handshake is closed at once", arguments: [0, 1])
  func closedHandshake(helloCount: Int) throws {
    let harness = try harness()
    let (channel, client) = try harness.connect(["h2"])
    let hello = helloCount == 0 ? [] : client.takeOutput()
    let closeNotify: [UInt8] = [21, 3, 3, 0, 2, 1, 0]
    try channel.writeInbound(ByteBuffer(bytes: hello + closeNotify))
    #expect(!channel.isActive)
    #expect(harness.limiterCounts.total(of: .handshakes) == 1)
    #expect(harness.reports.all.count == 1)
  }

  @Test("a client may have new keys now and then, and not again and again (RFC 8446 §4.6.3)")
  func keyUpdates() throws {
    var limits = TransportLimits.standard
    (limits.controlFrameBurstCount, limits.controlFramesPerSecond) = (16, 10)
    let harness = try harness(limits: limits)
    let (channel, client) = try harness.connect(["http/1.1"])
    let request = Array("GET /a HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
    try harness.exchange(channel, client)
    for _ in 0..<20 {
      for _ in 0..<2 { client.updateKeys() }
      client.send(request)
      try harness.exchange(channel, client)
      #expect(String(decoding: client.takeReceived(), as: UTF8.self).hasSuffix("get /a|||"))
      harness.loop.advanceTime(by: .seconds(1))
    }
    #expect(harness.reports.all.isEmpty)
    for _ in 0..<1_000 { client.updateKeys() }
    try harness.exchange(channel, client)
    #expect(!channel.isActive)
    #expect(harness.limiterCounts.total(of: .controlFrames) == 1)
    #expect(harness.reports.all.map { $0.hasSuffix(": key updates") } == [true])
  }

  @Test("one turn of the loop takes on so many handshakes; the others follow in their order")
  func budget() throws {
    var limits = TransportLimits.standard
    limits.handshakesPerTurnMax = 2
    let harness = try harness(limits: limits)
    let connections = try (0..<5).map { _ in try harness.connect(["h2"]) }
    for (channel, client) in connections {
      try channel.writeInbound(ByteBuffer(bytes: client.takeOutput()))
    }
    let answered: () throws -> [Bool] = {
      try connections.map { channel, client in
        var isAnswered = false
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) {
          isAnswered = true
          client.receive(Array(buffer.readableBytesView))
        }
        return isAnswered
      }
    }
    #expect(try answered() == [true, true, false, false, false])
    harness.loop.advanceTime(by: .milliseconds(1))
    let later = try answered()
    #expect(later[2] && later[3])
    harness.loop.advanceTime(by: .milliseconds(1))
    for (channel, client) in connections {
      try harness.exchange(channel, client)
      harness.loop.advanceTime(by: .milliseconds(1))
      try harness.exchange(channel, client)
      #expect(client.isOpen)
    }
  }

  @Test("a drain lets a handshake come to its end, and answers the question that follows it")
  func drain() throws {
    let harness = try harness()
    let (channel, client) = try harness.connect(["http/1.1"])
    try channel.writeInbound(ByteBuffer(bytes: client.takeOutput()))
    var isDrained = false
    harness.lane.drain(within: .seconds(5)).assumeIsolated().whenComplete { _ in isDrained = true }
    try harness.exchange(channel, client)
    client.send(Array("GET /a HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
    try harness.exchange(channel, client)
    let text = String(decoding: client.takeReceived(), as: UTF8.self)
    #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(text.contains("\r\nconnection: close\r\n"))
    #expect(client.isFinished)
    harness.loop.advanceTime(by: .seconds(1))
    #expect(isDrained)
  }

  @Test("an answer larger than all buffers arrives whole")
  func largeAnswer() throws {
    let harness = try harness()
    let (channel, client) = try harness.connect(["http/1.1"])
    try harness.exchange(channel, client)
    client.send(Array("GET /large HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
    try harness.exchange(channel, client)
    #expect(client.takeReceived().suffix(EchoHandler.large.count) == EchoHandler.large[...])
  }
}
