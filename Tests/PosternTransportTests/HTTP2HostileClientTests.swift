import Testing

import PosternTransport

@Suite("HTTP/2 hostile clients")
struct HTTP2HostileClientTests {
  private static let calm: UInt32 = 11

  @Test("a header list above the limit ends the connection")
  func headerListTooLong() throws {
    let harness = try SessionHarness.opened()
    let value = String(repeating: "a", count: 9_000)
    let block = FrameWriter.requestBlock("GET", "/") + FrameWriter.field("a", value)
    let frames = harness.send(
      FrameWriter.headers(block, stream: 1, ends: true, isWhole: false)
        + FrameWriter.continuation(FrameWriter.field("b", value), stream: 1, isWhole: true)
    )
    #expect(harness.session.violation == .headersTooLarge)
    #expect(frames.goAwayCode == HTTP2HostileClientTests.calm)
    #expect(harness.session.isFinished)
    #expect(harness.handler.requestCount == 0)
  }

  @Test("a compressed header list counts with its decoded size (an HPACK bomb)")
  func headerBomb() throws {
    let harness = try SessionHarness.opened()
    // One field of 4,000 bytes goes into the dynamic table, then one byte repeats it.
    let entry =
      [0x40] + FrameWriter.text("a") + FrameWriter.text(String(repeating: "b", count: 4_000))
    let block =
      FrameWriter.requestBlock("GET", "/") + entry + [UInt8](repeating: 0xbe, count: 12_000)
    let frames = harness.send(
      FrameWriter.headers(block, stream: 1, ends: true, isWhole: true)
    )
    #expect(harness.session.violation == .headersTooLarge)
    #expect(frames.goAwayCode == HTTP2HostileClientTests.calm)
  }

  @Test("too many header fields end the connection")
  func headerCount() throws {
    let harness = try SessionHarness.opened()
    let fields = (0..<100).flatMap { FrameWriter.field("x\($0)", "") }
    let block = FrameWriter.requestBlock("GET", "/") + fields
    _ = harness.send(FrameWriter.headers(block, stream: 1, ends: true, isWhole: true))
    #expect(harness.session.violation == .headersTooLarge)
  }

  @Test("rapid resets end the connection after the burst, and no handler is called")
  func rapidReset() throws {
    let harness = try SessionHarness.opened()
    var bytes: [UInt8] = []
    for number in 0..<1_000 {
      let stream = UInt32(number * 2 + 1)
      bytes += FrameWriter.request("GET", "/", body: [], stream: stream)
      bytes += FrameWriter.reset(stream: stream)
    }
    let frames = harness.send(bytes)
    #expect(harness.session.violation == .tooManyResets)
    #expect(harness.limiterCounts.total(of: .resets) == 1)
    #expect(frames.goAwayCode == HTTP2HostileClientTests.calm)
    let last = try #require(frames.last { $0.kind == .goAway }).number(at: 0)
    #expect(last / 2 <= 210)
    #expect(harness.handler.requestCount == 0)
    #expect(harness.send(FrameWriter.request("GET", "/", body: [], stream: 2_001)).isEmpty)
  }

  @Test("25 resets a second are tolerated")
  func steadyResets() throws {
    let harness = try SessionHarness.opened()
    for number in 0..<350 {
      harness.nowNanoseconds += 40_000_000
      let stream = UInt32(number * 2 + 1)
      _ = harness.send(
        FrameWriter.request("GET", "/", body: [], stream: stream)
          + FrameWriter.reset(stream: stream)
      )
    }
    #expect(harness.session.violation == nil)
    let frames = harness.send(FrameWriter.request("GET", "/", body: [], stream: 2_001))
    #expect(frames.isAnswered(2_001))
  }

  @Test(
    "a server that is tricked in one read resets no more than is allowed, and refuses no stream",
    arguments: [
      FrameWriter.windowUpdate(stream: 0, increment: 0x7fff_ffff),
      FrameWriter.data([1, 2], stream: 0, ends: true),
    ]
  )
  func trickedInOneRead(trick: [UInt8]) throws {
    let harness = try SessionHarness.opened()
    let length = FrameWriter.field("content-length", "1")
    let block = FrameWriter.requestBlock("POST", "/") + length
    var bytes: [UInt8] = []
    for number in 0..<1_000 {
      let stream = UInt32(number * 2 + 1)
      bytes += FrameWriter.headers(block, stream: stream, ends: false, isWhole: true)
      // The trick is for the stream, whose number stands in the header of its frame.
      bytes += trick[..<5] + FrameWriter.bytes(of: stream) + trick[9...]
    }
    let frames = harness.send(bytes)
    #expect(harness.session.violation == .tooManyResets)
    let codes = frames.filter { $0.kind == .reset }.map { $0.number(at: 0) }
    let refused: UInt32 = 7
    #expect(!codes.contains(refused))
    #expect(codes.count <= TransportLimits.standard.resetBurstCount + 1)
    #expect(harness.limiterCounts.total(of: .streams) == 0)
    #expect(harness.limiterCounts.total(of: .resets) == 1)
    #expect(frames.goAwayCode == HTTP2HostileClientTests.calm)
    #expect(harness.session.isFinished)
  }

  @Test("a server that is tricked into resetting counts its own resets")
  func madeYouReset() throws {
    let harness = try SessionHarness.opened()
    var frames: [Frame] = []
    for number in 0..<400 {
      let stream = UInt32(number * 2 + 1)
      frames += harness.send(
        FrameWriter.headers(
          FrameWriter.requestBlock("POST", "/"),
          stream: stream,
          ends: false,
          isWhole: true
        )
          + FrameWriter.windowUpdate(stream: stream, increment: 0x7fff_ffff)
      )
    }
    #expect(harness.session.violation == .tooManyResets)
    #expect(harness.limiterCounts.total(of: .resets) == 1)
    #expect(frames.goAwayCode == HTTP2HostileClientTests.calm)
    #expect(frames.filter { $0.kind == .reset }.count <= 201)
  }

  @Test(
    "a malformed request spends the allowance of resets once",
    arguments: [(150, nil), (250, .tooManyResets)] as [(Int, HTTP2Violation?)]
  )
  func malformedRequests(count: Int, violation: HTTP2Violation?) throws {
    let harness = try SessionHarness.opened()
    let block = FrameWriter.requestBlock("GET", "/") + FrameWriter.field("connection", "x")
    var resetCount = 0
    for number in 0..<count {
      let stream = UInt32(number * 2 + 1)
      let frames = harness.send(
        FrameWriter.headers(block, stream: stream, ends: true, isWhole: true)
      )
      resetCount += frames.count { $0.kind == .reset }
    }
    #expect(harness.session.violation == violation)
    #expect(abs(resetCount - min(count, TransportLimits.standard.resetBurstCount)) <= 1)
  }

  struct Flood: CustomTestStringConvertible {
    let testDescription: String
    let frame: [UInt8]
    let violation: HTTP2Violation
    let limiter: Limiter
  }

  @Test(
    "a flood of frames that carry no request ends the connection",
    arguments: [
      Flood(
        testDescription: "PING",
        frame: FrameWriter.ping([0, 1, 2, 3, 4, 5, 6, 7], isAcknowledgement: false),
        violation: .tooManyAcknowledgements,
        limiter: .acknowledgements
      ),
      Flood(
        testDescription: "SETTINGS",
        frame: FrameWriter.settings([]),
        violation: .tooManyAcknowledgements,
        limiter: .acknowledgements
      ),
      Flood(
        testDescription: "PRIORITY",
        frame: FrameWriter.priority(stream: 3),
        violation: .tooManyControlFrames,
        limiter: .controlFrames
      ),
      Flood(
        testDescription: "WINDOW_UPDATE",
        frame: FrameWriter.windowUpdate(stream: 0, increment: 1),
        violation: .tooManyControlFrames,
        limiter: .controlFrames
      ),
      Flood(
        testDescription: "DATA that is padding",
        frame: FrameWriter.frame(0, flags: 0x8, stream: 1, [2, 0, 0]),
        violation: .tooManyControlFrames,
        limiter: .controlFrames
      ),
      Flood(
        testDescription: "empty DATA",
        frame: FrameWriter.data([], stream: 1, ends: false),
        violation: .tooManyControlFrames,
        limiter: .controlFrames
      ),
    ]
  )
  func floods(flood: Flood) throws {
    let harness = try SessionHarness.opened()
    _ = harness.send(
      FrameWriter.headers(
        FrameWriter.requestBlock("POST", "/"),
        stream: 1,
        ends: false,
        isWhole: true
      )
    )
    let frames = harness.send([[UInt8]](repeating: flood.frame, count: 1_100).flatMap(\.self))
    #expect(harness.session.violation == flood.violation)
    #expect(harness.limiterCounts.total(of: flood.limiter) == 1)
    #expect(frames.goAwayCode == HTTP2HostileClientTests.calm)
    let notice = try #require(frames.first { $0.kind == .goAway }).goAwayText
    #expect(notice.contains("too many"))
    #expect(harness.session.isFinished)
  }

  @Test("requests are refused while too many answers wait for the client")
  func bufferedAnswers() throws {
    var limits = TransportLimits.standard
    limits.connectionAnswerByteCountMax = 2 * EchoHandler.large.count
    let harness = try SessionHarness.opened(limits: limits)
    var frames = harness.send(FrameWriter.settings([(id: 4, value: 0)]))
    for number in 0..<5 {
      frames += harness.send(
        FrameWriter.request("GET", "/large", body: [], stream: UInt32(number * 2 + 1))
      )
    }
    #expect(harness.limiterCounts.total(of: .bufferedAnswers) == 2)
    for number in 0..<3 {
      let stream = UInt32(number * 2 + 1)
      frames += harness.send(FrameWriter.reset(stream: stream))
    }
    frames += harness.send(FrameWriter.request("GET", "/large", body: [], stream: 11))
    #expect(harness.limiterCounts.total(of: .bufferedAnswers) == 2)
    #expect(harness.session.violation == nil)
  }

  @Test("connections share the memory of their loop, where modest ones are served on")
  func sharedBudget() throws {
    var limits = TransportLimits.standard
    limits.connectionBufferByteCountMin = 100
    let budget = BufferBudget(byteCountMax: 1_000)
    let body = [UInt8](repeating: 65, count: 500)
    var attackers = try (0..<2).map { _ in
      try SessionHarness.opened(limits: limits, budget: budget)
    }
    for attacker in attackers {
      let post = FrameWriter.headers(
        FrameWriter.requestBlock("POST", "/"),
        stream: 1,
        ends: false,
        isWhole: true
      )
      _ = attacker.send(post + FrameWriter.data(body, stream: 1, ends: false))
    }
    let other = try SessionHarness.opened(limits: limits, budget: budget)
    _ = other.send(FrameWriter.request("POST", "/", body: Array(body[..<100]), stream: 1))
    #expect(other.handler.requestCount == 1)
    let refused = other.send(FrameWriter.request("POST", "/", body: body, stream: 3))
    #expect(refused.isAnswered(3))
    #expect(other.handler.requestCount == 1)
    #expect(other.limiterCounts.total(of: .bufferedBodies) == 1)
    attackers.removeLast()
    _ = other.send(FrameWriter.request("POST", "/", body: body, stream: 5))
    #expect(other.handler.requestCount == 2)
  }

  @Test("a number that was left out cannot be used later")
  func numberLeftOut() throws {
    let harness = try SessionHarness.opened()
    _ = harness.send(FrameWriter.request("GET", "/", body: [], stream: 5))
    let frames = harness.send(FrameWriter.request("GET", "/", body: [], stream: 3))
    #expect(harness.session.violation == .badStreamNumber)
    #expect(frames.goAwayCode == 1)
    #expect(harness.handler.requestCount == 1)
  }

  @Test("a flood of CONTINUATION frames ends the connection")
  func continuationFlood() throws {
    let harness = try SessionHarness.opened()
    let first = FrameWriter.headers(
      FrameWriter.requestBlock("GET", "/"),
      stream: 1,
      ends: true,
      isWhole: false
    )
    let next = FrameWriter.continuation([], stream: 1, isWhole: false)
    _ = harness.send(first + [[UInt8]](repeating: next, count: 20).flatMap(\.self))
    #expect(harness.session.violation == .tooManyContinuations)
    #expect(harness.session.isFinished)
  }

  @Test("a SETTINGS frame with too many entries ends the connection", arguments: [33, 2_000])
  func settingsEntries(count: Int) throws {
    let harness = try SessionHarness.opened()
    let entries = [(id: UInt16, value: UInt32)](repeating: (id: 0x77, value: 1), count: count)
    let frames = harness.send(FrameWriter.settings(entries))
    #expect(harness.session.violation == .tooManySettings)
    #expect(frames.goAwayCode == HTTP2HostileClientTests.calm)
    #expect(harness.session.isFinished)
  }

  @Test(
    "a connection that does not begin with the preface is ended",
    arguments: [
      "GET / HTTP/1.1\r\nhost: a\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n", "\0\0\0\0\0\0\0\0\0",
    ]
  )
  func garbagePreface(text: String) throws {
    let harness = try SessionHarness(bodyByteCountMax: 10, limits: .standard)
    _ = harness.send(Array(text.utf8))
    #expect(harness.session.violation == .badPreface)
    #expect(harness.session.isFinished)
  }

  @Test("a conversation that stops at any byte leaves nothing behind")
  func halfMessages() throws {
    let whole =
      FrameWriter.opening + FrameWriter.request("POST", "/x", body: [71, 72], stream: 1)
    for count in 0..<whole.count {
      let harness = try SessionHarness(bodyByteCountMax: 10, limits: .standard)
      _ = harness.send(Array(whole.prefix(count)))
      #expect(harness.handler.requestCount == 0)
      #expect(harness.session.violation == nil)
    }
  }

  @Test(
    "a conversation with any byte changed is answered, reset or ended, but never more than asked"
  )
  func changedBytes() throws {
    let whole =
      FrameWriter.opening
      + FrameWriter.request("POST", "/x", body: [71, 72], stream: 1)
      + FrameWriter.request("GET", "/y", body: [], stream: 3)
    for index in whole.indices {
      for change: UInt8 in [0x01, 0x04, 0x20, 0x80, 0xff] {
        var bytes = whole
        bytes[index] ^= change
        let harness = try SessionHarness(bodyByteCountMax: 10, limits: .standard)
        _ = harness.send(bytes)
        #expect(harness.handler.requestCount <= 2)
      }
    }
  }
}
