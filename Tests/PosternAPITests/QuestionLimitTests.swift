import PosternAPI
import PosternModel
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
