import Testing

import PosternTransport

@Suite("HTTP/2 requests that are refused by their head")
struct HTTP2RequestRulesTests {
  private static let bodyByteCountMax = 1_000

  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let block: [UInt8]
    /// The statuses that come before any body was sent.
    let statuses: [Int]
    let rejection: TransportRejection?

    init(
      _ testDescription: String,
      path: String = "/x",
      authority: String = "localhost",
      _ fields: [(String, String)] = [],
      statuses: [Int],
      _ rejection: TransportRejection? = nil
    ) {
      self.testDescription = testDescription
      block =
        [(":method", "POST"), (":scheme", "http"), (":authority", authority), (":path", path)]
        .flatMap { FrameWriter.field($0.0, $0.1) }
        + fields.flatMap { FrameWriter.field($0.0, $0.1) }
      self.statuses = statuses
      self.rejection = rejection
    }

    init(
      _ testDescription: String,
      block: [UInt8],
      statuses: [Int],
      _ rejection: TransportRejection
    ) {
      self.testDescription = testDescription
      self.block = block
      self.statuses = statuses
      self.rejection = rejection
    }
  }

  @Test(
    "a head is refused before the body has come, or lets it come",
    arguments: [
      Case("nothing of interest", statuses: []),
      Case("a body that is awaited", [("expect", "100-continue")], statuses: [100]),
      Case("the same in other letters", [("expect", "100-Continue")], statuses: [100]),
      Case(
        "a length of the limit",
        [("content-length", "1000"), ("expect", "100-continue")],
        statuses: [100]
      ),
      Case(
        "a length above the limit",
        [("content-length", "1001"), ("expect", "100-continue")],
        statuses: [413],
        .bodyTooLarge
      ),
      Case(
        "a length far above the limit",
        [("content-length", "9000000000000000000"), ("expect", "100-continue")],
        statuses: [413],
        .bodyTooLarge
      ),
      Case(
        "a length above the limit of a client that does not wait",
        [("content-length", "1001")],
        statuses: []
      ),
      Case("a length with zeros in front", [("content-length", "0000000100")], statuses: []),
      Case("`host` is `:authority`", [("host", "localhost")], statuses: []),
      Case("`host` is `:authority` in capitals", [("host", "LocalHost")], statuses: []),
      Case("`host` is not `:authority`", [("host", "localhosT1")], statuses: [400], .twoHosts),
      Case(
        "`host` is not `:authority`, and the body is awaited",
        [("host", "other"), ("expect", "100-continue")],
        statuses: [400],
        .twoHosts
      ),
      Case("an unknown wish", [("expect", "foo")], statuses: [417], .expectationUnknown),
      Case(
        "an unknown wish beside one that is known",
        [("expect", "100-continue, foo")],
        statuses: [417],
        .expectationUnknown
      ),
      Case(
        "an unknown wish in a field of its own",
        [("expect", "100-continue"), ("expect", "foo")],
        statuses: [417],
        .expectationUnknown
      ),
      Case("a list of one wish", [("expect", ", 100-continue ,")], statuses: [100]),
      Case("no wish", [("expect", "")], statuses: []),
      Case(
        "an unknown wish, and two servers",
        [("expect", "foo"), ("host", "other")],
        statuses: [400],
        .twoHosts
      ),
      Case("a port", authority: "localhost:7170", statuses: []),
      Case("an address in brackets", authority: "[::1]:7170", statuses: []),
      Case("a user", authority: "user@localhost", statuses: [400], .malformed),
      Case("a password", authority: "u:p@localhost", statuses: [400], .malformed),
      Case("half a bracket", authority: "[::1", statuses: [400], .malformed),
      Case("a port of letters", authority: "localhost:http", statuses: [400], .malformed),
      Case("a query", path: "/x?a/b?c", statuses: []),
      Case("a fragment", path: "/x#f", statuses: [400], .malformed),
      Case("a fragment behind a query", path: "/x?a#f", statuses: [400], .malformed),
      Case(
        "CONNECT",
        block: FrameWriter.field(":method", "CONNECT")
          + FrameWriter.field(":authority", "localhost:80"),
        statuses: [501],
        .tunnel
      ),
    ]
  )
  func heads(sample: Case) throws {
    let harness = try SessionHarness.opened(
      bodyByteCountMax: HTTP2RequestRulesTests.bodyByteCountMax
    )
    let frames = harness.send(
      FrameWriter.headers(sample.block, stream: 1, ends: false, isWhole: true)
    )
    #expect(frames.statuses(of: 1) == sample.statuses)
    #expect(harness.handler.requestCount == 0)
    #expect(frames.isAnswered(1) == (sample.rejection != nil))
    if let rejection = sample.rejection {
      #expect(
        String(decoding: frames.body(of: 1), as: UTF8.self) == EchoHandler.text(of: rejection)
      )
    }
    // Whatever came of it, the connection is kept.
    #expect(harness.send(FrameWriter.request("GET", "/y", body: [], stream: 3)).isAnswered(3))
  }

  private static func call(_ path: String, _ fields: [(String, String)]) -> [UInt8] {
    FrameWriter.headers(
      FrameWriter.requestBlock("POST", path)
        + ([("content-type", "application/grpc")] + fields)
        .flatMap { FrameWriter.field($0.0, $0.1) },
      stream: 1,
      ends: false,
      isWhole: true
    )
  }

  @Test(
    "a call with a wrong head ends at once, also one that would stay open",
    arguments: ["/a.B/Check", "/a.B/Watch"],
    ["host", "grpc-timeout"]
  )
  func calls(path: String, field: String) throws {
    let harness = try SessionHarness.opened()
    harness.session.setOpenPaths(["/a.B/Watch"])
    let frames = harness.send(
      HTTP2RequestRulesTests.call(path, [(field, "other"), ("expect", "100-continue")])
    )
    #expect(harness.endedCalls.map(\.code) == [.internal])
    #expect(frames.statuses(of: 1) == [200])
    #expect(frames.isAnswered(1))
    #expect(harness.session.openStreamCount == 0)
  }

  @Test("a call with an unknown wish ends at once", arguments: ["/a.B/Check", "/a.B/Watch"])
  func callExpectations(path: String) throws {
    let harness = try SessionHarness.opened()
    harness.session.setOpenPaths(["/a.B/Watch"])
    let frames = harness.send(HTTP2RequestRulesTests.call(path, [("expect", "foo")]))
    #expect(harness.endedCalls.map(\.code) == [.unimplemented])
    #expect(frames.statuses(of: 1) == [200])
    #expect(harness.session.openStreamCount == 0)
  }

  @Test("a call to no method ends at once, whatever its client still has to say")
  func unknownMethods() throws {
    for (path, codes) in [
      ("/a.B/Check", []), ("/a.B/Watch", []), ("/a.B/No", [CallCode.unimplemented]),
    ] {
      let harness = try SessionHarness.opened()
      harness.session.setOpenPaths(["/a.B/Watch"])
      harness.session.setUnaryPaths(["/a.B/Check"])
      let frames = harness.send(HTTP2RequestRulesTests.call(path, []))
      #expect(harness.endedCalls.map(\.code) == codes, "\(path)")
      #expect(harness.session.openStreamCount == 1 - codes.count, "\(path)")
      #expect(frames.statuses(of: 1) == codes.map { _ in 200 })
      #expect(harness.session.violation == nil)
    }
  }

  @Test("a late call ends alone when another request came behind it")
  func lateCall() throws {
    let harness = try SessionHarness.opened()
    _ = harness.send(HTTP2RequestRulesTests.call("/a.B/Check", []))
    harness.nowNanoseconds += 1
    _ = harness.send(FrameWriter.request("GET", "/", body: [], stream: 3))
    let time = UInt64(TransportLimits.standard.requestSeconds) * 1_000_000_000
    harness.nowNanoseconds += time - 2
    harness.session.expireRequests(atNanoseconds: harness.nowNanoseconds)
    #expect(harness.send([]).isEmpty)
    harness.nowNanoseconds += 1
    harness.session.expireRequests(atNanoseconds: harness.nowNanoseconds)
    #expect(harness.send([]).isAnswered(1))
    #expect(
      harness.endedCalls == [CallStatus(.deadlineExceeded, "the call did not come in time")]
    )
    #expect(harness.session.violation == nil)
  }

  @Test("a call with a length above the limit ends at once, but one that stays open has time")
  func callLengths() throws {
    for (path, codes) in [("/a.B/Check", [CallCode.resourceExhausted]), ("/a.B/Watch", [])] {
      let harness = try SessionHarness.opened()
      harness.session.setOpenPaths(["/a.B/Watch"])
      let fields = [("content-length", "5000000"), ("expect", "100-continue")]
      _ = harness.send(HTTP2RequestRulesTests.call(path, fields))
      #expect(harness.endedCalls.map(\.code) == codes)
    }
  }

  @Test(
    "a call is told to send its message, also one that stays open",
    arguments: ["Check", "Watch"]
  )
  func callToGoOn(name: String) throws {
    let harness = try SessionHarness.opened()
    harness.session.setOpenPaths(["/a.B/Watch"])
    let frames = harness.send(
      HTTP2RequestRulesTests.call("/a.B/\(name)", [("expect", "100-continue")])
    )
    #expect(frames.statuses(of: 1) == [100])
  }
}
