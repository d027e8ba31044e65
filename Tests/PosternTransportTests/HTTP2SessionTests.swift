import Testing

import PosternTransport

@Suite("HTTP/2 session")
struct HTTP2SessionTests {
  @Test("a request is answered with status, length and body")
  func answers() throws {
    let harness = try SessionHarness.opened()
    let block =
      FrameWriter.requestBlock("POST", "/v1/authorize?a=b?c")
      + FrameWriter.field("content-type", "application/json")
    let frames = harness.send(
      FrameWriter.headers(block, stream: 1, ends: false, isWhole: true)
        + FrameWriter.data(Array("{}".utf8), stream: 1, ends: true)
    )
    #expect(frames.status(of: 1) == 200)
    #expect(
      String(decoding: frames.body(of: 1), as: UTF8.self)
        == "post /v1/authorize|a=b?c|application/json|{}"
    )
    #expect(frames.isAnswered(1))
    #expect(harness.session.openStreamCount == 0)
  }

  @Test("the server begins with its SETTINGS and acknowledges those of the client")
  func settings() throws {
    let harness = try SessionHarness(bodyByteCountMax: 10, limits: .standard)
    let frames = harness.send(FrameWriter.opening)
    #expect(frames.map(\.kind) == [.settings, .settings])
    #expect(frames.first?.payload == [0, 3, 0, 0, 0, 128, 0, 6, 0, 0, 64, 0])
    #expect(frames.last?.flags == 1)
  }

  @Test("bytes may arrive one by one")
  func byteByByte() throws {
    let harness = try SessionHarness(bodyByteCountMax: 10, limits: .standard)
    let bytes =
      FrameWriter.opening
      + FrameWriter.request("POST", "/x", body: Array("0123456789".utf8), stream: 1)
    var frames: [Frame] = []
    for byte in bytes {
      frames += harness.send([byte])
    }
    #expect(String(decoding: frames.body(of: 1), as: UTF8.self) == "post /x|||0123456789")
  }

  @Test("requests of one chunk are answered in their order, and their buffers do not mix")
  func pipelined() throws {
    let harness = try SessionHarness.opened()
    var bytes: [UInt8] = []
    for number in 0..<100 {
      bytes += FrameWriter.request(
        "POST",
        "/\(number)",
        body: Array(repeating: 65, count: 100 - number),
        stream: UInt32(number * 2 + 1)
      )
    }
    let frames = harness.send(bytes)
    let ids = frames.filter { $0.kind == .headers }.map(\.stream)
    let expectedIDs: [UInt32] = (0..<100).map { UInt32($0 * 2 + 1) }
    #expect(ids == expectedIDs)
    for number in 0..<100 {
      let expected = "post /\(number)|||" + String(repeating: "A", count: 100 - number)
      let body = frames.body(of: UInt32(number * 2 + 1))
      #expect(String(decoding: body, as: UTF8.self) == expected)
    }
  }

  @Test("HEAD is answered without a body")
  func head() throws {
    let harness = try SessionHarness.opened()
    let frames = harness.send(FrameWriter.request("HEAD", "/x", body: [], stream: 1))
    #expect(frames.status(of: 1) == 200)
    #expect(frames.isAnswered(1))
    #expect(frames.body(of: 1).isEmpty)
  }

  @Test("trailers end a request and are not read")
  func trailers() throws {
    let harness = try SessionHarness.opened()
    let frames = harness.send(
      FrameWriter.headers(
        FrameWriter.requestBlock("POST", "/x"),
        stream: 1,
        ends: false,
        isWhole: true
      )
        + FrameWriter.data([66], stream: 1, ends: false)
        + FrameWriter.headers(
          FrameWriter.field("content-type", "late"),
          stream: 1,
          ends: true,
          isWhole: true
        )
    )
    #expect(String(decoding: frames.body(of: 1), as: UTF8.self) == "post /x|||B")
  }

  @Test("a large answer waits for the client's flow-control windows and is resumed (RFC 9113 §5.2)")
  func flowControl() throws {
    let harness = try SessionHarness.opened()
    _ = harness.send(FrameWriter.settings([(id: 4, value: 100)]))
    var body = harness.send(FrameWriter.request("GET", "/large", body: [], stream: 1)).body(of: 1)
    #expect(body.count == 100)
    body += harness.send(FrameWriter.windowUpdate(stream: 1, increment: 400)).body(of: 1)
    #expect(body.count == 500)
    #expect(harness.session.openStreamCount == 1)
    let rest = harness.send(
      FrameWriter.windowUpdate(stream: 0, increment: 1_000_000)
        + FrameWriter.windowUpdate(stream: 1, increment: 1_000_000)
    )
    body += rest.body(of: 1)
    #expect(body == EchoHandler.large)
    #expect(rest.isAnswered(1))
    #expect(harness.session.openStreamCount == 0)
  }

  @Test("a body of exactly the limit is taken")
  func bodyAtLimit() throws {
    let harness = try SessionHarness.opened(bodyByteCountMax: 100)
    let body = [UInt8](repeating: 67, count: 100)
    let frames = harness.send(FrameWriter.request("POST", "/x", body: body, stream: 1))
    #expect(frames.status(of: 1) == 200)
  }

  @Test("a message of a call is taken up to the limit, which its prefix does not count for")
  func messageAtLimit() throws {
    let block =
      FrameWriter.requestBlock("POST", "/a.B/C")
      + FrameWriter.field("content-type", "application/grpc")
    for (byteCount, isTaken) in [(95, true), (100, true), (101, false)] {
      let harness = try SessionHarness.opened(bodyByteCountMax: 100)
      let message = [0, 0, 0, 0, UInt8(byteCount)] + [UInt8](repeating: 67, count: byteCount)
      let frames = harness.send(
        FrameWriter.headers(block, stream: 1, ends: false, isWhole: true)
          + FrameWriter.data(message, stream: 1, ends: true)
      )
      // A call that is refused has no answer but a status.
      #expect(frames.body(of: 1).isEmpty == !isTaken, "\(byteCount)")
    }
  }

  @Test("a body above the limit is answered with 413 and the connection is kept")
  func bodyAboveLimit() throws {
    let harness = try SessionHarness.opened(bodyByteCountMax: 100)
    let first = harness.send(
      FrameWriter.headers(
        FrameWriter.requestBlock("POST", "/x"),
        stream: 1,
        ends: false,
        isWhole: true
      )
        + FrameWriter.data([UInt8](repeating: 67, count: 101), stream: 1, ends: false)
    )
    #expect(first.status(of: 1) == 413)
    #expect(
      String(decoding: first.body(of: 1), as: UTF8.self) == EchoHandler.text(of: .bodyTooLarge)
    )
    let reset = try #require(first.first { $0.kind == .reset })
    #expect(reset.number(at: 0) == 0)
    let second = harness.send(
      FrameWriter.data([UInt8](repeating: 67, count: 50), stream: 1, ends: true)
        + FrameWriter.request("POST", "/y", body: [68], stream: 3)
    )
    #expect(second.status(of: 3) == 200)
    #expect(harness.handler.requestCount == 1)
    #expect(harness.session.violation == nil)
  }

  @Test("the bodies that a connection has in memory are bounded together")
  func bodiesTogether() throws {
    var limits = TransportLimits.standard
    limits.connectionBodyByteCountMax = 150
    let harness = try SessionHarness.opened(bodyByteCountMax: 100, limits: limits)
    var bytes: [UInt8] = []
    for stream: UInt32 in [1, 3] {
      bytes +=
        FrameWriter.headers(
          FrameWriter.requestBlock("POST", "/x"),
          stream: stream,
          ends: false,
          isWhole: true
        )
        + FrameWriter.data([UInt8](repeating: 69, count: 100), stream: stream, ends: false)
    }
    #expect(harness.send(bytes).status(of: 3) == 503)
    let rest = harness.send(FrameWriter.data([], stream: 1, ends: true))
    #expect(rest.isAnswered(1))
  }

  @Test("a request that was reset before its answer is not given to the handler")
  func resetBeforeAnswer() throws {
    let harness = try SessionHarness.opened()
    let frames = harness.send(
      FrameWriter.request("GET", "/x", body: [], stream: 1) + FrameWriter.reset(stream: 1)
    )
    #expect(frames.isEmpty)
    #expect(harness.handler.requestCount == 0)
    #expect(harness.session.openStreamCount == 0)
  }

  @Test("a request that is reset before its answer was taken out leaves nothing behind")
  func resetBehindAnswer() throws {
    let harness = try SessionHarness.opened()
    harness.receive(FrameWriter.request("GET", "/x", body: [], stream: 1))
    harness.receive(
      FrameWriter.reset(stream: 1) + FrameWriter.request("GET", "/y", body: [], stream: 3)
    )
    let frames = harness.takeFrames()
    #expect(!frames.contains { $0.stream == 1 })
    #expect(frames.isAnswered(3))
    #expect(harness.session.openStreamCount == 0)
  }

  @Test("a client that has not seen the limit of open requests is refused the rest")
  func concurrentStreams() throws {
    let harness = try SessionHarness(bodyByteCountMax: 10, limits: .standard)
    let frames = harness.send(FrameWriter.opening + HTTP2SessionTests.unfinished(count: 130))
    #expect(harness.session.openStreamCount == 128)
    let codes = frames.filter { $0.kind == .reset }.map { $0.number(at: 0) }
    #expect(codes == [7, 7])
    #expect(harness.session.violation == nil)
  }

  @Test("a client that has acknowledged the limit of open requests must keep it (RFC 9113 §5.1.2)")
  func concurrentStreamsAcknowledged() throws {
    let harness = try SessionHarness.opened()
    let frames = harness.send(HTTP2SessionTests.unfinished(count: 130))
    #expect(frames.goAwayCode == 1)
    #expect(harness.session.isFinished)
    #expect(harness.session.violation == .tooManyStreams)
    #expect(harness.limiterCounts.total(of: .streams) == 1)
  }

  private static func unfinished(count: Int) -> [UInt8] {
    (0..<count).flatMap { number in
      FrameWriter.headers(
        FrameWriter.requestBlock("POST", "/x"),
        stream: UInt32(number * 2 + 1),
        ends: false,
        isWhole: true
      )
    }
  }

  @Test(
    "a request without a pseudo-header field is reset and the connection is kept",
    arguments: [":method", ":scheme", ":path"]
  )
  func missingPseudoField(missing: String) throws {
    let fields = [(":method", "GET"), (":scheme", "http"), (":path", "/")]
    let block = fields.filter { $0.0 != missing }.flatMap { FrameWriter.field($0.0, $0.1) }
    let harness = try SessionHarness.opened()
    let frames = harness.send(FrameWriter.headers(block, stream: 1, ends: true, isWhole: true))
    #expect(frames.map(\.kind) == [.reset])
    let next = harness.send(FrameWriter.request("GET", "/x", body: [], stream: 3))
    #expect(next.status(of: 3) == 200)
    #expect(harness.handler.requestCount == 1)
  }

  @Test("a drain sends GOAWAY twice and finishes what was begun (RFC 9113 §6.8)")
  func drain() throws {
    let harness = try SessionHarness.opened()
    _ = harness.send(
      FrameWriter.headers(
        FrameWriter.requestBlock("POST", "/x"),
        stream: 1,
        ends: false,
        isWhole: true
      )
    )
    harness.session.beginDrain()
    let notice = harness.takeFrames()
    // The acknowledgement proves that the notice was read, so the notice must go first.
    #expect(notice.map(\.kind) == [.goAway, .ping])
    #expect(notice.first { $0.kind == .goAway }?.number(at: 0) == 0x7fff_ffff)
    let ping = try #require(notice.first { $0.kind == .ping })
    let late = harness.send(
      FrameWriter.request("GET", "/late", body: [], stream: 3)
        + FrameWriter.ping(ping.payload, isAcknowledgement: true)
    )
    #expect(late.status(of: 3) == 200)
    #expect(late.last { $0.kind == .goAway }?.number(at: 0) == 3)
    #expect(late.goAwayCode == 0)
    #expect(!harness.session.isFinished)
    #expect(harness.send(FrameWriter.data([], stream: 1, ends: true)).isAnswered(1))
    #expect(harness.session.isFinished)
  }

  @Test(
    "a drain goes on only when its own PING is acknowledged",
    arguments: [
      [UInt8](repeating: 0, count: 8), Array("12345678".utf8), [1, 0, 0, 0, 0, 0, 0, 0],
    ]
  )
  func acknowledgementOfAnotherPing(payload: [UInt8]) throws {
    let harness = try SessionHarness.opened()
    _ = harness.send(FrameWriter.ping(payload, isAcknowledgement: true))
    harness.session.beginDrain()
    let notice = harness.takeFrames()
    let early = harness.send(FrameWriter.ping(payload, isAcknowledgement: true))
    #expect(!early.contains { $0.kind == .goAway })
    let ping = try #require(notice.first { $0.kind == .ping })
    let late = harness.send(FrameWriter.ping(ping.payload, isAcknowledgement: true))
    #expect(late.contains { $0.kind == .goAway })
  }

  @Test("an open call that is reset gives back once what its messages held")
  func resetOfOpenCall() throws {
    let budget = BufferBudget(byteCountMax: 1_000)
    let harness = try SessionHarness.opened(budget: budget)
    harness.session.setOpenPaths(["/a.B/Watch"])
    let call =
      FrameWriter.requestBlock("POST", "/a.B/Watch")
      + FrameWriter.field("content-type", "application/grpc")
    _ = harness.send(
      FrameWriter.settings([(id: 4, value: 0)])
        + FrameWriter.headers(call, stream: 1, ends: false, isWhole: true)
        + FrameWriter.data([0, 0], stream: 1, ends: false)
    )
    harness.session.send([1, 2, 3], on: 1)
    #expect(harness.takeFrames().status(of: 1) == 200)
    // Two bytes have come, and eight wait for a window.
    #expect(budget.byteCount == 10)
    _ = harness.send(FrameWriter.reset(stream: 1))
    #expect(harness.session.openStreamCount == 0)
    #expect(budget.byteCount == 0)
  }

  @Test("the deadline is that of the request that is open for the longest time")
  func deadline() throws {
    let harness = try SessionHarness.opened()
    #expect(harness.session.deadlineNanoseconds == nil)
    let begun = harness.nowNanoseconds
    let block = FrameWriter.requestBlock("POST", "/x")
    _ = harness.send(FrameWriter.headers(block, stream: 1, ends: false, isWhole: true))
    harness.nowNanoseconds += 5_000_000_000
    _ = harness.send(
      FrameWriter.headers(block, stream: 3, ends: false, isWhole: true)
        + FrameWriter.data([70], stream: 1, ends: false)
    )
    let seconds = UInt64(TransportLimits.standard.requestSeconds)
    let first = begun + seconds * 1_000_000_000
    #expect(harness.session.deadlineNanoseconds == first)
    _ = harness.send(FrameWriter.data([], stream: 1, ends: true))
    let second = begun + 5_000_000_000 + seconds * 1_000_000_000
    #expect(harness.session.deadlineNanoseconds == second)
  }
}
