import NIOCore
import NIOEmbedded
import PosternTransport
import Testing

@Suite("Bounds of HTTP/1.1 connections")
struct HTTP1BoundTests {
  private static let head = "GET /a HTTP/1.1\r\nHost: x\r\n"
  private static let post = "POST /a HTTP/1.1\r\nHost: x\r\n"
  private static let large = "GET /large HTTP/1.1\r\nHost: x\r\n"

  private static var limits: TransportLimits {
    var limits = TransportLimits.standard
    (limits.requestSeconds, limits.idleSeconds, limits.keptIdleSeconds) = (5, 5, 1)
    return limits
  }

  struct Flood: CustomTestStringConvertible {
    let testDescription: String
    let start: String
    let filler: String
    let status: Int
  }

  @Test(
    "a chunk above the limit is refused by its size, before it is there",
    arguments: [
      "3E9\r\n", "3E8;x=y\r\n\(String(repeating: "a", count: 1_000))\r\n1\r\n", "FFFFFFFF\r\n",
      "7FFFFFFFFFFFFFFF\r\n", "FFFFFFFFFFFFFFFF\r\n",
    ]
  )
  func largeChunks(chunks: String) throws {
    let harness = try ChannelHarness(limits: .standard)
    let text = try harness.send(Self.post + "Transfer-Encoding: chunked\r\n\r\n\(chunks)")
    #expect(text.hasPrefix("HTTP/1.1 413 "))
    #expect(!harness.channel.isActive)
    #expect(harness.limiterCounts.total(of: .body) == 1)
  }

  @Test(
    "what never ends is refused, and counted and told",
    arguments: [
      Flood(
        testDescription: "blanks in front of a value",
        start: head + "x:",
        filler: " ",
        status: 400
      ),
      Flood(testDescription: "tabs", start: head + "x:", filler: "\t", status: 400),
      Flood(
        testDescription: "blanks behind a length",
        start: post + "Content-Length: 5",
        filler: " ",
        status: 400
      ),
      Flood(
        testDescription: "fields behind a body",
        start: post + "Transfer-Encoding: chunked\r\n\r\n0\r\nx:",
        filler: " ",
        status: 400
      ),
      Flood(
        testDescription: "an extension of a chunk",
        start: post + "Transfer-Encoding: chunked\r\n\r\n1;",
        filler: "a",
        status: 400
      ),
      Flood(
        testDescription: "extensions of many chunks",
        start: post + "Transfer-Encoding: chunked\r\n\r\n",
        filler: "1;\(String(repeating: "a", count: 64))\r\nx\r\n",
        status: 400
      ),
      Flood(
        testDescription: "zeros in front of a size",
        start: post + "Transfer-Encoding: chunked\r\n\r\n",
        filler: "0",
        status: 400
      ),
      Flood(testDescription: "a target", start: "GET /", filler: "a", status: 414),
      Flood(testDescription: "a method", start: "GET", filler: "T", status: 414),
    ]
  )
  func floods(flood: Flood) throws {
    let harness = try ChannelHarness(limits: .standard)
    var text = try harness.send(flood.start)
    let filler = String(repeating: flood.filler, count: 4_096)
    for _ in 0..<16 where harness.channel.isActive { text += try harness.send(filler) }
    #expect(text.hasPrefix("HTTP/1.1 \(flood.status) "))
    #expect(!harness.channel.isActive)
    #expect(harness.reports.all == [.headers])
    #expect(harness.limiterCounts.total(of: .headers) == 1)
  }

  @Test("requests are found in the same bytes however these are cut")
  func cuts() throws {
    let requests =
      "\r\n" + Self.head + "\r\n" + Self.post + "Content-Length: 4\r\n\r\nG\r\n\r" + Self.post
      + "Transfer-Encoding: chunked\r\n\r\n2;x=y\r\n\r\n\r\n00B\r\n0123456789\n\r\n0\r\n"
      + "X: y\r\n\r\n"
      + Self.post + "Transfer-Encoding: chunked\r\n\r\n000\r\n\r\n" + Self.post
      + "Content-Length: 0\r\n\r\n" + "HEAD /livez HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
      + Self.head + "\r\n"
    let bytes = Array(requests.utf8)
    let whole = Self.undated(try ChannelHarness(limits: .standard).send(requests))
    #expect(whole.split(separator: "HTTP/1.1 200 OK\r\n").count == 7)
    #expect(whole.contains("post /a|||\r\n0123456789\n"))
    for size in 1..<bytes.count {
      let harness = try ChannelHarness(limits: .standard)
      var answer: [UInt8] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        answer += try harness.send(Array(bytes[start..<min(start + size, bytes.count)]))
      }
      #expect(Self.undated(String(decoding: answer, as: UTF8.self)) == whole, "\(size) at a time")
    }
  }

  /// An answer without the time that it says.
  private static func undated(_ text: String) -> String {
    text.replacing(#/date: [^\r]*/#, with: "date:")
  }

  @Test("the next request waits while the answers before it are not read")
  func waits() throws {
    let harness = try ChannelHarness(limits: .standard)
    harness.setWritable(false)
    let next = Self.head + "\r\n"
    #expect(try harness.send(next + next + "GET /b") == "")
    #expect(harness.lane.budget.byteCount == 2 * next.utf8.count + 6)
    harness.setWritable(true)
    let text = try harness.writtenText()
    #expect(text.split(separator: "get /a|||").count == 2)
    #expect(harness.lane.budget.byteCount == "GET /b".utf8.count)
    #expect(try harness.send(" HTTP/1.1\r\nHost: x\r\n\r\n").hasSuffix("get /b|||"))
    #expect(harness.lane.budget.byteCount == 0)
    #expect(harness.limiterCounts.total(of: .pendingOutput) == 1)
  }

  @Test("an answer that nobody reads is held in the budget, and ends when its time is over")
  func answerTime() throws {
    let socket = FullSocket()
    let harness = try ChannelHarness(limits: Self.limits, socket: socket)
    #expect(try harness.send(Self.large + "\r\n") == "")
    #expect(harness.lane.budget.byteCount == EchoHandler.large.count)
    harness.advance(seconds: Self.limits.answerSeconds - 1)
    #expect(harness.channel.isActive)
    harness.advance(seconds: 1)
    #expect(!harness.channel.isActive)
    #expect(harness.reports.all == [.answerTime])
    #expect(harness.limiterCounts.total(of: .answerTime) == 1)
    #expect(harness.lane.budget.byteCount == 0)
  }

  @Test("when the memory of the loop is used up, further long answers are refused")
  func sharedBuffers() throws {
    var limits = TransportLimits.standard
    limits.loopBufferByteCountMax = EchoHandler.large.count
    let harness = try ChannelHarness(limits: limits, socket: FullSocket())
    _ = try harness.send(Self.large + "\r\n")
    let other = EmbeddedChannel(loop: harness.channel.embeddedEventLoop)
    try harness.admit(other)
    try other.writeInbound(ByteBuffer(string: Self.head + "\r\n" + Self.large + "\r\n"))
    var text = ""
    while let buffer = try other.readOutbound(as: ByteBuffer.self) {
      text += String(buffer: buffer)
    }
    #expect(text.contains("get /a|||HTTP/1.1 503 Service Unavailable\r\n"))
    #expect(text.hasSuffix(EchoHandler.text(of: .overloaded)))
    #expect(harness.limiterCounts.total(of: .sharedBuffers) == 1)
    #expect(harness.limiterCounts.total(of: .bufferedAnswers) == 1)
  }

  @Test("an answer that is being read is not cut", arguments: ["", "Connection: close\r\n"])
  func isNotCut(field: String) throws {
    let socket = FullSocket()
    let harness = try ChannelHarness(limits: Self.limits, socket: socket)
    _ = try harness.send(Self.large + field + "\r\n")
    harness.advance(seconds: Self.limits.idleSeconds * 3)
    let other = EmbeddedChannel(loop: harness.channel.embeddedEventLoop)
    try harness.admit(other)
    try harness.admit(EmbeddedChannel(loop: harness.channel.embeddedEventLoop))
    #expect(!other.isActive, "it made room, since it has nothing to do")
    #expect(harness.channel.isActive)
    socket.drain()
    #expect(try harness.written().count > EchoHandler.large.count)
    #expect(harness.channel.isActive)
    harness.advance(seconds: Self.limits.requestSeconds - 1)
    #expect(harness.channel.isActive)
    harness.advance(seconds: 1)
    #expect(!harness.channel.isActive)
    #expect(harness.limiterCounts.total(of: .answerTime) == 0)
  }

  @Test("a drain waits until answers are read", arguments: ["", "Connection: close\r\n"])
  func drain(field: String) throws {
    let socket = FullSocket()
    let harness = try ChannelHarness(limits: Self.limits, socket: socket)
    _ = try harness.send(Self.large + field + "\r\n")
    var isDrained = false
    harness.lane.drain(within: .seconds(60)).assumeIsolated().whenComplete { _ in isDrained = true }
    harness.advance(seconds: 20)
    #expect(harness.channel.isActive)
    socket.drain()
    #expect(try harness.written().count > EchoHandler.large.count)
    harness.advance(seconds: 1)
    #expect(isDrained)
    #expect(harness.reports.all == [])
  }

  @Test("a client that sends nothing more still gets its answers")
  func halfClosed() throws {
    let socket = FullSocket()
    let harness = try ChannelHarness(limits: Self.limits, socket: socket)
    _ = try harness.send(Self.head + "\r\n" + Self.large + "\r\n")
    harness.closeInput()
    #expect(harness.channel.isActive)
    socket.drain()
    let text = try harness.writtenText()
    #expect(text.contains("get /a|||HTTP/1.1 200 OK\r\n"))
    #expect(text.utf8.count > EchoHandler.large.count)
    #expect(!harness.channel.isActive)
  }

  @Test("requests that wait are answered when nothing more comes behind them")
  func halfClosedWhileWaiting() throws {
    let harness = try ChannelHarness(limits: .standard)
    harness.setWritable(false)
    #expect(try harness.send(Self.head + "\r\n" + Self.head + "\r\n") == "")
    harness.closeInput()
    #expect(harness.channel.isActive)
    harness.setWritable(true)
    #expect(try harness.writtenText().split(separator: "get /a|||").count == 2)
    #expect(!harness.channel.isActive)
  }

  @Test(
    "a client that sends nothing more, and has asked nothing, is closed",
    arguments: [
      "", "PR", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", head, post + "Content-Length: 3\r\n\r\nA",
    ]
  )
  func endOfInput(start: String) throws {
    let harness = try ChannelHarness(limits: .standard)
    if !start.isEmpty { _ = try harness.channel.writeInbound(ByteBuffer(string: start)) }
    harness.closeInput()
    #expect(!harness.channel.isActive)
    if start.hasSuffix("\n") || start.hasSuffix("A"), start.contains("/1.1") {
      #expect(try harness.writtenText().hasPrefix("HTTP/1.1 400 "))
    }
  }

  @Test("half a head behind a request is given no more time than another")
  func halfHead() throws {
    var limits = Self.limits
    limits.idleSeconds = 60
    let harness = try ChannelHarness(limits: limits)
    #expect(try harness.send(Self.head + "\r\n" + Self.head).hasSuffix("get /a|||"))
    harness.advance(seconds: limits.requestSeconds)
    #expect(!harness.channel.isActive)
    #expect(harness.reports.all == [.requestTime])
  }

  @Test(
    "a request that is not whole in time is told so and closed, and counted once",
    arguments: [
      "G", head, post + "Content-Length: 2\r\n\r\nA", "FOO /a HTTP/1.1\r\nUpgrade: x\r\n",
      post + "Transfer-Encoding: chunked\r\n\r\n2\r\nAB\r\n0\r\nx: y\r\n",
    ],
    ["", head + "\r\n"]
  )
  func requestTime(start: String, earlier: String) throws {
    let harness = try ChannelHarness(limits: Self.limits)
    _ = try harness.send(earlier + start)
    harness.advance(seconds: Self.limits.requestSeconds - 1)
    #expect(try harness.writtenText() == "")
    harness.advance(seconds: 1)
    let text = try harness.writtenText()
    #expect(text.hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
    #expect(text.contains("\r\nconnection: close\r\n"))
    #expect(text.hasSuffix(EchoHandler.text(of: .requestTooSlow)))
    #expect(!harness.channel.isActive)
    harness.advance(seconds: 60)
    #expect(harness.reports.all == [.requestTime])
    #expect(harness.limiterCounts.total(of: .requestTime) == 1)
    #expect(harness.lane.budget.byteCount == 0)
  }

  @Test(
    "a connection on which nothing has begun is closed without a word",
    arguments: ["", "\r\n", "\r\n\r\n\n", head + "\r\n", head + "\r\n\r\n"]
  )
  func silentEnd(bytes: String) throws {
    let harness = try ChannelHarness(limits: Self.limits)
    if !bytes.isEmpty { _ = try harness.send(bytes) }
    harness.advance(seconds: Self.limits.idleSeconds)
    #expect(try harness.writtenText() == "")
    #expect(!harness.channel.isActive)
  }

  @Test("who is told to be too slow has time to read that, and no more")
  func slowReader() throws {
    let socket = FullSocket()
    let harness = try ChannelHarness(limits: Self.limits, socket: socket)
    _ = try harness.send(Self.head)
    harness.advance(seconds: Self.limits.requestSeconds)
    #expect(harness.channel.isActive)
    socket.drain()
    #expect(try harness.writtenText().hasPrefix("HTTP/1.1 408 "))
    #expect(!harness.channel.isActive)
  }

  struct Stop: CustomTestStringConvertible {
    let testDescription: String
    let bytes: String
    let limiter: Limiter
  }

  @Test(
    "whoever a limit stops is told of",
    arguments: [
      Stop(testDescription: "nothing", bytes: "", limiter: .requestTime),
      Stop(testDescription: "half a head", bytes: head, limiter: .requestTime),
      Stop(testDescription: "answered", bytes: head + "\r\n", limiter: .idleTime),
      Stop(
        testDescription: "long body",
        bytes: post + "Content-Length: 1001\r\n\r\n",
        limiter: .body
      ),
    ]
  )
  func reports(stop: Stop) throws {
    let harness = try ChannelHarness(limits: Self.limits)
    if !stop.bytes.isEmpty { _ = try harness.send(stop.bytes) }
    harness.advance(seconds: Self.limits.idleSeconds)
    #expect(harness.reports.all == [stop.limiter])
  }

  struct Expectation: CustomTestStringConvertible {
    let request: String
    let answer: String
    var testDescription: String { request }
  }

  @Test(
    "fields that are lists are read as lists",
    arguments: [
      Expectation(
        request: post + "Expect: 100-continue, foo\r\nContent-Length: 1\r\n\r\n",
        answer: "HTTP/1.1 417 "
      ),
      Expectation(
        request: post + "Expect: foo\r\nContent-Length: 1\r\n\r\n",
        answer: "HTTP/1.1 417 "
      ),
      Expectation(
        request: post + "Expect: , 100-Continue\r\nContent-Length: 1\r\n\r\n",
        answer: "HTTP/1.1 100 Continue\r\n\r\n"
      ),
      Expectation(
        request: "POST /a HTTP/1.0\r\nExpect: foo\r\nContent-Length: 1\r\n\r\nA",
        answer: "HTTP/1.1 200 "
      ),
    ]
  )
  func expectations(expectation: Expectation) throws {
    let text = try ChannelHarness(limits: .standard).send(expectation.request)
    #expect(text.hasPrefix(expectation.answer))
  }

  @Test("whoever also asks to close means it")
  func closes() throws {
    let harness = try ChannelHarness(limits: .standard)
    let text = try harness.send("GET /a HTTP/1.0\r\nConnection: close, keep-alive\r\n\r\n")
    #expect(text.contains("\r\nconnection: close\r\n"))
    #expect(!harness.channel.isActive)
  }

  @Test("a body that no connection may hold is refused as too long, on HTTP/1.1 and on HTTP/2")
  func connectionBody() throws {
    var limits = TransportLimits.standard
    limits.connectionBodyByteCountMax = 500
    let body = [UInt8](repeating: 66, count: 501)
    let text = try ChannelHarness(limits: limits).send(Self.post + "Content-Length: 501\r\n\r\n")
    #expect(text.hasPrefix("HTTP/1.1 413 "))
    var bytes = try ChannelHarness(limits: limits).send(
      FrameWriter.opening + FrameWriter.request("POST", "/a", body: body, stream: 1)
    )
    let answer = Frame.takeAll(from: &bytes).body(of: 1)
    #expect(String(decoding: answer, as: UTF8.self) == EchoHandler.text(of: .bodyTooLarge))
  }
}
