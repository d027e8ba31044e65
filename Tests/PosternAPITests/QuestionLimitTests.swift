import PosternAPI
import PosternModel
import PosternTransport
import Testing

@Suite("Limits of a question")
struct QuestionLimitTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let context: String
    /// Where the answer says that a limit is exceeded; nil when the question is answered.
    let pointer: String?

    init(_ testDescription: String, _ context: String, exceeds pointer: String?) {
      self.testDescription = testDescription
      self.context = context
      self.pointer = pointer
    }
  }

  static let cases = [
    Case("one value for each of many keys", #"{"a":1,"b":1,"c":1,"d":1}"#, exceeds: nil),
    Case("two values for each of two keys", #"{"a":[1,2],"b":[1,2]}"#, exceeds: nil),
    Case("three values for one key", #"{"a":1,"b":[1,2,3]}"#, exceeds: "/context/b"),
    Case(
      "more values than all keys may have together",
      #"{"a":[1,2],"b":[1,2],"c":[1,2]}"#,
      exceeds: "/context/c"
    ),
    Case(
      "one value more than all keys may have together",
      #"{"a":[1,2],"b":[1,2],"c":1,"d":1}"#,
      exceeds: "/context/d"
    ),
  ]

  @Test("of values holds for one key, and another for all keys together", arguments: cases)
  func values(_ known: Case) throws {
    var limits = Limits.standard
    limits.contextValueCountMax = 2
    limits.questionValueCountMax = 5
    let question = Shop.question(
      action: "orders:GetOrder",
      extra: #","context":\#(known.context)"#
    )
    let exchange = Exchange.authorize(try Shop.plane(limits: limits), question)
    #expect(exchange.status == (known.pointer == nil ? 200 : 400))
    if let pointer = known.pointer {
      #expect(exchange.body.contains(#""code":"limitExceeded""#))
      #expect(exchange.body.contains(#""pointer":"\#(pointer)""#))
    }
  }

  @Test("of values of all keys hold for tags too, and for the list of their names")
  func tagValues() throws {
    var limits = Limits.standard
    limits.questionValueCountMax = 5
    let plane = try Shop.plane(limits: limits)
    for (map, count, pointer) in [
      ("resourceTags", 5, nil), ("resourceTags", 6, "/resourceTags/t5"), ("requestTags", 2, nil),
      ("requestTags", 3, "/requestTags"),
    ] {
      let tags = (0..<count).map { #""t\#($0)":"x""# }.joined(separator: ",")
      let question = Shop.question(
        action: "orders:GetOrder",
        extra: #","\#(map)":{\#(tags)}"#
      )
      let exchange = Exchange.authorize(plane, question)
      #expect(exchange.status == (pointer == nil ? 200 : 400), "\(map) \(count)")
      if let pointer { #expect(exchange.body.contains(#""pointer":"\#(pointer)""#)) }
    }
  }

  @Test("of values hold over gRPC, with the place of the key")
  func callValues() throws {
    var limits = Limits.standard
    limits.contextValueCountMax = 2
    limits.questionValueCountMax = 5
    let plane = try Gate.plane(limits: limits)
    let text = { (value: String) in WireMessage().text(1, value) }
    let list = WireMessage().message(5, WireMessage().message(1, text("x")).message(1, text("y")))
    var question = WireMessage().text(1, Shop.alice).text(2, "orders:GetOrder").text(3, Shop.order)
    for (key, value) in [("a", list), ("b", list), ("c", text("x")), ("d", text("x"))] {
      question = question.message(5, WireMessage().text(1, key).message(2, value))
    }
    let path = "/postern.v1.Authorizer/Authorize"
    let status = Gate.call(plane, path, question.bytes).callStatus
    #expect(status?.code == .invalidArgument)
    #expect(status?.message.hasPrefix("limitExceeded at `/context/d`: ") == true)
  }

  @Test(
    "of keys and of their length are the only ones: all that one question may bring is looked up",
    arguments: ["context", "requestTags"]
  )
  func manyLongKeys(map: String) throws {
    let plane = try Shop.plane()
    let extra = { (first: String) in
      let keys = (0..<250).map { number in
        #""\#(first)\#(number)\#(String(repeating: "K", count: 2_000))":"x""#
      }
      return #","\#(map)":{\#(keys.joined(separator: ","))}"#
    }
    // Other keys each time, so that nothing of what is known helps.
    for first in ["a", "b", "c"] {
      let long = Shop.question(action: "orders:GetOrder", extra: extra(first))
      let short = Shop.question(action: "orders:DeleteOrder", extra: #","context":{"k":"v"}"#)
      let exchange = Exchange.batch(plane, #"{"requests":[\#(short),\#(long),\#(short)]}"#)
      #expect(
        exchange.bodyWithoutIDs.matches(of: /"decision":"(?<word>[a-z]+)"/).map(\.output.word)
          == ["deny", "allow", "deny"]
      )
    }
  }
}
