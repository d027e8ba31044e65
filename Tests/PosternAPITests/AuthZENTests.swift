import PosternAPI
import PosternModel
import PosternTransport
import Testing

@Suite("AuthZEN on a plane")
struct AuthZENTests {
  static let mapping = {
    var mapping = AuthZENMapping()
    mapping.subjects = [
      AuthZENMapping.Subject(
        type: "user",
        principal: template("arn:aws:iam::111122223333:user/{id}")
      ),
      AuthZENMapping.Subject(type: "*", principal: template("{id}")),
    ]
    mapping.actions = [
      AuthZENMapping.Action(resourceType: "order", service: "orders"),
      AuthZENMapping.Action(resourceType: "*", service: "other"),
    ]
    mapping.resources = [
      AuthZENMapping.Resource(type: "order", arn: template("arn:aws:orders:::order/{id}")),
      AuthZENMapping.Resource(type: "*", arn: template("arn:aws:app:::{type}/{id}")),
    ]
    return mapping
  }()

  private static func template(_ text: String) -> EntityTemplate {
    guard let template = EntityTemplate(text) else { preconditionFailure("no template: \(text)") }
    return template
  }

  private static func evaluate(
    subject: String = #"{"type":"user","id":"alice"}"#,
    action: String = "GetOrder",
    resource: String = #"{"type":"order","id":"42"}"#,
    context: String = #"{"postern":{"explain":true}}"#,
    limits: Limits = .standard
  ) throws -> Exchange {
    let plane = try Shop.plane(limits: limits, authzen: mapping)
    let body = """
      {"subject":\(subject),"action":{"name":"\(action)"},"resource":\(resource),\
      "context":\(context)}
      """
    return Exchange(plane, .post, "/access/v1/evaluation", body: body)
  }

  @Test("entities become the ARNs that the rules say")
  func mapping() throws {
    #expect(try Self.evaluate().body.hasPrefix(#"{"decision":true,"#))
    let arn = #"{"type":"robot","id":"arn:aws:iam::111122223333:user/alice"}"#
    #expect(try Self.evaluate(subject: arn).body.hasPrefix(#"{"decision":true,"#))
    let denied = try Self.evaluate(resource: #"{"type":"a/b","id":"c/d:e"}"#).body
    #expect(denied.contains("perform: other:GetOrder on resource: arn:aws:app:::a%2Fb/c/d:e "))
  }

  @Test("an id is never taken for an ARN where the rule does not say so")
  func confusedID() throws {
    let subject = #"{"type":"user","id":"arn:aws:iam::111122223333:user/alice"}"#
    let answer = try Self.evaluate(subject: subject).body
    #expect(answer.contains(#""code":"unknownPrincipal""#))
    let robot = try Self.evaluate(subject: #"{"type":"robot","id":"alice"}"#)
    #expect(robot.status == 400)
  }

  @Test("what is above a limit is refused")
  func limits() throws {
    var limits = Limits.standard
    limits.contextKeyCountMax = 2
    limits.contextValueCountMax = 3
    limits.textByteCountMax = 300
    let long = String(repeating: "x", count: 301)
    for context in [
      #"{"a":1,"b":2,"c":3}"#, #"{"a":[1,2,3,4]}"#, #"{"a":"\#(long)"}"#, #"{"\#(long)":1}"#,
    ] {
      #expect(try Self.evaluate(context: context, limits: limits).status == 400)
    }
    #expect(try Self.evaluate(context: #"{"a":1,"b":[1,2]}"#, limits: limits).status == 200)
    #expect(try Self.evaluate(action: long, limits: limits).status == 400)
  }

  @Test("a list has as many evaluations as a batch may have")
  func listLimit() throws {
    var limits = Limits.standard
    limits.batchRequestCountMax = 2
    let plane = try Shop.plane(limits: limits, authzen: Self.mapping)
    let answer = Exchange(
      plane,
      .post,
      "/access/v1/evaluations",
      body: #"{"evaluations":[{},{},{}]}"#
    )
    #expect(answer.status == 400)
    #expect(answer.body.hasPrefix("at most 2 evaluations in one request"))
  }

  @Test("a key that Postern derives itself cannot be set by a mapping alone")
  func derivedKeys() throws {
    var mapping = Self.mapping
    mapping.contextKeys = [AuthZENMapping.ContextKey(member: "mfa", key: "aws:PrincipalArn")]
    let plane = try Shop.plane(authzen: mapping)
    let answer = Exchange(
      plane,
      .post,
      "/access/v1/evaluation",
      body: """
        {"subject":{"type":"user","id":"alice"},"action":{"name":"GetOrder"},\
        "resource":{"type":"order","id":"1"},"context":{"mfa":"x"}}
        """
    )
    #expect(answer.status == 400)
  }

  @Test("a list where a tag or an address has one value sets none, and fails nothing")
  func lists() throws {
    var mapping = Self.mapping
    mapping.setsResourceTags = true
    mapping.contextKeys = [.init(member: "ip", key: "aws:SourceIp")]
    let answer = Exchange(
      try Shop.plane(authzen: mapping),
      .post,
      "/access/v1/evaluation",
      body: """
        {"subject":{"type":"user","id":"alice"},"action":{"name":"GetOrder"},\
        "resource":{"type":"order","id":"1","properties":{"a":["b","c"]}},"context":{"ip":["x"]}}
        """
    )
    #expect(answer.status == 200)
  }

  @Test("decisions are counted, and name themselves in header fields")
  func counted() throws {
    let counters = PlaneCounters()
    let plane = try Shop.plane(authzen: Self.mapping, counters: counters)
    let body = """
      {"subject":{"type":"user","id":"alice"},"action":{"name":"GetOrder"},\
      "resource":{"type":"order","id":"1"}}
      """
    let fields = Exchange.fields(plane, "/access/v1/evaluation", body, requestID: nil)
    #expect(fields.count == 2)
    #expect(fields.first?.contains(/x-postern-decision-id: [0-9A-HJKMNP-TV-Z]{26}/) == true)
    #expect(fields.last == "x-postern-revision: 17")
    let allowed = DecisionKind.allCases.filter { $0.decision == "allow" }
    #expect(allowed.map { counters.count(of: $0, by: .authzen) }.reduce(0, +) == 1)
    #expect(counters.answerCount(of: .evaluation, status: 200) == 1)
  }
}
