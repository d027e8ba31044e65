import NIOCore
import NIOEmbedded
import NIOPosix
import Testing

@testable import PosternTransport

@Suite("DirectOutput", .timeLimit(.minutes(1)))
struct DirectOutputTests {
  /// More than the sockets of both sides hold.
  private static let large = ByteBuffer(
    bytes: (0..<16_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
  )

  /// Tells of its channel once that is active: a socket is accepted before.
  private final class Notice: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let promise: EventLoopPromise<any Channel>

    init(_ promise: EventLoopPromise<any Channel>) {
      self.promise = promise
    }

    func channelActive(context: ChannelHandlerContext) {
      promise.succeed(context.channel)
    }
  }

  /// Lends a connection: the server's channel, and what the client reads from it when it begins to.
  private static func withConnection(
    _ body: (any Channel, NIOAsyncChannel<ByteBuffer, Never>) async throws -> Void
  ) async throws {
    let group = MultiThreadedEventLoopGroup.singleton
    let accepted = group.any().makePromise(of: (any Channel).self)
    let server = try await ServerBootstrap(group: group)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Notice(accepted))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    let client = try await ClientBootstrap(group: group)
      .connect(to: try #require(server.localAddress)) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel(
            wrappingChannelSynchronously: channel,
            configuration: .init(inboundType: ByteBuffer.self, outboundType: Never.self)
          )
        }
      }
    try await body(try await accepted.futureResult.get(), client)
    try await server.close()
  }

  /// Runs on the loop of a channel.
  private static func on<Result: Sendable>(
    _ channel: any Channel,
    _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await channel.eventLoop.submit { try body() }.get()
  }

  @Test("as much is sent as the socket takes, and how much that is comes back")
  func fullSocket() async throws {
    try await DirectOutputTests.withConnection { channel, client in
      let count = try await DirectOutputTests.on(channel) {
        let output = try #require(DirectOutput(of: channel))
        let count = output.send(DirectOutputTests.large.readableBytesSpan)
        channel.close(promise: nil)
        return count
      }
      #expect(count > 0)
      #expect(count < DirectOutputTests.large.readableBytes)
      let received = try await client.executeThenClose { inbound, _ in
        try await inbound.reduce(into: ByteBuffer()) { $0.writeImmutableBuffer($1) }
      }
      #expect(received == DirectOutputTests.large.getSlice(at: 0, length: count))
    }
  }

  @Test("nothing is sent once the channel is closed, whose descriptor may be another's then")
  func closedChannel() async throws {
    try await DirectOutputTests.withConnection { channel, client in
      let count = try await DirectOutputTests.on(channel) {
        let output = try #require(DirectOutput(of: channel))
        channel.close(promise: nil)
        return output.send(DirectOutputTests.large.readableBytesSpan)
      }
      #expect(count == 0)
      let received = try await client.executeThenClose { inbound, _ in
        try await inbound.reduce(0) { $0 + $1.readableBytes }
      }
      #expect(received == 0)
    }
  }

  @Test("a channel without a socket has none to take")
  func noSocket() throws {
    #expect(DirectOutput(of: EmbeddedChannel()) == nil)
  }
}
