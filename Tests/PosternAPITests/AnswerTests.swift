import PosternAPI
import PosternModel
import Testing

@Suite("Answers of the authorize route")
struct AnswerTests {
  @Test("an allow names the statement that granted")
  func allow() throws {
    let exchange = Exchange.authorize(
      try Shop.plane(),
      Shop.question(action: "orders:GetOrder")
    )
    #expect(exchange.status == 200)
    #expect(
      exchange.bodyWithoutIDs == #"""
        {"decision":"allow","id":"ID","revision":17,"reason":{"layer":"identity",\#
        "statements":[{"policy":"arn:aws:iam::111122223333:policy/OrdersRead","sid":"Read",\#
        "index":0}]}}
        """#
    )
  }

  @Test("an explicit deny names the statement that refused, without a sid that it does not have")
  func explicitDeny() throws {
    let exchange = Exchange.authorize(
      try Shop.plane(),
      Shop.question(action: "orders:DeleteOrder")
    )
    #expect(exchange.status == 200)
    #expect(
      exchange.bodyWithoutIDs == #"""
        {"decision":"deny","kind":"explicitDeny","id":"ID","revision":17,\#
        "reason":{"layer":"identity",\#
        "statements":[{"policy":"arn:aws:iam::111122223333:policy/NoDelete","index":0}],\#
        "message":"User: arn:aws:iam::111122223333:user/alice is not authorized to perform: \#
        orders:DeleteOrder on resource: arn:aws:orders:eu-west-1:111122223333:order/42 with an \#
        explicit deny in an identity-based policy"}}
        """#
    )
  }

  @Test("what nobody allows is denied by the layer that stayed silent")
  func implicitDeny() throws {
    let exchange = Exchange.authorize(
      try Shop.plane(),
      Shop.question(action: "orders:Refund")
    )
    #expect(exchange.status == 200)
    #expect(
      exchange.bodyWithoutIDs == #"""
        {"decision":"deny","kind":"implicitDeny","id":"ID","revision":17,\#
        "reason":{"layer":"identity","statements":[],"message":"User: \#
        arn:aws:iam::111122223333:user/alice is not authorized to perform: orders:Refund on \#
        resource: arn:aws:orders:eu-west-1:111122223333:order/42 because no identity-based \#
        policy allows the orders:Refund action"}}
        """#
    )
  }

  @Test("an unknown user is denied and the reason says so")
  func unknownPrincipal() throws {
    let exchange = Exchange.authorize(
      try Shop.plane(),
      Shop.question(
        principal: "arn:aws:iam::111122223333:user/nobody",
        action: "orders:GetOrder"
      )
    )
    #expect(exchange.status == 200)
    #expect(
      exchange.bodyWithoutIDs == #"""
        {"decision":"deny","kind":"implicitDeny","id":"ID","revision":17,\#
        "reason":{"layer":"identity","code":"unknownPrincipal","statements":[],"message":"User: \#
        arn:aws:iam::111122223333:user/nobody is not authorized to perform: orders:GetOrder on \#
        resource: arn:aws:orders:eu-west-1:111122223333:order/42 because no identity-based \#
        policy allows the orders:GetOrder action"}}
        """#
    )
  }

  @Test("without explanation the decision stands alone")
  func noExplanation() throws {
    let exchange = Exchange.authorize(
      try Shop.plane(),
      Shop.question(action: "orders:Refund", extra: #","explain":"none""#)
    )
    #expect(
      exchange.bodyWithoutIDs
        == #"{"decision":"deny","kind":"implicitDeny","id":"ID","revision":17}"#
    )
  }

  @Test("the ids of a loop are distinct and sort in the order of the decisions")
  func ids() throws {
    let plane = try Shop.plane()
    let question = Shop.question(action: "orders:GetOrder", extra: #","explain":"none""#)
    let bodies = (0..<50).map { _ in Exchange.authorize(plane, question).body }
    #expect(Set(bodies).count == 50)
    #expect(bodies == bodies.sorted())
  }

  private static let tags = #"""
    ,"context":{"orders:Channel":"web"},"requestTags":{"team":"red"},\#
    "resourceTags":{"stage":"test"}
    """#

  @Test("tags of resource and request become condition keys, and their names the tag keys")
  func tags() throws {
    let exchange = Exchange.authorize(
      try Shop.plane(),
      Shop.question(action: "orders:TagOrder", extra: Self.tags)
    )
    #expect(exchange.body.hasPrefix(#"{"decision":"allow""#))
    let other = Self.tags.replacing(#""team":"red""#, with: #""team":"red","tier":"1""#)
    let refused = Exchange.authorize(
      try Shop.plane(),
      Shop.question(action: "orders:TagOrder", extra: other)
    )
    #expect(refused.body.hasPrefix(#"{"decision":"deny""#))
  }

  @Test("a later question on the same loop sees nothing of an earlier one")
  func reuse() throws {
    let plane = try Shop.plane()
    _ = Exchange.authorize(plane, Shop.question(action: "orders:TagOrder", extra: Self.tags))
    _ = Exchange.authorize(plane, "{")
    let exchange = Exchange.authorize(plane, Shop.question(action: "orders:TagOrder"))
    #expect(exchange.body.hasPrefix(#"{"decision":"deny""#))
  }
}
