import PosternModel
import PosternText
import PosternTransport
import Testing

// Inside access: what reading costs is counted by the readers, and they are the module's own.
@testable import PosternAPI

@Suite("What the defaults of a batch cost")
struct DefaultCostTests {
  /// Keys of which each is the beginning of all that are longer.
  private static func keys(_ letter: String, _ lengths: ClosedRange<Int>) -> [String] {
    lengths.map { String(repeating: letter, count: $0) }
  }

  private static func context(_ keys: [String]) -> String {
    "{" + keys.map { #""\#($0)":1"# }.joined(separator: ",") + "}"
  }

  private static let identity = #""principal":"anonymous","action":"a:b","resource":"*""#

  @Test(
    "is one look at each key, however much the keys resemble one another",
    arguments: ["k", "K", "é", "É"]
  )
  func lookedAt(letter: String) throws {
    let own = Self.keys(letter, 1...20)
    let defaults = Self.keys(letter, 21...250)
    let items = Array(repeating: #"{"context":\#(Self.context(own))}"#, count: 50)
    let text =
      #"{"requests":[\#(items.joined(separator: ","))],"#
      + #""defaults":{\#(Self.identity),"context":\#(Self.context(defaults))}}"#
    var tape = JSONTape()
    try tape.scan(text.utf8.span, rules: .request)
    var reader = QuestionReader(limits: .standard)
    reader.beginBatch(text.utf8.span)
    let requests = tape.firstChild(0) + 1
    let members = try QuestionMembers(
      of: tape.next(tape.next(tape.firstChild(0))) + 1,
      tape: tape,
      text: text.utf8.span
    )
    var item = tape.firstChild(requests)
    for _ in items {
      try reader.read(item, defaults: members, tape: tape, text: text.utf8.span)
      #expect(reader.request.contextEntries.count == 250)
      item = tape.next(item)
    }
    #expect(reader.defaultKeys.readByteCount == Self.byteCount(own, defaults, items.count))
  }

  @Test("is one look at each key over gRPC too", arguments: ["k", "É"])
  func lookedAtInCalls(letter: String) throws {
    let own = Self.keys(letter, 1...20)
    let defaults = Self.keys(letter, 21...250)
    let question = Self.message(own)
    let batch = (0..<50).reduce(WireMessage()) { sum, _ in sum.message(1, question) }
      .message(2, Self.message(defaults).text(1, "anonymous").text(2, "a:b").text(3, "*"))
    var reader = CallQuestionReader(limits: .standard)
    try reader.begin(batch.bytes.span, at: 0..<batch.bytes.count, isBatch: true)
    for index in 0..<50 {
      try reader.read(index)
      #expect(reader.request.contextEntries.count == 250)
    }
    #expect(reader.defaultKeys.readByteCount == Self.byteCount(own, defaults, 50))
  }

  private static func message(_ keys: [String]) -> WireMessage {
    keys.reduce(WireMessage()) { message, key in
      message.message(5, WireMessage().text(1, key).message(2, WireMessage().text(1, "v")))
    }
  }

  private static func byteCount(_ own: [String], _ defaults: [String], _ count: Int) -> Int {
    let bytes = { (keys: [String]) in keys.reduce(0) { $0 + $1.utf8.count } }
    return bytes(defaults) + bytes(own) * count
  }

  /// Limits under which a hundred bytes are too much for ten questions.
  private static let limits = {
    var limits = Limits.standard
    limits.repeatedByteCountMax = 3_000
    return limits
  }()

  @Test("is bounded, whatever stands in them", arguments: [1, 100])
  func bound(count: Int) throws {
    let plane = try Gate.plane(limits: Self.limits, authzen: Shop.mapping)
    let items = Array(repeating: "{}", count: count).joined(separator: ",")
    let isRefused = count > 1
    let filler = String(repeating: "x", count: 200)
    let batch = Exchange.batch(
      plane,
      #"{"requests":[\#(items)],"defaults":{\#(Self.identity),"context":{"a":"\#(filler)"}}}"#
    )
    #expect(batch.status == (isRefused ? 400 : 200))
    #expect(batch.body.contains(#""code":"limitExceeded""#) == isRefused)
    #expect(batch.body.contains(#""pointer":"/defaults""#) == isRefused)
    let defaults = Self.message([filler]).text(1, "anonymous").text(2, "a:b").text(3, "*")
    let call = (0..<count).reduce(WireMessage()) { sum, _ in sum.message(1, WireMessage()) }
      .message(2, defaults)
    let response = Gate.call(plane, "/postern.v1.Authorizer/BatchAuthorize", call.bytes)
    #expect(response.callStatus?.code == (isRefused ? .invalidArgument : .ok))
    #expect(response.callStatus?.message.contains("`/defaults`") == isRefused)
  }

  @Test(
    "is bounded in AuthZEN, where much is ignored that stands in them",
    arguments: ["subject", "action", "resource", "context"]
  )
  func ignored(place: String) throws {
    let plane = try Shop.plane(limits: Self.limits, authzen: Shop.mapping)
    let nulls = (0..<40).map { #""\#($0)":null"# }.joined(separator: ",")
    let empty = (0..<40).map { #""\#($0)":{}"# }.joined(separator: ",")
    for filler in [nulls, empty] {
      let member =
        switch place {
        case "subject": #"{"type":"user","id":"alice",\#(filler)}"#
        case "action": #"{"name":"GetOrder","properties":{\#(filler)}}"#
        case "resource": #"{"type":"order","id":"42",\#(filler)}"#
        default: "{\(filler)}"
        }
      let evaluation =
        switch place {
        case "subject": Shop.evaluation(subject: member)
        case "action": Shop.evaluation(action: member)
        case "resource": Shop.evaluation(resource: member)
        default: Shop.evaluation(context: member)
        }
      for count in [1, 100] {
        let items = Array(repeating: "{}", count: count).joined(separator: ",")
        let exchange = Exchange(
          plane,
          .post,
          "/access/v1/evaluations",
          body: evaluation.dropLast() + #","evaluations":[\#(items)]}"#
        )
        #expect(exchange.status == (count == 1 ? 200 : 400), "\(place) \(count)")
        #expect(exchange.body.contains("`limits.repeatedByteCountMax`") == (count > 1))
      }
    }
  }

  @Test("of names inside a long name is bounded, and nothing where they say nothing")
  func longPaths() throws {
    let plane = try Shop.plane(authzen: Shop.mapping)
    let outer = String(repeating: "o", count: 8_000)
    for (value, status) in [("null", UInt16(200)), ("{}", 200), ("1", 400)] {
      let inner = (0..<20).map { #""\#($0)":\#(value)"# }.joined(separator: ",")
      let exchange = Exchange(
        plane,
        .post,
        "/access/v1/evaluation",
        body: Shop.evaluation(context: #"{"\#(outer)":{\#(inner)}}"#)
      )
      #expect(exchange.status == status, "\(value)")
    }
  }
}
