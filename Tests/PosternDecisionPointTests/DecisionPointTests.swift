import PosternDecisionPoint
import PosternEngine
import PosternModel
import PosternText
import Testing

@Suite("The decision point")
struct DecisionPointTests {
  private let point = DecisionPoint(limits: .standard)

  private func authorizer() -> Authorizer {
    Authorizer(decisionPoint: point, trustsContext: false, secondsSinceEpoch: { 1_700_000_000 })
  }

  private func isAllowed(_ action: String, by authorizer: Authorizer) throws -> Bool {
    try authorizer.authorize(Shop.question(action: action)).isAllowed
  }

  @Test("allows nothing and is not ready before the first publication")
  func unpublished() throws {
    let authorizer = authorizer()
    authorizer.refresh()
    #expect(!point.isReady)
    #expect(point.revision == 0)
    #expect(!authorizer.isReady)
    #expect(authorizer.revision == 0)
    let decision = try authorizer.authorize(Shop.question(action: "orders:GetOrder"))
    #expect(decision.outcome == .implicitDeny)
    #expect(decision.cause == .fault)
    #expect(authorizer.statement(0) == nil)
    #expect(try authorizer.explain(Shop.question(action: "orders:GetOrder")) == nil)
  }

  @Test("decides by what was published, and tells its revision")
  func publish() throws {
    try point.publish(Shop.contents(Shop.allowing("orders:GetOrder")), revision: 7)
    let authorizer = authorizer()
    authorizer.refresh()
    #expect(point.isReady)
    #expect(point.revision == 7)
    #expect(authorizer.revision == 7)
    #expect(try isAllowed("orders:GetOrder", by: authorizer))
    #expect(try !isAllowed("orders:PutOrder", by: authorizer))
  }

  @Test("lets an authorizer keep its snapshot until it asks for a newer one")
  func generation() throws {
    try point.publish(Shop.contents(Shop.allowing("orders:GetOrder")), revision: 1)
    let (early, late) = (authorizer(), authorizer())
    early.refresh()
    late.refresh()
    try point.publish(Shop.contents(Shop.allowing("orders:PutOrder")), revision: 2)
    #expect(early.revision == 1)
    #expect(try isAllowed("orders:GetOrder", by: early))
    late.refresh()
    #expect(late.revision == 2)
    #expect(try !isAllowed("orders:GetOrder", by: late))
    #expect(try isAllowed("orders:PutOrder", by: late))
    early.refresh()
    #expect(early.revision == 2)
  }

  @Test("adopts a publication with the same revision as the one before")
  func sameRevision() throws {
    try point.publish(Shop.contents(Shop.allowing("orders:GetOrder")), revision: 1)
    let authorizer = authorizer()
    authorizer.refresh()
    try point.publish(Shop.contents(Shop.allowing("orders:PutOrder")), revision: 1)
    authorizer.refresh()
    #expect(try isAllowed("orders:PutOrder", by: authorizer))
  }

  static let badPolicies = [
    "", "{", #"{"Version":"2012-10-17"}"#,
    #"{"Version":"2012-10-17","Statement":{"Effect":"Permit","Action":"*","Resource":"*"}}"#,
    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},"#
      + #"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEqual":{"k":"v"}}}]}"#,
  ]

  @Test("keeps what it had when new contents are not understood", arguments: badPolicies)
  func badContents(policy: String) throws {
    try point.publish(Shop.contents(Shop.allowing("orders:GetOrder")), revision: 1)
    let authorizer = authorizer()
    authorizer.refresh()
    var named: String?
    do {
      try point.publish(Shop.contents(policy), revision: 2)
    } catch {
      if case .policy(let name, _, _) = error { named = name }
    }
    #expect(named == "\(Shop.alice)#own")
    #expect(point.revision == 1)
    authorizer.refresh()
    #expect(authorizer.revision == 1)
    #expect(try isAllowed("orders:GetOrder", by: authorizer))
  }

  @Test("keeps what it had when new contents are above a bound")
  func tooLarge() throws {
    var limits = Limits.standard
    limits.snapshotByteCountMax = 1
    let point = DecisionPoint(limits: limits)
    #expect(throws: LoadError.self) {
      try point.publish(Shop.contents(Shop.allowing("orders:GetOrder")), revision: 1)
    }
    #expect(!point.isReady)
  }

  @Test("denies an unknown principal and says that it is unknown, whatever is asked")
  func unknownPrincipal() throws {
    try point.publish(Shop.contents(Shop.allowing("*")), revision: 1)
    let authorizer = authorizer()
    authorizer.refresh()
    for name in ["user/bob", "user/Alice", "user/team/alice", "role/alice", "user/alice/"] {
      let request = Shop.question(
        principal: "arn:aws:iam::111122223333:\(name)",
        action: "orders:GetOrder"
      )
      let decision = try authorizer.authorize(request)
      #expect(decision.outcome == .implicitDeny, "\(name)")
      #expect(decision.layer == .identity)
      #expect(decision.cause == .unknownPrincipal)
      #expect(decision.statement == nil)
      #expect(try authorizer.explain(request)?.layers.isEmpty == true)
    }
  }

  @Test("lets a boundary that names no policy allow nothing")
  func missingBoundary() throws {
    let contents = Shop.contents(
      Shop.allowing("*"),
      boundary: "arn:aws:iam::111122223333:policy/Gone"
    )
    try point.publish(contents, revision: 1)
    let authorizer = authorizer()
    authorizer.refresh()
    let decision = try authorizer.authorize(Shop.question(action: "orders:GetOrder"))
    #expect(decision.outcome == .implicitDeny)
    #expect(decision.layer == .boundary)
  }

  @Test("describes the statement that decided")
  func statement() throws {
    try point.publish(Shop.contents(Shop.allowing("orders:*")), revision: 1)
    let authorizer = authorizer()
    authorizer.refresh()
    let request = Shop.question(action: "orders:GetOrder")
    let number = try #require(try authorizer.authorize(request).statement)
    let description = try #require(authorizer.statement(number))
    #expect(description.policy == "\(Shop.alice)#own")
    #expect(description.sid == nil)
    #expect(description.index == 0)
    #expect(description.effect == .allow)
    #expect(description.position.line == 2)
    #expect(description.position.column == 16)
  }

  @Test("refuses a question that cannot be asked, and goes on with the next")
  func badQuestion() throws {
    try point.publish(Shop.contents(Shop.allowing("orders:*")), revision: 1)
    let authorizer = authorizer()
    authorizer.refresh()
    #expect(throws: RequestFault(.badAction, entry: nil)) {
      try authorizer.authorize(Shop.question(action: "orders"))
    }
    #expect(throws: RequestFault(.badResource, entry: nil)) {
      try authorizer.explain(Shop.question(action: "orders:GetOrder", resource: "order/42"))
    }
    var forged = Shop.question(action: "orders:GetOrder")
    forged.addContext("AWS:PrincipalType", "Account")
    #expect(throws: RequestFault(.derivedContextKey, entry: 0)) {
      try authorizer.explain(forged)
    }
    #expect(try isAllowed("orders:GetOrder", by: authorizer))
  }
}
