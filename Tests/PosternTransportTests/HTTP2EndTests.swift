import NIOCore
import NIOEmbedded
import PosternTransport
import Testing

@Suite("How HTTP/2 connections end")
struct HTTP2EndTests {
  private static let window: UInt32 = 100_000_000
  private static let opening =
    FrameWriter.preface + FrameWriter.settings([(id: 4, value: window)])
    + FrameWriter.windowUpdate(stream: 0, increment: window)

  /// A connection that was asked something and drains; all that was to be said is said.
  private static func drained(after path: String) throws -> (ChannelHarness, FullSocket) {
    let socket = FullSocket()
    let harness = try ChannelHarness(limits: .standard, socket: socket)
    _ = try harness.send(opening + FrameWriter.request("GET", path, body: [], stream: 1))
    _ = harness.lane.drain(within: .seconds(600))
    harness.advance(seconds: 1)
    return (harness, socket)
  }

  @Test("what was to be read is not lost when the client still sends frames")
  func lingers() throws {
    let (harness, socket) = try Self.drained(after: "/large")
    #expect(socket.isOutputClosed)
    #expect(harness.channel.isActive)
    socket.drain()
    var bytes = try harness.written()
    #expect(Frame.takeAll(from: &bytes).body(of: 1) == EchoHandler.large)
    let update = FrameWriter.windowUpdate(stream: 0, increment: 1_000)
    for _ in 0..<10 {
      harness.advance(seconds: 1)
      #expect(try harness.send(update) == [])
    }
    #expect(harness.channel.isActive)
    harness.closeInput()
    #expect(!harness.channel.isActive)
    #expect(harness.reports.all == [])
  }

  @Test(
    "a client that does not close has the time of its answer, and a moment after a short one",
    arguments: [("/large", TransportLimits.standard.answerSeconds - 1), ("/short", 1)]
  )
  func ends(path: String, seconds: Int) throws {
    let (harness, socket) = try Self.drained(after: path)
    socket.drain()
    if seconds > 1 { harness.advance(seconds: seconds - 1) }
    #expect(harness.channel.isActive)
    harness.advance(seconds: 1)
    #expect(!harness.channel.isActive)
  }
}
