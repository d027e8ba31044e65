import PosternDecisionPoint
import PosternEngine
import PosternModel
import Testing

@Suite("Sessions with policies of their own")
struct AssumedSessionTests {
  private static let role = "arn:aws:iam::111122223333:role/team/clerk"
  private static let sessions = "arn:aws:sts::111122223333:assumed-role/clerk"

  private let point = DecisionPoint(limits: .standard)
  private let cache = PolicyCache(limits: .standard)

  private func contents() -> AccountContents {
    var contents = Shop.contents(Shop.allowing("orders:GetOrder"))
    guard let account = AccountID("111122223333") else { return contents }
    let trust = """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow",\
      "Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}
      """
    contents.roles = [
      Role(
        account: account,
        name: "clerk",
        path: "/team/",
        uniqueID: "AROAEXAMPLECLERK00001",
        createdSeconds: 0,
        trustPolicy: PolicyText(text: trust, origin: nil),
        sessionSecondsMax: 3_600,
        inlinePolicies: [
          InlinePolicy(
            name: "own",
            document: PolicyText(text: Shop.allowing("orders:*"), origin: nil)
          )
        ],
        attachedPolicies: [],
        permissionsBoundary: nil,
        tags: [PosternModel.Tag(key: "Team", value: "blue")]
      )
    ]
    return contents
  }

  private func session(
    _ name: String,
    _ policies: [String]?,
    tags: [PosternModel.Tag] = []
  ) throws -> AssumedSession {
    AssumedSession(
      role: Self.role,
      name: name,
      policies: try policies?.map {
        try cache.policy($0, kind: .session, reading: .strict, owner: Self.role)
      },
      tags: tags
    )
  }

  private func isAllowed(_ action: String, to session: String) throws -> Bool {
    let authorizer = Authorizer(
      decisionPoint: point,
      trustsContext: false,
      secondsSinceEpoch: { 1_700_000_000 }
    )
    authorizer.refresh()
    let principal = "\(Self.sessions)/\(session)"
    return try authorizer.authorize(Shop.question(principal: principal, action: action)).isAllowed
  }

  @Test("allow what the role and the session's policies allow")
  func narrowed() throws {
    let sessions = [
      try session("narrow", [Shop.allowing("orders:GetOrder")]),
      try session("wide", [Shop.allowing("orders:PutOrder"), Shop.allowing("mail:*")]),
      try session("mute", []), try session("plain", nil),
    ]
    try point.publish(contents(), sessions: sessions, revision: 1)
    let allowed = try ["narrow", "wide", "mute", "plain", "unlisted"].map { name in
      try ["orders:GetOrder", "orders:PutOrder", "mail:Send"].map { try isAllowed($0, to: name) }
    }
    #expect(allowed[0] == [true, false, false])
    #expect(allowed[1] == [false, true, false])
    #expect(allowed[2] == [false, false, false])
    #expect(allowed[3] == [true, true, false])
    #expect(allowed[4] == [true, true, false])
  }

  @Test("are sessions of a role under every name that a session can have, and under no other")
  func names() throws {
    try point.publish(contents(), sessions: [], revision: 1)
    for name in ["s", "A_z+=,.@-09", String(repeating: "x", count: 64)] {
      #expect(try isAllowed("orders:GetOrder", to: name))
    }
    for name in [
      "a b", "a:b", "a/b", "*", "s?", "\u{e9}", "a\0", String(repeating: "x", count: 65),
    ] {
      #expect(throws: RequestFault(.badSessionName, entry: nil)) {
        try isAllowed("orders:GetOrder", to: name)
      }
    }
  }

  @Test("share one compiled policy when they bring the same text")
  func shared() throws {
    let one = try session("one", [Shop.allowing("orders:GetOrder")])
    try point.publish(contents(), sessions: [one], revision: 1)
    let before = try #require(point.current?.counts)
    let many = try (0..<100).map { try session("s\($0)", [Shop.allowing("orders:GetOrder")]) }
    try point.publish(contents(), sessions: many, revision: 2)
    let after = try #require(point.current?.counts)
    #expect(after.sets == before.sets)
    #expect(after.policies == before.policies)
    #expect(after.principals == before.principals + 99)
    #expect(cache.statistics.readCount == 1)
  }

  @Test("end with the publication that leaves them out")
  func ended() throws {
    let narrow = try session("narrow", [Shop.allowing("mail:*")])
    try point.publish(contents(), sessions: [narrow], revision: 1)
    #expect(try !isAllowed("orders:GetOrder", to: "narrow"))
    try point.publish(contents(), revision: 2)
    #expect(try isAllowed("orders:GetOrder", to: "narrow"))
  }

  @Test("have their own tags before those of the role")
  func tags() throws {
    let policy = """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"orders:*","Resource":"*",\
      "Condition":{"StringEquals":{"aws:PrincipalTag/team":"red"}}}}
      """
    let red = try session("red", [policy], tags: [PosternModel.Tag(key: "team", value: "red")])
    let blue = try session("blue", [policy])
    try point.publish(contents(), sessions: [red, blue], revision: 1)
    #expect(try isAllowed("orders:GetOrder", to: "red"))
    #expect(try !isAllowed("orders:GetOrder", to: "blue"))
  }
}
