import Foundation
import Glibc
import NIOCore
import NIOPosix
import Testing

import PosternTransport

@Suite("Server", .timeLimit(.minutes(1)))
struct ServerTests {
  /// A server on two loops, with one address for each wire and a socket file in a directory of its
  /// own.
  private static func withServer(
    _ body: (Server, String) async throws -> Void
  ) async throws {
    let directory = NSTemporaryDirectory() + "postern-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let path = directory + "/decisions.sock"
    let addresses: [ListenAddress] = [
      .tcp(host: "127.0.0.1", port: 0), .unix(path: path, mode: 0o600),
    ]
    let server = try await Server.start(
      addresses.map(listener),
      loopCount: 2,
      limits: ServerTests.patient,
      limiterCounts: LimiterCounts { _, _ in }
    )
    do {
      try await body(server, path)
    } catch {
      await server.drain(withinSeconds: 0)
      throw error
    }
    await server.drain(withinSeconds: 10)
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  /// Bounds for clients of the test, which run when the machine has time for them.
  static let patient = {
    var limits = TransportLimits.standard
    (limits.requestSeconds, limits.answerSeconds, limits.idleSeconds) = (600, 600, 600)
    return limits
  }()

  private static let request = Array("GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".utf8)

  private static func listener(at address: ListenAddress) -> Listener {
    Listener(
      address: address,
      wire: .http2,
      identity: nil,
      owner: .process,
      peers: .everybody,
      bodyByteCountMax: 1_000
    ) { _ in EchoHandler() }
  }

  /// Sends bytes on a new connection and collects what comes back until it is enough or the server
  /// closes.
  static func exchange(
    _ address: ListenAddress,
    _ bytes: [UInt8],
    closesOutput: Bool = false,
    until isEnough: ([UInt8]) -> Bool
  ) async throws -> [UInt8] {
    let bootstrap = ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
    let initializer: @Sendable (any Channel) -> EventLoopFuture<ByteChannel> = { channel in
      channel.eventLoop.makeCompletedFuture {
        try ByteChannel(
          wrappingChannelSynchronously: channel,
          configuration: .init(isOutboundHalfClosureEnabled: closesOutput)
        )
      }
    }
    let channel =
      switch address {
      case .tcp(let host, let port):
        try await bootstrap.connect(host: host, port: port, channelInitializer: initializer)
      case .unix(let path, _):
        try await bootstrap.connect(
          unixDomainSocketPath: path,
          channelInitializer: initializer
        )
      case .systemd:
        throw ChannelError.operationUnsupported
      }
    return try await channel.executeThenClose { inbound, outbound in
      try await outbound.write(ByteBuffer(bytes: bytes))
      if closesOutput { outbound.finish() }
      var received: [UInt8] = []
      for try await buffer in inbound {
        received.append(contentsOf: buffer.readableBytesView)
        if isEnough(received) { break }
      }
      return received
    }
  }

  private typealias ByteChannel = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  private static func frames(in bytes: [UInt8]) -> [Frame] {
    var rest = bytes
    return Frame.takeAll(from: &rest)
  }

  @Test("requests are answered on TCP and on a Unix socket, on every loop")
  func answers() async throws {
    try await ServerTests.withServer { server, _ in
      for address in server.addresses {
        for number in 0..<6 {
          let request =
            FrameWriter.opening
            + FrameWriter.request("POST", "/\(number)", body: [73], stream: 1)
          let bytes = try await ServerTests.exchange(address, request) { bytes in
            ServerTests.frames(in: bytes).isAnswered(1)
          }
          let body = ServerTests.frames(in: bytes).body(of: 1)
          #expect(String(decoding: body, as: UTF8.self) == "post /\(number)|||I")
        }
      }
    }
  }

  @Test("HTTP/1.1 is answered on the same address")
  func answersHTTP1() async throws {
    try await ServerTests.withServer { server, _ in
      let request = "GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
      let bytes = try await ServerTests.exchange(server.addresses[0], Array(request.utf8)) { _ in
        false
      }
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
      #expect(text.hasSuffix("\r\n\r\nget /x|||"))
    }
  }

  @Test(
    "answers larger than all buffers arrive whole and in order, on TCP and on a Unix socket",
    arguments: [0, 1]
  )
  func largeAnswer(addressIndex: Int) async throws {
    try await ServerTests.withServer { server, _ in
      let window: UInt32 = 10_000_000
      var request = FrameWriter.preface + FrameWriter.settings([(id: 4, value: window)])
      request += FrameWriter.windowUpdate(stream: 0, increment: window)
      for number in 0..<20 {
        request += FrameWriter.request("GET", "/large", body: [], stream: UInt32(number * 2 + 1))
      }
      let address = server.addresses[addressIndex]
      let bytes = try await ServerTests.exchange(address, request) { bytes in
        bytes.count > 20 * EchoHandler.large.count && ServerTests.frames(in: bytes).isAnswered(39)
      }
      let frames = ServerTests.frames(in: bytes)
      for number in 0..<20 {
        #expect(frames.body(of: UInt32(number * 2 + 1)) == EchoHandler.large)
      }
    }
  }

  @Test(
    "a client that closes its side behind its requests gets all answers",
    arguments: ["TCP", "Unix socket"].indices
  )
  func halfClosed(addressIndex: Int) async throws {
    try await ServerTests.withServer { server, _ in
      let count = 40
      let request = "GET /large HTTP/1.1\r\nHost: x\r\n\r\n"
      let bytes = try await ServerTests.exchange(
        server.addresses[addressIndex],
        Array(repeatElement(request, count: count).joined().utf8),
        closesOutput: true
      ) { _ in false }
      #expect(bytes.count > count * EchoHandler.large.count)
      #expect(bytes.suffix(EchoHandler.large.count).elementsEqual(EchoHandler.large))
    }
  }

  @Test("the file of a Unix socket has the mode of its address")
  func socketMode() async throws {
    try await ServerTests.withServer { _, path in
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }
  }

  @Test("a socket on which somebody answers is not taken over")
  func socketInUse() async throws {
    try await ServerTests.withServer { _, path in
      let listener = ServerTests.listener(at: .unix(path: path, mode: 0o600))
      let expected = TransportError(code: .addressInUse, subject: "", message: "")
      await #expect(throws: expected) {
        _ = try await Server.start(
          [listener],
          loopCount: 1,
          limits: ServerTests.patient,
          limiterCounts: LimiterCounts { _, _ in }
        )
      }
      #expect(FileManager.default.fileExists(atPath: path))
    }
  }

  @Test("a socket file that nobody answers on is replaced, another file is not")
  func staleSocket() async throws {
    try await ServerTests.withServer { _, path in
      let stale = path + ".stale"
      SocketMaker.close(SocketMaker.bound(to: stale, SOCK_STREAM))
      #expect(FileManager.default.fileExists(atPath: stale))
      let listener = ServerTests.listener(at: .unix(path: stale, mode: 0o660))
      let server = try await Server.start(
        [listener],
        loopCount: 1,
        limits: ServerTests.patient,
        limiterCounts: LimiterCounts { _, _ in }
      )
      await server.drain(withinSeconds: 1)

      let file = path + ".txt"
      #expect(FileManager.default.createFile(atPath: file, contents: Data("kept".utf8)))
      let link = path + ".link"
      let nothing = path + ".nothing"
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: nothing)
      let expected = TransportError(code: .pathOccupied, subject: "", message: "")
      for occupied in [file, link] {
        let wrong = ServerTests.listener(at: .unix(path: occupied, mode: 0o600))
        await #expect(throws: expected) {
          _ = try await Server.start(
            [wrong],
            loopCount: 1,
            limits: ServerTests.patient,
            limiterCounts: LimiterCounts { _, _ in }
          )
        }
      }
      #expect(FileManager.default.contents(atPath: file) == Data("kept".utf8))
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == nothing)
    }
  }

  @Test("a socket of another process that has come in the place of its own is not removed")
  func replacedSocket() async throws {
    try await ServerTests.withServer { first, path in
      try FileManager.default.removeItem(atPath: path)
      let second = try await Server.start(
        [ServerTests.listener(at: .unix(path: path, mode: 0o600))],
        loopCount: 1,
        limits: ServerTests.patient,
        limiterCounts: LimiterCounts { _, _ in }
      )
      await first.drain(withinSeconds: 1)
      #expect(FileManager.default.fileExists(atPath: path))
      let answer = try await ServerTests.exchange(second.addresses[0], ServerTests.request) { _ in
        false
      }
      #expect(String(decoding: answer, as: UTF8.self).hasPrefix("HTTP/1.1 200"))
      await second.drain(withinSeconds: 1)
    }
  }

  /// Whoever has a path already, and what is said of them.
  struct Occupant: CustomTestStringConvertible {
    let testDescription: String
    let kind: __socket_type
    let connectionCount: Int
    let code: TransportError.Code
    let words: String
  }

  @Test(
    "a socket that does not accept is left alone, and the message says what it is",
    arguments: [
      Occupant(
        testDescription: "one with more connections waiting than it takes",
        kind: SOCK_STREAM,
        connectionCount: 2,
        code: .addressInUse,
        words: "another process answers on"
      ),
      Occupant(
        testDescription: "one for datagrams",
        kind: SOCK_DGRAM,
        connectionCount: 0,
        code: .pathOccupied,
        words: "is taken by a socket of another kind"
      ),
    ]
  )
  func occupied(by occupant: Occupant) async throws {
    try await ServerTests.withServer { _, path in
      let taken = path + ".taken"
      var descriptors = [SocketMaker.bound(to: taken, occupant.kind)]
      defer { for descriptor in descriptors { SocketMaker.close(descriptor) } }
      listen(descriptors[0], 0)
      for _ in 0..<occupant.connectionCount { descriptors.append(SocketMaker.connected(to: taken)) }
      let error = await #expect(throws: TransportError.self) {
        _ = try await Server.start(
          [ServerTests.listener(at: .unix(path: taken, mode: 0o600))],
          loopCount: 1,
          limits: ServerTests.patient,
          limiterCounts: LimiterCounts { _, _ in }
        )
      }
      #expect(error?.code == occupant.code)
      #expect(error?.message.contains(occupant.words) == true, "\(String(describing: error))")
      #expect(FileManager.default.fileExists(atPath: taken))
    }
  }

  @Test("a port in use is refused, and what was opened before is closed again")
  func portInUse() async throws {
    try await ServerTests.withServer { server, path in
      let other = ListenAddress.unix(path: path + ".other", mode: 0o600)
      let listeners = [other, server.addresses[0]].map(ServerTests.listener)
      let expected = TransportError(code: .addressInUse, subject: "", message: "")
      await #expect(throws: expected) {
        _ = try await Server.start(
          listeners,
          loopCount: 1,
          limits: ServerTests.patient,
          limiterCounts: LimiterCounts { _, _ in }
        )
      }
      #expect(!FileManager.default.fileExists(atPath: path + ".other"))
    }
  }

  @Test("connections above the limit are closed at once")
  func connectionLimit() async throws {
    var limits = TransportLimits.standard
    limits.connectionCountMax = 0
    let listener = ServerTests.listener(at: .tcp(host: "127.0.0.1", port: 0))
    let server = try await Server.start(
      [listener],
      loopCount: 1,
      limits: limits,
      limiterCounts: LimiterCounts { _, _ in }
    )
    let bytes = try? await ServerTests.exchange(server.addresses[0], FrameWriter.opening) { _ in
      false
    }
    #expect(bytes ?? [] == [])
    await server.drain(withinSeconds: 1)
  }

  @Test("a drain tells the client twice, finishes its request and closes the connection")
  func drain() async throws {
    let listener = ServerTests.listener(at: .tcp(host: "127.0.0.1", port: 0))
    let server = try await Server.start(
      [listener],
      loopCount: 2,
      limits: ServerTests.patient,
      limiterCounts: LimiterCounts { _, _ in }
    )
    let bootstrap = ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
    let port = try #require(server.port)
    let channel = try await bootstrap.connect(host: "127.0.0.1", port: port) { channel in
      channel.eventLoop.makeCompletedFuture {
        try ByteChannel(wrappingChannelSynchronously: channel)
      }
    }
    let frames = try await channel.executeThenClose { inbound, outbound in
      let begin =
        FrameWriter.opening
        + FrameWriter.headers(
          FrameWriter.requestBlock("POST", "/x"),
          stream: 1,
          ends: false,
          isWhole: true
        )
      try await outbound.write(ByteBuffer(bytes: begin))
      var received: [UInt8] = []
      var drain: Task<Void, Never>?
      var isPingAnswered = false
      for try await buffer in inbound {
        received.append(contentsOf: buffer.readableBytesView)
        if drain == nil {
          drain = Task { await server.drain(withinSeconds: 30) }
        }
        let ping = ServerTests.frames(in: received).first { $0.kind == .ping }
        if let ping, !isPingAnswered {
          isPingAnswered = true
          let finish =
            FrameWriter.ping(ping.payload, isAcknowledgement: true)
            + FrameWriter.data([74], stream: 1, ends: true)
          try await outbound.write(ByteBuffer(bytes: finish))
        }
      }
      await drain?.value
      return ServerTests.frames(in: received)
    }
    let lastStreams = frames.filter { $0.kind == .goAway }.map { $0.number(at: 0) }
    #expect(lastStreams == [0x7fff_ffff, 1])
    #expect(String(decoding: frames.body(of: 1), as: UTF8.self) == "post /x|||J")
  }
}

extension Server {
  fileprivate var port: Int? {
    guard case .tcp(_, let port) = addresses.first else { return nil }
    return port
  }
}
