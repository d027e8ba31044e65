import PosternText

/// One request and its answer on an HTTP/2 connection.
///
/// Streams are pooled: the buffers serve one request after the other.
struct HTTP2Stream {
  /// How far a stream has come.
  enum Phase {
    /// The request is arriving.
    case receiving
    /// The request is complete, or refused, and waits for its answer.
    case waiting
    /// The answer was submitted and is being sent.
    case answering
    /// The call stays open, with messages in both directions.
    case conversing
    /// nghttp2 has closed the stream.
    case closed
  }

  /// The stream's number on its connection.
  var id: Int32 = 0
  var phase = Phase.closed
  /// When the phase began, for the timeouts: progress in small steps earns no time.
  var phaseSinceNanoseconds: UInt64 = 0
  /// Set when the request is to be refused without asking a handler.
  var rejection: TransportRejection?
  /// Whether `host` names another server than `:authority` does.
  private(set) var namesTwoHosts = false
  /// Whether the answer has no body, since only its header fields were asked for.
  var isHead = false
  /// Whether the request is a call of gRPC, which ends with a status behind its messages.
  var isCall = false
  /// When the client of a call gives up, in nanoseconds.
  var callDeadlineNanoseconds = UInt64.max
  /// How a call ends, once that is known.
  var callStatus: CallStatus?
  /// Where the next message of an open call begins.
  var framing = CallFraming(byteCountMax: 0, encoding: nil)
  /// What the client of an open call has done wrong.
  var failure: CallStatus?
  /// Whether something has happened in an open call that nobody has looked at.
  var hasNews = false
  /// Whether a message was sent in an open call.
  var hasBegun = false
  /// Whether the client of an open call sends no more.
  var isEnded = false
  /// Whether the answer was not read in time, so that a reset of the stream is queued.
  var isLate = false
  /// The request, complete when the phase is `waiting` and there is no rejection.
  var request = Request()
  /// The body of the answer, from `answerOffset` on still to be sent.
  var answer: [UInt8] = []
  var answerOffset = 0
  /// The stream behind this one in the pool's list of idle ones.
  var nextIdle: HTTP2StreamCell?

  /// Makes the stream ready for a new request.
  mutating func open(id: Int32, atNanoseconds now: UInt64) {
    self.id = id
    rejection = nil
    isHead = false
    namesTwoHosts = false
    isCall = false
    callDeadlineNanoseconds = .max
    callStatus = nil
    failure = nil
    hasNews = false
    hasBegun = false
    isEnded = false
    isLate = false
    answerOffset = 0
    request.removeAll()
    enter(.receiving, atNanoseconds: now)
  }

  /// Takes one field of the header list.
  ///
  /// `:authority` is kept as `host`, so that a request with two different ones could mean two
  /// servers (RFC 9113 §8.3.1).
  mutating func append(name: Span<UInt8>, value: Span<UInt8>) {
    guard name.count == 0 || name[0] != UInt8(ascii: ":") else {
      return request.appendPseudo(name: name, value: value)
    }
    if name.isEqual(0..<name.count, to: "host"), let host = request.fields.value(of: "host") {
      namesTwoHosts = namesTwoHosts || !value.isEqualIgnoringCase(to: host.span)
    }
    request.appendField(name: name, value: value)
  }

  /// Whether the request, whose header list is complete, is a call of gRPC.
  // Mutating for no other reason than that a reading method gets a copy of the request.
  mutating func asksForCall() -> Bool {
    request.isCall
  }

  /// How long the client of a call waits; mutating for the same reason.
  mutating func callTimeout() -> CallTimeout {
    request.callTimeout
  }

  /// What the client wants to hear before it sends the body; mutating for the same reason.
  mutating func expectation() -> Expectation {
    Expectation(request.fields)
  }

  /// Why the request is refused by its head alone, but for the length of its body; nil for one that
  /// is in order.
  ///
  /// `goodHost` is one that was found in order before: a client names the same again and again.
  mutating func headRejection(goodHost: inout [UInt8]) -> TransportRejection? {
    if namesTwoHosts { return .twoHosts }
    if request.hasNoTarget { return .tunnel }
    if request.hasFragment { return .malformed }
    guard let index = request.fields.index(of: "host") else { return nil }
    let host = request.fields.bytes.span.extracting(request.fields.valueRange(at: index))
    guard !host.isEqual(to: goodHost.span) else { return nil }
    guard HostRules.isHost(host) else { return .malformed }
    goodHost = Array(request.fields.value(at: index))
    return nil
  }

  /// Whether the length that the body is said to have is above a limit; mutating for the same
  /// reason.
  mutating func announcesBody(above byteCountMax: Int) -> Bool {
    guard let index = request.fields.index(of: "content-length") else { return false }
    // nghttp2 has seen that these are digits, and a number of 63 bits.
    var byteCount = 0
    for place in request.fields.valueRange(at: index) {
      byteCount = byteCount &* 10 &+ Int(request.fields.bytes[place] &- UInt8(ascii: "0"))
    }
    return byteCount > byteCountMax
  }

  /// Whether the request is for one of these paths; mutating for the same reason.
  mutating func asks(forOneOf paths: [String]) -> Bool {
    for path in paths where request.hasPath(of: path) { return true }
    return false
  }

  mutating func enter(_ phase: Phase, atNanoseconds now: UInt64) {
    self.phase = phase
    phaseSinceNanoseconds = now
  }
}
