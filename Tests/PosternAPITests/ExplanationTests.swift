import PosternAPI
import PosternDecisionPoint
import PosternModel
import Testing

/// The shape of full explanations is a contract: a change of these bytes is a new version of it.
@Suite("Full explanations on the wire, version 1")
struct ExplanationTests {
  private static let action = "orders:GetOrder"
  private static let session = "arn:aws:sts::111122223333:assumed-role/Clerk/morning"

  /// A policy of one statement about orders; `members` are added to it.
  private static func policy(
    _ name: String,
    _ effect: String,
    _ members: String = ""
  ) -> [SimulatedWorld.Policy] {
    let text = #"""
      {"Version":"2012-10-17","Statement":[{"Sid":"\#(name)","Effect":"\#(effect)",\#
      "Action":"orders:*","Resource":"*"\#(members)}]}
      """#
    return [SimulatedWorld.Policy(name: name, text: text)]
  }

  /// What a plane with the policies of `world` answers to a full question; ids replaced.
  private static func answer(
    _ world: SimulatedWorld,
    principal: String = Shop.alice,
    context: String = "{}"
  ) throws -> String {
    var world = world
    world.request = AuthorizationRequest(
      principal: principal,
      action: action,
      resource: Shop.order
    )
    let point = DecisionPoint(limits: .standard)
    point.publish(try Simulator(limits: .standard).prepare(world, revision: 17))
    let plane = DecisionPlane(
      authorizer: Authorizer(
        decisionPoint: point,
        trustsContext: false,
        secondsSinceEpoch: { 1_700_000_000 }
      ),
      limits: .standard,
      authzen: nil,
      counters: PlaneCounters(),
      clock: { 1_700_000_000 }
    )
    let question = Shop.question(
      principal: principal,
      action: action,
      extra: #","context":\#(context),"explain":"full""#
    )
    return Exchange.authorize(plane, question).bodyWithoutIDs
  }

  private static func message(_ suffix: String, principal: String = Shop.alice) -> String {
    #""message":"User: \#(principal) is not authorized to perform: \#(action) on resource: "#
      + #"\#(Shop.order) \#(suffix)"}"#
  }

  private static func implicitDeny(
    _ layer: String,
    _ noun: String,
    principal: String = Shop.alice
  ) -> String {
    #"{"decision":"deny","kind":"implicitDeny","id":"ID","revision":17,"#
      + #""reason":{"layer":"\#(layer)","statements":[],"#
      + message("because no \(noun) allows the \(action) action", principal: principal)
  }

  @Test("an allow lists every statement that allowed")
  func allow() throws {
    var world = SimulatedWorld()
    world.identity = Self.policy("One", "Allow") + Self.policy("Two", "Allow")
    #expect(
      try Self.answer(world) == #"""
        {"decision":"allow","id":"ID","revision":17,"reason":{"layer":"identity",\#
        "statements":[{"policy":"One","sid":"One","index":0}]},"traceVersion":1,"trace":[\#
        {"layer":"identity","outcome":"allow","statements":[\#
        {"policy":"One","sid":"One","index":0,"effect":"allow","line":1,"column":38,\#
        "applies":true},\#
        {"policy":"Two","sid":"Two","index":0,"effect":"allow","line":1,"column":38,\#
        "applies":true}]}]}
        """#
    )
  }

  @Test("an explicit deny by two layers lists the statements of both")
  func explicitDeny() throws {
    var world = SimulatedWorld()
    world.identity = Self.policy("I", "Deny")
    world.scp = [Self.policy("Full", "Allow"), Self.policy("Never", "Deny")]
    #expect(
      try Self.answer(world) == #"""
        {"decision":"deny","kind":"explicitDeny","id":"ID","revision":17,\#
        "reason":{"layer":"scp","statements":[{"policy":"Never","sid":"Never","index":0}],
        """# + Self.message("with an explicit deny in a service control policy") + #"""
          ,"traceVersion":1,"trace":[\#
          {"layer":"scp","level":0,"outcome":"allow","statements":[\#
          {"policy":"Full","sid":"Full","index":0,"effect":"allow","line":1,"column":38,\#
          "applies":true}]},\#
          {"layer":"scp","level":1,"outcome":"explicitDeny","statements":[\#
          {"policy":"Never","sid":"Never","index":0,"effect":"deny","line":1,"column":38,\#
          "applies":true}]},\#
          {"layer":"identity","outcome":"explicitDeny","statements":[\#
          {"policy":"I","sid":"I","index":0,"effect":"deny","line":1,"column":38,\#
          "applies":true}]}]}
          """#
    )
  }

  @Test("a missing condition key is called missing and has no actual value")
  func missingKey() throws {
    var world = SimulatedWorld()
    world.identity = Self.policy(
      "I",
      "Allow",
      #","Condition":{"IpAddress":{"aws:SourceIp":["10.0.0.0/8","192.0.2.0/24"]}}"#
    )
    #expect(
      try Self.answer(world) == Self.implicitDeny("identity", "identity-based policy") + #"""
        ,"traceVersion":1,"trace":[{"layer":"identity","outcome":"implicitDeny","statements":[\#
        {"policy":"I","sid":"I","index":0,"effect":"allow","line":1,"column":38,\#
        "applies":false,"failed":{"element":"Condition","operator":"IpAddress",\#
        "key":"aws:SourceIp","cause":"missingKey","expected":["10.0.0.0/8","192.0.2.0/24"]}}]}]}
        """#
    )
  }

  @Test("a wrong value is shown beside what was expected, its variables replaced")
  func wrongValue() throws {
    var world = SimulatedWorld()
    world.identity = Self.policy(
      "I",
      "Allow",
      #","Condition":{"StringLike":{"orders:Owner":["${aws:username}","${aws:PrincipalTag/t}"]}}"#
    )
    #expect(
      try Self.answer(world, context: #"{"Orders:owner":"bo\"b"}"#)
        == Self.implicitDeny("identity", "identity-based policy") + #"""
          ,"traceVersion":1,"trace":[{"layer":"identity","outcome":"implicitDeny","statements":[\#
          {"policy":"I","sid":"I","index":0,"effect":"allow","line":1,"column":38,\#
          "applies":false,"failed":{"element":"Condition","operator":"StringLike",\#
          "key":"orders:Owner","cause":"mismatch",\#
          "expected":["${aws:username}","${aws:PrincipalTag/t}"],"resolved":["alice",null],\#
          "actual":"bo\"b"}}]}]}
          """#
    )
  }

  @Test("a list under a scalar operator is shown as a list, and why it cannot hold")
  func listForScalar() throws {
    var world = SimulatedWorld()
    world.identity = Self.policy(
      "I",
      "Allow",
      #","Condition":{"StringEquals":{"orders:Channel":"web"}}"#
    )
    #expect(
      try Self.answer(world, context: #"{"orders:Channel":["web"]}"#)
        == Self.implicitDeny("identity", "identity-based policy") + #"""
          ,"traceVersion":1,"trace":[{"layer":"identity","outcome":"implicitDeny","statements":[\#
          {"policy":"I","sid":"I","index":0,"effect":"allow","line":1,"column":38,\#
          "applies":false,"failed":{"element":"Condition","operator":"StringEquals",\#
          "key":"orders:Channel","cause":"listOnScalarOperator","expected":["web"],\#
          "actual":["web"]}}]}]}
          """#
    )
  }

  @Test("a boundary that stays silent is listed without statements")
  func silentBoundary() throws {
    var world = SimulatedWorld()
    world.identity = Self.policy("I", "Allow")
    world.boundary = [
      SimulatedWorld.Policy(
        name: "B",
        text: #"{"Version":"2012-10-17","Statement":{"#
          + #""Effect":"Allow","Action":"mail:*","Resource":"*"}}"#
      )
    ]
    #expect(
      try Self.answer(world) == Self.implicitDeny("boundary", "permissions boundary") + #"""
        ,"traceVersion":1,"trace":[{"layer":"identity","outcome":"allow","statements":[\#
        {"policy":"I","sid":"I","index":0,"effect":"allow","line":1,"column":38,\#
        "applies":true}]},\#
        {"layer":"boundary","outcome":"implicitDeny","statements":[]}]}
        """#
    )
  }

  @Test("session policies that stay silent are listed without statements")
  func silentSession() throws {
    var world = SimulatedWorld()
    world.identity = Self.policy("I", "Allow")
    world.session = []
    #expect(
      try Self.answer(world, principal: Self.session)
        == Self.implicitDeny("session", "session policy", principal: Self.session) + #"""
          ,"traceVersion":1,"trace":[{"layer":"identity","outcome":"allow","statements":[\#
          {"policy":"I","sid":"I","index":0,"effect":"allow","line":1,"column":38,\#
          "applies":true}]},\#
          {"layer":"session","outcome":"implicitDeny","statements":[]}]}
          """#
    )
  }

  @Test("a resource policy says whom it is about when it is not the caller")
  func otherPrincipal() throws {
    var world = SimulatedWorld()
    world.resource = Self.policy(
      "R",
      "Allow",
      #","Principal":{"AWS":"arn:aws:iam::111122223333:user/bob"}"#
    )
    #expect(
      try Self.answer(world) == Self.implicitDeny("identity", "identity-based policy") + #"""
        ,"traceVersion":1,"trace":[{"layer":"resource","outcome":"implicitDeny","statements":[\#
        {"policy":"R","sid":"R","index":0,"effect":"allow","line":1,"column":38,\#
        "applies":false,"failed":{"element":"Principal","cause":"mismatch",\#
        "expected":["arn:aws:iam::111122223333:user/bob"],\#
        "actual":"arn:aws:iam::111122223333:user/alice"}}]},\#
        {"layer":"identity","outcome":"implicitDeny","statements":[]}]}
        """#
    )
  }

  @Test("long lists are cut and counted")
  func longLists() throws {
    let operands = (0..<17).map { #""o\#($0)""# }.joined(separator: ",")
    let values = (0..<18).map { #""v\#($0)""# }.joined(separator: ",")
    var world = SimulatedWorld()
    world.identity = Self.policy(
      "I",
      "Allow",
      #","Condition":{"ForAnyValue:StringEquals":{"orders:Label":[\#(operands)]}}"#
    )
    let answer = try Self.answer(world, context: #"{"orders:Label":[\#(values)]}"#)
    #expect(answer.contains(#""o15"],"expectedCount":17,"actual":["v0","#))
    #expect(answer.hasSuffix(#""v15"],"actualCount":18}}]}]}"#))
  }

  @Test("an unknown principal has an empty trace")
  func unknownPrincipal() throws {
    let question = Shop.question(
      principal: "arn:aws:iam::111122223333:user/nobody",
      action: Self.action,
      extra: #","explain":"full""#
    )
    let body = Exchange.authorize(try Shop.plane(), question).body
    #expect(body.hasSuffix(#"action"},"traceVersion":1,"trace":[]}"#))
  }

  @Test("each question of a batch chooses its own explanation")
  func batch() throws {
    let full = Shop.question(action: Self.action, extra: #","explain":"full""#)
    let reason = Shop.question(action: Self.action)
    let body = Exchange.batch(
      try Shop.plane(),
      #"{"requests":[\#(reason),\#(full),\#(reason)]}"#
    ).body
    #expect(body.split(separator: #""traceVersion":1"#).count == 2)
    #expect(body.split(separator: #""reason""#).count == 4)
  }

  @Test("a question that cannot be asked is an error, with its place")
  func badQuestion() throws {
    let question = Shop.question(
      action: Self.action,
      extra: #","explain":"full","context":{"aws:PrincipalType":"Account"}"#
    )
    let exchange = Exchange.authorize(try Shop.plane(), question)
    #expect(exchange.status == 400)
    #expect(exchange.body.contains(#""pointer":"/context/aws:PrincipalType""#))
  }
}
