import PosternAPI
import PosternTransport
import Testing

/// An item's object stands for itself, but what an object must have is taken from the default where
/// it says none: the certification scenario asks for this (section 3.2.7).
@Suite("Defaults of AuthZEN")
struct AuthZENDefaultTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let defaults: String
    let item: String
    let answer: String

    init(_ testDescription: String, defaults: String, item: String, _ answer: String) {
      (self.testDescription, self.defaults) = (testDescription, defaults)
      (self.item, self.answer) = (item, answer)
    }
  }

  private static let allowed = #"{"decision":true}"#
  private static let denied = #"{"decision":false}"#

  static let cases = [
    Case(
      "a type from the default",
      defaults: #""subject":{"type":"user"}"#,
      item: #"{"subject":{"id":"alice"}}"#,
      allowed
    ),
    Case(
      "an id from the default",
      defaults: #""subject":{"type":"user","id":"alice"}"#,
      item: #"{"subject":{"properties":{"a":1}}}"#,
      allowed
    ),
    Case(
      "a type of its own with the id of the default",
      defaults: #""resource":{"type":"order","id":"arn:aws:app:::order/42"}"#,
      item: #"{"resource":{"type":"arn"}}"#,
      allowed
    ),
    Case(
      "a name from the default",
      defaults: #""action":{"name":"GetOrder"}"#,
      item: #"{"action":{"properties":{"a":1}}}"#,
      allowed
    ),
    Case(
      "its own id before the default's",
      defaults: #""subject":{"type":"user","id":"alice"}"#,
      item: #"{"subject":{"type":"user","id":"bob"}}"#,
      denied
    ),
    Case(
      "properties of its own",
      defaults: #""resource":{"type":"order","id":"42","properties":{"stop":"no"}}"#,
      item: #"{"resource":{"id":"42","properties":{"stop":"yes"}}}"#,
      denied
    ),
    Case(
      "no properties of the default",
      defaults: #""resource":{"type":"order","id":"42","properties":{"stop":"yes"}}"#,
      item: #"{"resource":{"id":"42"}}"#,
      allowed
    ),
    Case(
      "all of the default where it says nothing",
      defaults: #""resource":{"type":"order","id":"42","properties":{"stop":"yes"}}"#,
      item: "{}",
      denied
    ),
    Case(
      "no context of the default beside its own",
      defaults: #""context":{"stop":"yes"}"#,
      item: #"{"context":{"a":1}}"#,
      allowed
    ),
  ]

  /// Answers an item; what neither it nor the defaults have makes alice get an order.
  private static func answer(defaults: String, item: String) throws -> Exchange {
    let plane = try Shop.plane(
      authzen: Shop.mapping,
      denial: #"""
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Deny","Action":"*","Resource":"*",
            "Condition":{"StringEquals":{"authzen:resource/stop":"yes"}}},
          {"Effect":"Deny","Action":"*","Resource":"*",
            "Condition":{"StringEquals":{"authzen:context/stop":"yes"}}}]}
        """#
    )
    let usual = [
      ("subject", #"{"type":"user","id":"alice"}"#), ("action", #"{"name":"GetOrder"}"#),
      ("resource", #"{"type":"order","id":"42"}"#),
    ]
    let others = usual.filter { !defaults.contains("\"\($0.0)\"") }
      .map { ",\"\($0.0)\":\($0.1)" }
      .joined()
    let body = "{\(defaults)\(others),\"evaluations\":[\(item)]}"
    return Exchange(plane, .post, "/access/v1/evaluations", body: body)
  }

  @Test("fill what an item's object must have, and nothing more of it", arguments: cases)
  func filled(item: Case) throws {
    let exchange = try Self.answer(defaults: item.defaults, item: item.item)
    #expect(exchange.status == 200)
    #expect(exchange.body == "{\"evaluations\":[\(item.answer)]}")
  }

  @Test(
    "do not hide what is wrong with an item",
    arguments: [
      #"{"subject":{"id":1}}"#, #"{"subject":{"id":null}}"#, #"{"subject":"alice"}"#,
      #"{"action":{"name":1}}"#, #"{"action":[]}"#, #"{"resource":{"type":{}}}"#,
    ]
  )
  func wrong(item: String) throws {
    let subject = #""subject":{"type":"user","id":"alice"}"#
    let exchange = try Self.answer(defaults: subject, item: item)
    #expect(exchange.status == 200)
    #expect(exchange.body.hasPrefix(#"{"evaluations":[{"decision":false,"context":{"error":{"#))
  }

  @Test("that have not all of it themselves leave it missing")
  func missing() throws {
    let exchange = try Self.answer(
      defaults: #""subject":{"id":"alice"}"#,
      item: #"{"subject":{"id":"bob"}}"#
    )
    #expect(exchange.body.contains("the member `type` is missing"))
  }
}
