import Foundation
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

import PosternTransport

@Suite("Connections")
struct ChannelTests {
  private typealias Harness = ChannelHarness

  private static let limits = TransportLimits.standard

  @Test("a connection is HTTP/2 when it begins with the preface, even byte by byte")
  func sniffsHTTP2() throws {
    let harness = try Harness(limits: .standard)
    var bytes: [UInt8] = []
    for byte in FrameWriter.opening + FrameWriter.request("GET", "/a", body: [], stream: 1) {
      bytes += try harness.send([byte])
    }
    let body = Frame.takeAll(from: &bytes).body(of: 1)
    #expect(String(decoding: body, as: UTF8.self) == "get /a|||")
  }

  @Test("one read may bring more small requests than may be open at a time")
  func burst() throws {
    let harness = try Harness(limits: .standard)
    let streams = (0..<400).map { UInt32($0 * 2 + 1) }
    var bytes = try harness.send(
      FrameWriter.opening + FrameWriter.settingsAcknowledgement
        + streams.flatMap { FrameWriter.request("GET", "/", body: [], stream: $0) }
    )
    let frames = Frame.takeAll(from: &bytes)
    #expect(streams.allSatisfy { frames.isAnswered($0) })
    #expect(frames.goAwayCode == nil)
  }

  @Test("another connection is HTTP/1.1, and is kept for further requests")
  func sniffsHTTP1() throws {
    let harness = try Harness(limits: .standard)
    for path in ["/a", "/b"] {
      let text = try harness.send("GET \(path)?q HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
      #expect(text.hasSuffix("\r\n\r\nget \(path)|q||"))
      #expect(!text.contains("connection: close"))
    }
    #expect(harness.channel.isActive)
  }

  @Test("pipelined HTTP/1.1 requests are answered in order")
  func pipelinedHTTP1() throws {
    let harness = try Harness(limits: .standard)
    let text = try harness.send(
      "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nAB"
        + "POST /b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nC\r\n0\r\n\r\n"
    )
    let first = try #require(text.range(of: "post /a|||AB"))
    let second = try #require(text.range(of: "post /b|||C"))
    #expect(first.upperBound <= second.lowerBound)
  }

  @Test("a 405 answer names the methods that are allowed")
  func allow() throws {
    let harness = try Harness(limits: .standard)
    let text = try harness.send(
      "POST /get-only HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
    )
    #expect(text.hasPrefix("HTTP/1.1 405 Method Not Allowed\r\n"))
    #expect(text.contains("\r\nallow: GET, HEAD\r\n"))
  }

  @Test("HEAD is answered with the length of the body and no body")
  func headHTTP1() throws {
    let text = try Harness(limits: .standard).send("HEAD /livez HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(text.contains("\r\ncontent-length: 3\r\n"))
    #expect(text.hasSuffix("\r\n\r\n"))
  }

  @Test(
    "what is not a plain HTTP/1.1 request is answered with 400 and closed",
    arguments: [
      "\u{0}\u{1}\u{2}\r\n\r\n",
      "GET / HTTP/1.1\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
      "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
      "FOO * HTTP/1.1\r\nHost: a\r\n\r\n",
      "FOO http://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
      "FOO / HTTP/1.1\r\n\r\n",
      "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET /  HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET / a HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET /\r\n",
      "POST /a RTSP/1.0\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
      "GET /a RTSP/1.1\r\nHost: a\r\n\r\n",
      "SOURCE /a ICE/1.0\r\nHost: a\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: %zz\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a%\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a%2\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: [zz]\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: [:::::]\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: [127.0.0.1]\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\u{0}b\r\n\r\n",
      "GET / HTTP/1.1\nHost: a\n\n",
      "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nAB",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\nA",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 2\r\n\r\nAB",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\nA",
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
      "GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
      "GET /a\u{0}b HTTP/1.1\r\nHost: a\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nXX\r\n",
    ]
  )
  func malformedHTTP1(request: String) throws {
    let harness = try Harness(limits: .standard)
    let text = try harness.send(request)
    #expect(text.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
    #expect(text.contains("\r\nconnection: close\r\n"))
    #expect(text.hasSuffix(EchoHandler.text(of: .malformed)))
    #expect(try harness.send("GET /again HTTP/1.1\r\nHost: a\r\n\r\n") == "")
  }

  @Test(
    "what HTTP/1.1's decoder loses of a field is marked by a byte that no text has",
    arguments: [
      (Array("é\u{10FFFF}".utf8), Array("é\u{10FFFF}".utf8)),
      ([0x61, 0xE9, 0x62], [0x61, 0xFF, 0x62]),
      ([0xE9], [0xFF]),
      ([0x61, 0xE9, 0xE8], [0x61, 0xFF, 0xFF]),
      (Array("a\u{FFFD}".utf8), [0x61, 0xFF]),
    ] as [([UInt8], [UInt8])]
  )
  func lostBytes(sent: [UInt8], read: [UInt8]) throws {
    let harness = try Harness(limits: .standard)
    let head = Array("GET /id HTTP/1.1\r\nHost: a\r\nX-Request-ID: ".utf8)
    let bytes = try harness.send(head + sent + Array("\r\n\r\n".utf8))
    #expect(Array(bytes.suffix(read.count + 4)) == Array("\r\n\r\n".utf8) + read)
  }

  @Test("a target whose bytes HTTP/1.1's decoder loses is answered with 400")
  func lostTarget() throws {
    let harness = try Harness(limits: .standard)
    let bytes = Array("GET /caf".utf8) + [0xE9] + Array(" HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
    let text = String(decoding: try harness.send(bytes), as: UTF8.self)
    #expect(text.hasPrefix("HTTP/1.1 400 "))
  }

  @Test("HTTP/1.1 header fields above the limits are answered with 400 and closed")
  func headersHTTP1() throws {
    let fields = (0..<1_000).map { "x\($0): y\r\n" }.joined()
    let value = String(repeating: "z", count: 17_000)
    for rest in [fields, "x: \(value)\r\n"] {
      let text = try Harness(limits: .standard).send("GET / HTTP/1.1\r\nHost: a\r\n\(rest)\r\n")
      #expect(text.hasPrefix("HTTP/1.1 400 "))
      #expect(text.hasSuffix(EchoHandler.text(of: .headersTooLarge)))
    }
  }

  @Test("an HTTP/1.1 body above the limit is answered with 413 and closed")
  func bodyHTTP1() throws {
    let harness = try Harness(limits: .standard)
    let body = String(repeating: "b", count: 1_001)
    let text = try harness.send(
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n\(body)"
    )
    #expect(text.hasPrefix("HTTP/1.1 413 "))
    #expect(text.hasSuffix(EchoHandler.text(of: .bodyTooLarge)))
  }

  @Test("a client that waits for it is told to go on, or why it need not (RFC 9110 §10.1.1)")
  func expectation() throws {
    let harness = try Harness(limits: .standard)
    let head = "POST /a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: "
    #expect(try harness.send(head + "2\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
    #expect(try harness.send("AB").hasSuffix("\r\n\r\npost /a|||AB"))
    let refusal = try harness.send(head + "1001\r\n\r\n")
    #expect(refusal.hasPrefix("HTTP/1.1 413 "))
    #expect(refusal.contains("\r\nconnection: close\r\n"))
  }

  @Test("a drain answers the next request of an idle HTTP/1.1 connection as its last")
  func drainHTTP1() throws {
    let harness = try Harness(limits: .standard)
    let request = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n"
    let first = try harness.send(request)
    #expect(!first.contains("connection: close"))
    var isDrained = false
    harness.lane.drain(within: .seconds(5)).assumeIsolated().whenComplete { _ in isDrained = true }
    #expect(harness.channel.isActive)
    #expect(try harness.send(request).contains("\r\nconnection: close\r\n"))
    harness.advance(seconds: 1)
    #expect(isDrained)
  }

  @Test(
    "a drain leaves a connection on which nothing comes a moment, and no more",
    arguments: ["", "GET / HTTP/1.1\r\nHost: a\r\n\r\n"]
  )
  func drainIdle(request: String) throws {
    let harness = try Harness(limits: .standard)
    if !request.isEmpty { _ = try harness.send(request) }
    var isDrained = false
    harness.lane.drain(within: .seconds(5)).assumeIsolated().whenComplete { _ in isDrained = true }
    #expect(harness.channel.isActive)
    harness.advance(seconds: 1)
    #expect(!harness.channel.isActive)
    #expect(isDrained)
  }

  struct Silence: CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
    let seconds: Int
  }

  @Test(
    "a connection that stops is closed when its time is over, not before",
    arguments: [
      Silence(testDescription: "nothing", bytes: [], seconds: limits.requestSeconds),
      Silence(
        testDescription: "half a preface",
        bytes: Array("PR".utf8),
        seconds: limits.requestSeconds
      ),
      Silence(
        testDescription: "more than half a preface",
        bytes: Array(FrameWriter.preface.prefix(20)),
        seconds: limits.requestSeconds
      ),
      Silence(
        testDescription: "a preface and no SETTINGS",
        bytes: FrameWriter.preface,
        seconds: limits.requestSeconds
      ),
      Silence(
        testDescription: "HTTP/2 opening",
        bytes: FrameWriter.opening,
        seconds: limits.idleSeconds
      ),
      Silence(
        testDescription: "HTTP/2 answered",
        bytes: FrameWriter.opening + FrameWriter.request("GET", "/", body: [], stream: 1),
        seconds: limits.idleSeconds
      ),
      Silence(
        testDescription: "HTTP/2 half a request",
        bytes: FrameWriter.opening
          + FrameWriter.headers(
            FrameWriter.requestBlock("POST", "/"),
            stream: 1,
            ends: false,
            isWhole: true
          ),
        seconds: limits.requestSeconds
      ),
      Silence(
        testDescription: "HTTP/2 half a header list",
        bytes: FrameWriter.opening
          + FrameWriter.headers(
            FrameWriter.requestBlock("POST", "/"),
            stream: 1,
            ends: true,
            isWhole: false
          ),
        seconds: limits.requestSeconds
      ),
      Silence(
        testDescription: "HTTP/2 closed window",
        bytes: FrameWriter.preface + FrameWriter.settings([(id: 4, value: 0)])
          + FrameWriter.request("GET", "/", body: [], stream: 1),
        seconds: limits.answerSeconds
      ),
      Silence(
        testDescription: "HTTP/1.1 answered",
        bytes: Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8),
        seconds: limits.idleSeconds
      ),
      Silence(
        testDescription: "HTTP/1.1 half a body",
        bytes: Array("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nB".utf8),
        seconds: limits.requestSeconds
      ),
    ]
  )
  func silence(silence: Silence) throws {
    let harness = try Harness(limits: .standard)
    if !silence.bytes.isEmpty {
      _ = try harness.send(silence.bytes)
    }
    harness.advance(seconds: silence.seconds - 1)
    #expect(harness.channel.isActive)
    harness.advance(seconds: 1)
    #expect(!harness.channel.isActive)
  }

  @Test("half an HTTP/1.1 head is given no more time than a whole request")
  func slowHead() throws {
    let harness = try Harness(limits: .standard)
    _ = try harness.send("GET / HTTP/1.1\r\nHost: a\r\n")
    for _ in 0...ChannelTests.limits.requestSeconds {
      guard harness.channel.isActive else { break }
      harness.advance(seconds: 1)
      if harness.channel.isActive {
        _ = try harness.send("x: y\r\n")
      }
    }
    #expect(!harness.channel.isActive)
  }

  @Test("an idle HTTP/2 client is told before its connection is closed")
  func idleGoAway() throws {
    let harness = try Harness(limits: .standard)
    _ = try harness.send(FrameWriter.opening)
    harness.advance(seconds: ChannelTests.limits.idleSeconds)
    var bytes = try harness.written()
    #expect(Frame.takeAll(from: &bytes).goAwayCode == 0)
  }

  @Test("a lane drains when its connections are closed, hard after its time")
  func drain() throws {
    let harness = try Harness(limits: .standard)
    _ = try harness.send(
      FrameWriter.opening
        + FrameWriter.headers(
          FrameWriter.requestBlock("POST", "/"),
          stream: 1,
          ends: false,
          isWhole: true
        )
    )
    var isDrained = false
    harness.lane.drain(within: .seconds(5)).assumeIsolated().whenComplete { _ in isDrained = true }
    harness.advance(seconds: 4)
    #expect(harness.channel.isActive)
    #expect(!isDrained)
    var bytes = try harness.written()
    let lastStreams = Frame.takeAll(from: &bytes).filter { $0.kind == .goAway }.map {
      $0.number(at: 0)
    }
    #expect(lastStreams == [0x7fff_ffff, 1])
    harness.advance(seconds: 1)
    #expect(!harness.channel.isActive)
    #expect(isDrained)
  }

  @Test("a connection too many takes the place of the one that has been idle for longest")
  func evictsOldestIdle() throws {
    let harness = try Harness(limits: .standard)
    _ = try harness.send(FrameWriter.opening + FrameWriter.request("GET", "/", body: [], stream: 1))
    harness.advance(seconds: 1)
    let silent = EmbeddedChannel(loop: harness.channel.embeddedEventLoop)
    try harness.admit(silent)
    harness.advance(seconds: 1)
    _ = try harness.send(FrameWriter.request("GET", "/", body: [], stream: 3))
    let third = EmbeddedChannel(loop: harness.channel.embeddedEventLoop)
    try harness.admit(third)
    #expect(!silent.isActive)
    #expect(harness.channel.isActive)
    #expect(harness.limiterCounts.total(of: .evictions) == 1)
  }

  @Test("a connection that has asked something is kept for a while before it makes room")
  func keepsBusyClients() throws {
    let harness = try Harness(limits: .standard)
    let other = EmbeddedChannel(loop: harness.channel.embeddedEventLoop)
    try harness.admit(other)
    let request = FrameWriter.opening + FrameWriter.request("GET", "/", body: [], stream: 1)
    _ = try harness.send(request)
    harness.advance(seconds: 1)
    try other.writeInbound(ByteBuffer(bytes: request))
    harness.advance(seconds: ChannelTests.limits.keptIdleSeconds - 2)
    let third = EmbeddedChannel(loop: harness.channel.embeddedEventLoop)
    #expect(throws: Lane.Refusal.self) { try harness.admit(third) }
    harness.advance(seconds: 1)
    let fourth = EmbeddedChannel(loop: harness.channel.embeddedEventLoop)
    try harness.admit(fourth)
    var bytes = try harness.written()
    #expect(Frame.takeAll(from: &bytes).goAwayCode == 0)
    #expect(!harness.channel.isActive)
    #expect(other.isActive)
  }

  @Test("a connection too many is refused while all others are busy")
  func refusesWhenBusy() throws {
    let harness = try Harness(limits: .standard)
    let other = EmbeddedChannel(loop: harness.channel.embeddedEventLoop)
    try harness.admit(other)
    for channel in [harness.channel, other] {
      try channel.writeInbound(
        ByteBuffer(
          bytes: FrameWriter.opening
            + FrameWriter.headers(
              FrameWriter.requestBlock("POST", "/"),
              stream: 1,
              ends: false,
              isWhole: true
            )
        )
      )
    }
    let third = EmbeddedChannel(loop: harness.channel.embeddedEventLoop)
    #expect(throws: Lane.Refusal.self) { try harness.admit(third) }
    #expect(harness.channel.isActive)
    #expect(other.isActive)
    #expect(throws: Lane.Refusal.self) {
      try harness.admit(EmbeddedChannel(loop: harness.channel.embeddedEventLoop))
    }
    #expect(harness.limiterCounts.total(of: .connections) == 2)
    #expect(harness.reports.all == [.connections])
    harness.advance(seconds: 1)
    #expect(throws: Lane.Refusal.self) {
      try harness.admit(EmbeddedChannel(loop: harness.channel.embeddedEventLoop))
    }
    #expect(harness.reports.all == [.connections, .connections])
    #expect(harness.limiterCounts.total(of: .evictions) == 0)
  }

  @Test("a lane without connections drains at once")
  func drainEmpty() throws {
    let harness = try Harness(limits: .standard)
    try harness.channel.close().wait()
    harness.channel.embeddedEventLoop.run()
    var isDrained = false
    harness.lane.drain(within: .seconds(5)).assumeIsolated().whenComplete { _ in isDrained = true }
    harness.channel.embeddedEventLoop.run()
    #expect(isDrained)
  }

  @Test("a client with much to answer lets others have their turn in between")
  func turns() throws {
    let harness = try Harness(limits: .standard)
    let window: UInt32 = 100_000_000
    var bytes = FrameWriter.preface + FrameWriter.settings([(id: 4, value: window)])
    bytes += FrameWriter.windowUpdate(stream: 0, increment: window)
    let streams = (0..<5).map { UInt32($0 * 2 + 1) }
    for stream in streams {
      bytes += FrameWriter.request("GET", "/large", body: [], stream: stream)
    }
    var answer = try harness.send(bytes)
    var rest = answer
    let first = Frame.takeAll(from: &rest)
    #expect(first.isAnswered(1))
    #expect(!first.isAnswered(9))
    harness.channel.embeddedEventLoop.run()
    answer += try harness.written()
    let all = Frame.takeAll(from: &answer)
    for stream in streams {
      #expect(all.body(of: stream) == EchoHandler.large)
    }
  }

  @Test("a connection that does not take its output is not read from")
  func backpressure() throws {
    let harness = try Harness(limits: .standard)
    _ = try harness.send(FrameWriter.opening)
    harness.channel.isWritable = false
    harness.channel.pipeline.fireChannelWritabilityChanged()
    let bytes = try harness.send(FrameWriter.request("GET", "/a", body: [], stream: 1))
    #expect(bytes.isEmpty)
    harness.channel.isWritable = true
    harness.channel.pipeline.fireChannelWritabilityChanged()
    var rest = try harness.written()
    #expect(Frame.takeAll(from: &rest).isAnswered(1))
  }
}
