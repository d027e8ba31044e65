import Testing

import PosternTransport

/// Frames that belong to no request any more, which nghttp2 passes over without a word.
@Suite("HTTP/2 frames that are ignored")
struct HTTP2IgnoredFramesTests {
  private static let calm: UInt32 = 11
  private static let bad = FrameWriter.field("connection", "x")
  /// A field of 4,000 bytes that goes into the dynamic table; the byte 0xbe repeats it.
  private static let entry =
    [0x40] + FrameWriter.text("a") + FrameWriter.text(String(repeating: "b", count: 4_000))

  /// A session whose stream 3 was reset by the server, with an entry in the table of fields.
  private static func withReset() throws -> SessionHarness {
    let harness = try SessionHarness.opened()
    let frames = harness.send(
      FrameWriter.headers(
        FrameWriter.requestBlock("GET", "/") + entry,
        stream: 1,
        ends: true,
        isWhole: true
      )
        + FrameWriter.headers(
          FrameWriter.requestBlock("POST", "/") + bad,
          stream: 3,
          ends: false,
          isWhole: true
        )
    )
    #expect(frames.contains { $0.kind == .reset && $0.stream == 3 })
    return harness
  }

  struct Flood: CustomTestStringConvertible {
    let testDescription: String
    let frames: [UInt8]
    /// How often they may be sent at most.
    let count: Int
  }

  private static let bombs = [UInt8](repeating: 0xbe, count: 16_384)

  static let floods = [
    Flood(
      testDescription: "empty DATA",
      frames: FrameWriter.data([], stream: 3, ends: false),
      count: 1_100
    ),
    Flood(
      testDescription: "DATA of one byte",
      frames: FrameWriter.data([65], stream: 3, ends: false),
      count: 1_100
    ),
    Flood(
      testDescription: "HEADERS of one field",
      frames: FrameWriter.headers([0xbe], stream: 3, ends: false, isWhole: true),
      count: 1_100
    ),
    Flood(
      testDescription: "HEADERS without an end to their fields, and CONTINUATION",
      frames: FrameWriter.headers([], stream: 3, ends: false, isWhole: false)
        + FrameWriter.continuation([0xbe], stream: 3, isWhole: true),
      count: 600
    ),
    Flood(
      testDescription: "HPACK bombs",
      frames: FrameWriter.headers(bombs, stream: 3, ends: false, isWhole: true),
      count: 80
    ),
    Flood(
      testDescription: "HPACK bombs in CONTINUATION",
      frames: FrameWriter.headers([], stream: 3, ends: false, isWhole: false)
        + FrameWriter.continuation(bombs, stream: 3, isWhole: true),
      count: 80
    ),
    Flood(
      testDescription: "frames of an unknown type",
      frames: FrameWriter.frame(0x77, flags: 0, stream: 3, [1]),
      count: 1_100
    ),
    Flood(
      testDescription: "frames of an unknown type without a stream",
      frames: FrameWriter.frame(0x0a, flags: 0, stream: 0, []),
      count: 1_100
    ),
  ]

  @Test(
    "a flood of them ends the connection, however it is cut into reads",
    arguments: floods,
    [1, 7, 4_096, Int.max]
  )
  func flood(flood: Flood, readByteCount: Int) throws {
    let harness = try HTTP2IgnoredFramesTests.withReset()
    var frames: [Frame] = []
    var bytes = [[UInt8]](repeating: flood.frames, count: flood.count).flatMap(\.self)[...]
    // Bytes one by one are a matter of heads, not of what is in the frames.
    if readByteCount < 10, flood.frames.count > 1_000 { return }
    while !bytes.isEmpty, harness.session.violation == nil {
      frames += harness.send(Array(bytes.prefix(readByteCount)))
      bytes = bytes.dropFirst(readByteCount)
    }
    // nghttp2 counts the CONTINUATION frames of what it ignores together, and may be first.
    let endings: [HTTP2Violation?] = [.tooManyControlFrames, .tooManyContinuations]
    #expect(endings.contains(harness.session.violation))
    let counts = [Limiter.controlFrames, .continuations].map(harness.limiterCounts.total)
    #expect(counts.reduce(0, +) == 1)
    frames += harness.takeFrames()
    #expect(frames.goAwayCode == HTTP2IgnoredFramesTests.calm)
    #expect(harness.session.isFinished)
  }

  @Test("a bomb behind a bad field costs what it is long")
  func bombBehindBadField() throws {
    let harness = try HTTP2IgnoredFramesTests.withReset()
    let head = FrameWriter.requestBlock("GET", "/") + HTTP2IgnoredFramesTests.bad
    let block = head + HTTP2IgnoredFramesTests.bombs.dropFirst(head.count)
    var frames: [Frame] = []
    for number in 0..<80 where harness.session.violation == nil {
      frames += harness.send(
        FrameWriter.headers(block, stream: UInt32(number * 2 + 5), ends: true, isWhole: true)
      )
    }
    #expect(harness.session.violation == .tooManyControlFrames)
    #expect(frames.filter { $0.kind == .reset }.count < 80)
  }

  @Test("a stream above those that may be open costs what its fields are long")
  func bombsOnRefusedStreams() throws {
    let harness = try SessionHarness(bodyByteCountMax: 10, limits: .standard)
    let unfinished = (0..<128).flatMap { number in
      FrameWriter.headers(
        FrameWriter.requestBlock("POST", "/x")
          + (number == 0 ? HTTP2IgnoredFramesTests.entry : []),
        stream: UInt32(number * 2 + 1),
        ends: false,
        isWhole: true
      )
    }
    _ = harness.send(FrameWriter.opening + unfinished)
    for number in 128..<228 where harness.session.violation == nil {
      _ = harness.send(
        FrameWriter.headers(
          HTTP2IgnoredFramesTests.bombs,
          stream: UInt32(number * 2 + 1),
          ends: true,
          isWhole: true
        )
      )
    }
    #expect(harness.session.violation == .tooManyControlFrames)
  }

  struct Upload: CustomTestStringConvertible {
    let testDescription: String
    let frameByteCount: Int
  }

  @Test(
    "bodies that were under way when their streams were refused do no harm",
    arguments: [
      Upload(testDescription: "in large frames", frameByteCount: 16_384),
      Upload(testDescription: "in middling frames", frameByteCount: 1_400),
      Upload(testDescription: "in small frames", frameByteCount: 512),
    ]
  )
  func bodiesUnderWay(upload: Upload) throws {
    let harness = try SessionHarness.opened(bodyByteCountMax: 1_000)
    let windowByteCount = 65_535
    let part = FrameWriter.data(
      [UInt8](repeating: 65, count: upload.frameByteCount),
      stream: 0,
      ends: false
    )
    for number in 0..<500 {
      let stream = UInt32(number * 2 + 1)
      let rest = Array(part[..<5]) + FrameWriter.bytes(of: stream) + Array(part[9...])
      let frames = harness.send(
        FrameWriter.headers(
          FrameWriter.requestBlock("POST", "/x"),
          stream: stream,
          ends: false,
          isWhole: true
        )
          + FrameWriter.data([UInt8](repeating: 65, count: 1_001), stream: stream, ends: false)
      )
      #expect(frames.isAnswered(stream))
      // What a client had sent before it could see the answer: a window of bytes, and trailers.
      let count = (windowByteCount - 1_001) / upload.frameByteCount
      _ = harness.send(
        [[UInt8]](repeating: rest, count: count).flatMap(\.self)
          + FrameWriter.headers(
            FrameWriter.field("x", "y"),
            stream: stream,
            ends: true,
            isWhole: true
          )
      )
    }
    #expect(harness.session.violation == nil)
    let next = harness.send(FrameWriter.request("GET", "/x", body: [], stream: 1_001))
    #expect(next.isAnswered(1_001))
  }

  @Test(
    "updates of windows beside each request do no harm, whether its answer has a body or not",
    arguments: ["GET", "HEAD"]
  )
  func updatesBesideRequests(method: String) throws {
    let harness = try SessionHarness.opened()
    for number in 0..<3_000 {
      let stream = UInt32(number * 2 + 1)
      _ = harness.send(
        FrameWriter.request(method, "/x", body: [], stream: stream)
          + FrameWriter.windowUpdate(stream: stream, increment: 30)
      )
    }
    #expect(harness.session.violation == nil)
    #expect(harness.handler.requestCount == 3_000)
  }

  @Test("a frame of an unknown type beside each request does no harm")
  func unknownBesideRequests() throws {
    let harness = try SessionHarness.opened()
    for number in 0..<3_000 {
      let stream = UInt32(number * 2 + 1)
      _ = harness.send(
        FrameWriter.frame(0x10, flags: 0, stream: 0, FrameWriter.bytes(of: stream) + [117, 61, 49])
          + FrameWriter.request("GET", "/x", body: [], stream: stream)
          + FrameWriter.windowUpdate(stream: 0, increment: 30)
      )
    }
    #expect(harness.session.violation == nil)
    #expect(harness.handler.requestCount == 3_000)
  }
}
