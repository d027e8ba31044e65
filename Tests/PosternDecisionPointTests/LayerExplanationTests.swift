import PosternDecisionPoint
import PosternModel
import Testing

@Suite("Layers of full explanations")
struct LayerExplanationTests {
  private static let allow = World.statement("Allow")
  private static let deny = World.statement("Deny")
  private static func policy(_ name: String, _ statements: String...) -> SimulatedWorld.Policy {
    switch statements.count {
    case 1: World.policy(name, statements[0])
    default: World.policy(name, statements[0], statements[1])
    }
  }

  @Test("list all denying layers and statements, not only the one that is named (E-50)")
  func allDenials() throws {
    var world = World.question()
    world.identity = [Self.policy("I", Self.allow, Self.deny), Self.policy("J", Self.deny)]
    world.boundary = [Self.policy("B", Self.deny)]
    world.scp = [[Self.policy("S0", Self.allow)], [Self.policy("S1", Self.allow, Self.deny)]]
    let explanation = try World.explain(world)
    #expect(explanation.decision.outcome == .explicitDeny)
    #expect(explanation.decision.layer == .scp)
    #expect(
      explanation.lines == [
        "scp 0: allow", "  S0[0] allow applies",
        "scp 1: explicitDeny", "  S1[0] allow applies", "  S1[1] deny applies",
        "identity: explicitDeny", "  I[0] allow applies", "  I[1] deny applies",
        "  J[0] deny applies",
        "boundary: explicitDeny", "  B[0] deny applies",
      ]
    )
  }

  @Test("list all statements that allow")
  func allAllows() throws {
    var world = World.question()
    world.identity = [Self.policy("I", Self.allow, Self.allow), Self.policy("J", Self.allow)]
    #expect(
      try World.explain(world).lines == [
        "identity: allow", "  I[0] allow applies", "  I[1] allow applies", "  J[0] allow applies",
      ]
    )
  }

  @Test("show a boundary, a session and a gateway that stay silent")
  func silentLimits() throws {
    let other = World.statement("Allow", "orders:PutOrder")
    var world = World.question(
      principal: "arn:aws:sts::111122223333:assumed-role/Clerk/morning"
    )
    world.identity = [Self.policy("I", Self.allow)]
    world.boundary = [Self.policy("B", other)]
    world.session = []
    world.gateway = [
      Self.policy("G", World.statement("Allow", "orders:PutOrder", principal: #""*""#))
    ]
    let explanation = try World.explain(world)
    #expect(explanation.decision.layer == .gateway)
    #expect(
      explanation.lines == [
        "gateway: implicitDeny", "identity: allow", "  I[0] allow applies",
        "boundary: implicitDeny", "session: implicitDeny",
      ]
    )
  }

  @Test("show a session policy whose condition fails")
  func session() throws {
    var world = World.question(
      principal: "arn:aws:sts::111122223333:assumed-role/Clerk/morning"
    )
    world.identity = [Self.policy("I", Self.allow)]
    world.session = [
      Self.policy(
        "S",
        World.statement("Allow", condition: #"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#)
      )
    ]
    let explanation = try World.explain(world)
    #expect(explanation.decision.layer == .session)
    #expect(
      explanation.lines == [
        "identity: allow", "  I[0] allow applies", "session: implicitDeny",
        "  S[0] allow fails: Condition Bool aws:MultiFactorAuthPresent missingKey, expected true",
      ]
    )
  }

  @Test("say whom a statement of a resource policy is about when it is not the caller")
  func principals() throws {
    var world = World.question()
    let bob = #"{"AWS":["arn:aws:iam::111122223333:user/bob","444455556666"]}"#
    let mail = #"{"Service":"mail.amazonaws.com"}"#
    world.resource = [
      Self.policy(
        "R",
        World.statement("Allow", principal: bob),
        World.statement("Deny", principal: mail)
      )
    ]
    #expect(
      try World.explain(world).lines == [
        "resource: implicitDeny",
        "  R[0] allow fails: Principal mismatch, "
          + "expected arn:aws:iam::111122223333:user/bob|444455556666, actual \(World.alice)",
        "  R[1] deny fails: Principal mismatch, expected mail.amazonaws.com, actual \(World.alice)",
        "identity: implicitDeny",
      ]
    )
  }

  @Test("look at the principal before the conditions, and at the conditions behind it")
  func principalAndCondition() throws {
    var world = World.question(context: ["orders:Channel": "app"])
    let web = #"{"StringEquals":{"orders:Channel":"web"}}"#
    world.resource = [
      Self.policy(
        "R",
        World.statement("Allow", principal: #"{"AWS":"\#(World.alice)"}"#, condition: web)
      )
    ]
    #expect(
      try World.explain(world).lines.prefix(2) == [
        "resource: implicitDeny",
        "  R[0] allow fails: Condition StringEquals orders:Channel mismatch, expected web, "
          + "actual app",
      ]
    )
  }

  @Test("name an exemption by `NotPrincipal`")
  func notPrincipal() throws {
    var world = World.question()
    world.resource = [
      Self.policy(
        "R",
        #""Effect":"Deny","Action":"orders:*","Resource":"*","#
          + #""NotPrincipal":{"AWS":["\#(World.alice)","111122223333"]}"#
      )
    ]
    #expect(
      try World.explain(world).lines.prefix(2) == [
        "resource: implicitDeny",
        "  R[0] deny fails: NotPrincipal mismatch, expected \(World.alice)|111122223333, "
          + "actual \(World.alice)",
      ]
    )
  }

  @Test("withhold the words of another account's policies from the caller (6.9)")
  func foreign() throws {
    var world = World.question(resource: "arn:aws:orders:eu-west-1:444455556666:order/42")
    let condition = #"{"StringEquals":{"orders:Secret":"rosebud"}}"#
    world.identity = [Self.policy("I", World.statement("Allow", condition: condition))]
    world.resource = [
      Self.policy(
        "R",
        World.statement("Allow", principal: #"{"AWS":"777788889999"}"#),
        World.statement("Deny", principal: #""*""#, condition: condition)
      )
    ]
    let lines = try World.explain(world, withholdsForeign: true).lines
    #expect(
      lines == [
        "resource: implicitDeny",
        "  R[0] allow fails: Principal mismatch, actual \(World.alice)",
        "  R[1] deny fails: Condition missingKey",
        "identity: implicitDeny",
        "  I[0] allow fails: Condition StringEquals orders:Secret missingKey, expected rosebud",
      ]
    )
    #expect(
      try World.explain(world).lines[1].hasSuffix("expected 777788889999, actual \(World.alice)")
    )
  }

  @Test("show a resource without a policy only to whom its silence matters")
  func silentResource() throws {
    let own = World.question()
    #expect(try World.explain(own).lines == ["identity: implicitDeny"])
    let foreign = World.question(resource: "arn:aws:orders:eu-west-1:444455556666:order/42")
    #expect(
      try World.explain(foreign).lines == ["resource: implicitDeny", "identity: implicitDeny"]
    )
  }

  @Test("let resource control policies allow what they do not deny (E-45)")
  func resourceControl() throws {
    var world = World.question(action: "s3:GetObject", resource: "arn:aws:s3:::b/k")
    world.rcp = [[], [Self.policy("C", World.statement("Deny", "s3:*", principal: #""*""#))]]
    #expect(
      try World.explain(world).lines == [
        "rcp 0: allow", "rcp 1: explicitDeny", "  C[0] deny applies", "identity: implicitDeny",
      ]
    )
  }

  @Test("let the owner of an account have every right in it (E-20)")
  func root() throws {
    let world = World.question(principal: "arn:aws:iam::111122223333:root")
    #expect(try World.explain(world).lines == ["identity: allow"])
  }

  @Test("are empty when no policy was looked at (E-01)")
  func nothing() throws {
    var world = World.question(action: "sts:GetCallerIdentity", resource: "*")
    world.identity = [Self.policy("I", Self.deny)]
    let explanation = try World.explain(world)
    #expect(explanation.decision.isAllowed)
    #expect(explanation.lines == [])
  }
}
