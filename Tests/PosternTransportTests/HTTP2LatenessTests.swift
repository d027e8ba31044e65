import NIOCore
import NIOEmbedded
import Testing

import PosternTransport

@Suite("Who is late on HTTP/2")
struct HTTP2LatenessTests {
  private static let limits = TransportLimits.standard

  @Test("a client that reads its answer byte by byte has no more time than another")
  func slowReader() throws {
    let harness = try ChannelHarness(limits: .standard)
    _ = try harness.send(Self.unreadQuestion)
    var bytes: [UInt8] = []
    for _ in 1..<HTTP2LatenessTests.limits.answerSeconds {
      harness.advance(seconds: 1)
      bytes += try harness.send(FrameWriter.windowUpdate(stream: 1, increment: 1))
    }
    #expect(harness.channel.isActive)
    harness.advance(seconds: 1)
    bytes += try harness.written()
    #expect(!harness.channel.isActive)
    #expect(Frame.takeAll(from: &bytes).goAwayCode == 11)
    #expect(harness.limiterCounts.total(of: .answerTime) == 1)
    #expect(harness.reports.all == [.answerTime])
    #expect(harness.limiterCounts.total(of: .requestTime) == 0)
  }

  private static func expectEnd(of harness: ChannelHarness, by limiter: Limiter) throws {
    var bytes = try harness.written()
    #expect(Frame.takeAll(from: &bytes).goAwayCode == 11)
    #expect(!harness.channel.isActive)
    #expect(harness.limiterCounts.total(of: limiter) == 1)
  }

  /// Asks for an answer that its stream does not take, since its window is closed.
  private static let unreadQuestion =
    FrameWriter.preface + FrameWriter.settings([(id: 4, value: 0)])
    + FrameWriter.request("GET", "/large", body: [], stream: 1)

  @Test(
    "an answer that nobody reads ends alone when others were read meanwhile, or have no body",
    arguments: ["GET", "HEAD"]
  )
  func unreadAmongOthers(method: String) throws {
    let harness = try ChannelHarness(limits: .standard)
    _ = try harness.send(Self.unreadQuestion)
    harness.advance(seconds: 1)
    var bytes = try harness.send(
      FrameWriter.request(method, "/", body: [], stream: 3)
        + FrameWriter.windowUpdate(stream: 3, increment: 1_000)
    )
    #expect(Frame.takeAll(from: &bytes).isAnswered(3))
    harness.advance(seconds: HTTP2LatenessTests.limits.answerSeconds - 2)
    #expect(try harness.written().isEmpty)
    harness.advance(seconds: 1)
    bytes = try harness.written()
    let frames = Frame.takeAll(from: &bytes)
    #expect(frames.map(\.kind) == [.reset])
    #expect(frames.first?.stream == 1)
    #expect(frames.first?.number(at: 0) == 8)
    #expect(harness.limiterCounts.total(of: .answerTime) == 1)
    #expect(harness.reports.all.isEmpty)
    bytes = try harness.send(
      FrameWriter.request("GET", "/", body: [], stream: 5)
        + FrameWriter.windowUpdate(stream: 5, increment: 1_000)
    )
    #expect(Frame.takeAll(from: &bytes).isAnswered(5))
    #expect(harness.channel.isActive)
  }

  @Test("answers that were read before an unread one do not save its connection")
  func unreadBehindOthers() throws {
    let harness = try ChannelHarness(limits: .standard)
    _ = try harness.send(
      FrameWriter.opening + FrameWriter.request("GET", "/", body: [], stream: 1)
    )
    harness.advance(seconds: 1)
    _ = try harness.send(
      FrameWriter.settings([(id: 4, value: 0)])
        + FrameWriter.request("GET", "/large", body: [], stream: 3)
    )
    harness.advance(seconds: HTTP2LatenessTests.limits.answerSeconds)
    try Self.expectEnd(of: harness, by: .answerTime)
  }

  /// A request whose body never comes.
  private static func beginning(_ stream: UInt32) -> [UInt8] {
    let block = FrameWriter.requestBlock("POST", "/late")
    return FrameWriter.headers(block, stream: stream, ends: false, isWhole: true)
  }

  @Test("a late request is refused alone when others came over its connection meanwhile")
  func lateAmongOthers() throws {
    let harness = try ChannelHarness(limits: .standard)
    _ = try harness.send(FrameWriter.opening + Self.beginning(1))
    harness.advance(seconds: 1)
    _ = try harness.send(FrameWriter.request("GET", "/", body: [], stream: 3))
    harness.advance(seconds: HTTP2LatenessTests.limits.requestSeconds - 2)
    #expect(try harness.written().isEmpty)
    harness.advance(seconds: 1)
    var bytes = try harness.written()
    let frames = Frame.takeAll(from: &bytes)
    #expect(frames.status(of: 1) == 408)
    #expect(
      String(decoding: frames.body(of: 1), as: UTF8.self) == EchoHandler.text(of: .requestTooSlow)
    )
    #expect(frames.contains { $0.kind == .reset && $0.stream == 1 && $0.number(at: 0) == 0 })
    #expect(harness.limiterCounts.total(of: .requestTime) == 1)
    #expect(harness.limiterCounts.total(of: .resets) == 0)
    bytes = try harness.send(FrameWriter.request("GET", "/", body: [], stream: 5))
    #expect(Frame.takeAll(from: &bytes).isAnswered(5))
    #expect(harness.channel.isActive)
  }

  @Test("requests that came before a late one do not save its connection")
  func lateBehindOthers() throws {
    let harness = try ChannelHarness(limits: .standard)
    _ = try harness.send(
      FrameWriter.opening + FrameWriter.request("GET", "/", body: [], stream: 1)
        + Self.beginning(3)
    )
    harness.advance(seconds: HTTP2LatenessTests.limits.requestSeconds)
    try Self.expectEnd(of: harness, by: .requestTime)
  }

  @Test("an answer whose reset still waits to be sent is late no more, and is counted once")
  func resetThatWaits() throws {
    let harness = try SessionHarness.opened()
    let late = harness.unreadAnswers(1)
    harness.session.expireAnswers(atNanoseconds: late)
    #expect(!harness.session.hasOverdueAnswer(atNanoseconds: late))
    #expect(try #require(harness.session.deadlineNanoseconds) > late)
    harness.session.expireAnswers(atNanoseconds: late)
    #expect(harness.limiterCounts.total(of: .answerTime) == 1)
    #expect(harness.takeFrames().map(\.kind) == [.reset])
    #expect(harness.session.openStreamCount == 0)
  }

  @Test("answers that nobody reads do not spend the allowance of resets")
  func manyUnread() throws {
    var limits = Self.limits
    limits.resetBurstCount = 3
    let harness = try SessionHarness.opened(limits: limits)
    harness.session.expireAnswers(atNanoseconds: harness.unreadAnswers(20))
    #expect(harness.takeFrames().map(\.kind) == Array(repeating: .reset, count: 20))
    #expect(harness.session.violation == nil)
    #expect(harness.limiterCounts.total(of: .resets) == 0)
    #expect(harness.limiterCounts.total(of: .answerTime) == 20)
  }

  @Test("a message that comes when nothing is read has the time of an answer")
  func unreadMessage() throws {
    let harness = try ChannelHarness(limits: .standard) { WatchHandler() }
    let call =
      FrameWriter.requestBlock("POST", WatchHandler.path)
      + FrameWriter.field("content-type", "application/grpc")
    _ = try harness.send(
      FrameWriter.preface + FrameWriter.settings([(id: 4, value: 0)])
        + FrameWriter.headers(call, stream: 1, ends: false, isWhole: true)
    )
    // By now the connection rests until it has been idle for long.
    harness.advance(seconds: Self.limits.answerSeconds)
    #expect(harness.channel.isActive)
    harness.lane.announce()
    harness.advance(seconds: Self.limits.answerSeconds)
    try Self.expectEnd(of: harness, by: .answerTime)
  }
}

extension SessionHarness {
  /// Asks for answers that nobody reads, and for one that is read; returns when those are late.
  fileprivate func unreadAnswers(_ count: Int) -> UInt64 {
    _ = send(FrameWriter.settings([(id: 4, value: 0)]))
    for number in 0..<count {
      _ = send(FrameWriter.request("GET", "/x", body: [], stream: UInt32(number * 2 + 1)))
    }
    nowNanoseconds += 1
    _ = send(FrameWriter.request("HEAD", "/x", body: [], stream: UInt32(count * 2 + 1)))
    return nowNanoseconds + UInt64(TransportLimits.standard.answerSeconds) * 1_000_000_000
  }
}
