import PosternTransport

/// What holds for every connection of HTTP/2, whatever its client sends.
///
/// The first byte of an input says how the rest is sent: the lowest bit whether a well-behaved
/// opening comes before it, the others where it is cut into pieces.
package enum HTTP2Property {
  private static let opening =
    Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0]
  private static let bodyByteCountMax = 256
  /// The path of a call that stays open, short so that a fuzzer finds it.
  private static let openPath = "/w"
  private static let answerByteCount = 64
  /// The shortest request is a frame's head and one byte for each of its fields.
  private static let outputByteCountPerByte = 64
  private static let outputByteCountOfOpening = 1_024

  /// Sends an input to a new session, answers every request, and reads all output; when the session
  /// is gone nothing is held for it any more.
  package static func check(_ input: [UInt8]) throws(BrokenProperty) {
    let budget = BufferBudget(byteCountMax: 1 << 20)
    try check(input, budget)
    try BrokenProperty.require(budget.byteCount == 0, "\(budget.byteCount) bytes are held")
  }

  private static func check(_ input: [UInt8], _ budget: BufferBudget) throws(BrokenProperty) {
    guard let form = input.first else { return }
    let limits = TransportLimits.standard
    guard
      let session = HTTP2Session(
        limits: limits,
        bodyByteCountMax: bodyByteCountMax,
        pool: HTTP2StreamPool(idleCountMax: 4, budget: budget),
        limiterCounts: LimiterCounts { _, _ in },
        atNanoseconds: 0
      )
    else { throw BrokenProperty("there is no session") }
    session.setOpenPaths([openPath])
    let bytes = (form & 1 == 1 ? opening : []) + input.dropFirst()
    var cuts = UInt64(form >> 1)
    var sent = 0
    var now: UInt64 = 0
    var output = 0
    while sent < bytes.count {
      let end = min(bytes.count, sent + pieceByteCount(&cuts))
      now += 1_000_000
      session.receive(Array(bytes[sent..<end]).span, atNanoseconds: now)
      sent = end
      answer(session)
      session.send([0], on: 1)
      try BrokenProperty.require(budget.byteCount >= 0, "more was given back than was held")
      output += try read(session)
      try BrokenProperty.require(
        output <= outputByteCountOfOpening + sent * outputByteCountPerByte,
        "\(output) bytes of output for \(sent) bytes of input"
      )
      try BrokenProperty.require(
        session.openStreamCount <= limits.concurrentStreamCountMax,
        "\(session.openStreamCount) requests are open"
      )
    }
    try end(session)
  }

  /// Cuts by a multiplication whose upper bits look random; pieces of every length up to 64.
  private static func pieceByteCount(_ cuts: inout UInt64) -> Int {
    guard cuts != 0 else { return Int(UInt16.max) }
    cuts = cuts &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return 1 + Int(cuts >> 58)
  }

  private static func answer(_ session: HTTP2Session) {
    var request = Request()
    var response = Response()
    while let arrival = session.takeArrival(into: &request) {
      response.removeAll()
      if let rejection = arrival.rejection { response.status = rejection.status }
      response.body.append(contentsOf: repeatElement(UInt8(ascii: "a"), count: answerByteCount))
      session.respond(to: arrival, with: &response)
    }
  }

  private static func read(_ session: HTTP2Session) throws(BrokenProperty) -> Int {
    var total = 0
    // Each turn gives at least a byte, so that this ends before it has turned as often.
    for _ in 0..<(1 << 20) {
      let count = session.takeOutput(byteCountMax: 4_096) { _ in }
      guard count > 0 else { return total }
      total += count
    }
    throw BrokenProperty("the output has no end")
  }

  /// A drain says goodbye, and an ended session has nothing left to say.
  private static func end(_ session: HTTP2Session) throws(BrokenProperty) {
    session.beginDrain()
    session.finishDrain()
    _ = try read(session)
    if session.violation != nil {
      try BrokenProperty.require(session.isFinished, "a session goes on after a violation")
    }
  }
}
