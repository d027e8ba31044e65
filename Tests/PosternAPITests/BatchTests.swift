import PosternAPI
import PosternModel
import Testing

@Suite("Batches of questions")
struct BatchTests {
  @Test("are answered in order, and a bad one gets an error in its place")
  func mixed() throws {
    let exchange = Exchange.batch(
      try Shop.plane(),
      """
      {"requests":[\(Shop.question(action: "orders:GetOrder")),
      {"principal":1,"action":"a:B","resource":"*"},
      \(Shop.question(action: "orders:DeleteOrder", extra: #","explain":"none""#))],
      "defaults":{}}
      """
    )
    #expect(exchange.status == 200)
    #expect(
      exchange.bodyWithoutIDs == #"""
        {"results":[{"decision":"allow","id":"ID","revision":17,"reason":{"layer":"identity",\#
        "statements":[{"policy":"arn:aws:iam::111122223333:policy/OrdersRead","sid":"Read",\#
        "index":0}]}},{"error":{"code":"wrongType","message":"expected a string",\#
        "pointer":"/requests/1/principal","line":2,"column":14}},{"decision":"deny",\#
        "kind":"explicitDeny","id":"ID","revision":17}],"revision":17}
        """#
    )
  }

  @Test("take what a question leaves out from the defaults; maps are merged and the question wins")
  func defaults() throws {
    let exchange = Exchange.batch(
      try Shop.plane(),
      """
      {"defaults":{"principal":"\(Shop.alice)","resource":"\(Shop.order)","explain":"none",
      "context":{"orders:Channel":"shop","k":"v"},
      "requestTags":{"team":"red"},"resourceTags":{"stage":"live"}},
      "requests":[
      {"action":"orders:TagOrder","context":{"orders:channel":"web"},
       "resourceTags":{"stage":"test"}},
      {"action":"orders:TagOrder"},
      {"action":"orders:GetOrder","principal":"arn:aws:iam::111122223333:user/nobody"}]}
      """
    )
    #expect(
      exchange.bodyWithoutIDs == #"""
        {"results":[{"decision":"allow","id":"ID","revision":17},{"decision":"deny",\#
        "kind":"implicitDeny","id":"ID","revision":17},{"decision":"deny","kind":"implicitDeny",\#
        "id":"ID","revision":17}],"revision":17}
        """#
    )
  }

  @Test("name the place of every error, in the questions and in the defaults")
  func manyPlaces() throws {
    let items = (0..<50).map { number in
      number.isMultiple(of: 2)
        ? #"{"resource":"é","context":{"k":\#n"1"},"action":7}"# : "{}"
    }
    let text =
      #"{"requests":[\#(items.joined(separator: ",\n"))],\#n"#
      + #""defaults":{"principal":"é", "action":8,"resource":"*"}}"#
    let exchange = Exchange.batch(try Shop.plane(), text)
    let places = exchange.body.matches(
      of: /"pointer":"(?<pointer>[^"]*)","line":(?<line>\d+),"column":(?<column>\d+)/
    ).map { "\($0.output.pointer) \($0.output.line):\($0.output.column)" }
    let expected = (0..<50).map { number in
      // Each question of two lines, then one of one line.
      number.isMultiple(of: 2)
        ? "/requests/\(number)/action \(number / 2 * 3 + 2):15" : "/defaults/action 76:39"
    }
    #expect(places == expected)
  }

  @Test("may be empty")
  func empty() throws {
    let exchange = Exchange.batch(try Shop.plane(), #"{"requests":[]}"#)
    #expect(exchange.body == #"{"results":[],"revision":17}"#)
  }

  @Test("hold a thousand questions and not one more")
  func count() throws {
    let plane = try Shop.plane()
    let defaults =
      #""defaults":{"principal":"\#(Shop.alice)","resource":"*","action":"orders:GetOrder"}"#
    let thousand = Array(repeating: "{}", count: 1_000).joined(separator: ",")
    #expect(Exchange.batch(plane, #"{"requests":[\#(thousand)],\#(defaults)}"#).status == 200)
    let more = Exchange.batch(plane, #"{"requests":[\#(thousand),{}],\#(defaults)}"#)
    #expect(more.status == 400)
    #expect(more.body.hasPrefix(#"{"error":{"code":"limitExceeded""#))
    #expect(more.body.contains(#""pointer":"/requests""#))
  }

  @Test(
    "are refused as a whole when the frame is wrong",
    arguments: [
      ("[]", "wrongType", ""),
      ("{}", "missingMember", "/requests"),
      (#"{"requests":{}}"#, "wrongType", "/requests"),
      (#"{"requests":[],"default":{}}"#, "unknownMember", "/default"),
      (#"{"requests":[],"defaults":[]}"#, "wrongType", "/defaults"),
      (#"{"requests":[],"defaults":{"who":1}}"#, "unknownMember", "/defaults/who"),
    ]
  )
  func frame(body: String, code: String, pointer: String) throws {
    let exchange = Exchange.batch(try Shop.plane(), body)
    #expect(exchange.status == 400)
    #expect(exchange.body.hasPrefix(#"{"error":{"code":"\#(code)""#))
    #expect(exchange.body.contains(#""pointer":"\#(pointer)""#))
  }

  @Test("name the place of a wrong default, for each question that needs it")
  func wrongDefault() throws {
    let exchange = Exchange.batch(
      try Shop.plane(),
      #"{"requests":[{"principal":"p","action":"a:B"}],"defaults":{"resource":7}}"#
    )
    #expect(exchange.status == 200)
    #expect(exchange.body.contains(#""pointer":"/defaults/resource""#))
  }
}
