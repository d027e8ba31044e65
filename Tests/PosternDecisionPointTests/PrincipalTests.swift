import PosternDecisionPoint
import PosternEngine
import PosternModel
import Testing

/// However a snapshot stores a principal, requests find it and conditions see what it is.
@Suite("Principals of a snapshot")
struct PrincipalTests {
  /// A user with a unique id, alone in its form or beside many.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let path: String
    let name: String
    let uniqueID: String

    init(_ description: String, path: String, name: String, id: String) {
      testDescription = description
      self.path = path
      self.name = name
      uniqueID = id
    }
  }

  private static let cases = [
    Case("an id as they are made", path: "/", name: "ann", id: "AIDAJQABLZS4A3QDU576Q"),
    Case("an id of 20 characters", path: "/", name: "ben", id: "AIDAZ0A9LZS4A3QDU576"),
    Case("an id of 22 characters", path: "/", name: "cat", id: "AIDAZ0A9LZS4A3QDU576QZ"),
    Case("an id of one character", path: "/", name: "dan", id: "Z"),
    Case("an id in small letters", path: "/", name: "eve", id: "aidajqablzs4a3qdu576q"),
    Case("an id with other characters", path: "/", name: "fay", id: "AIDA-ÄÖ:1"),
    Case(
      "an id of 64 characters",
      path: "/",
      name: "gus",
      id: String(repeating: "AZ09", count: 16)
    ),
    Case(
      "an id of 65 characters",
      path: "/",
      name: "hal",
      id: String(repeating: "AZ09", count: 16) + "A"
    ),
    Case(
      "an id longer than a request's texts",
      path: "/",
      name: "ivy",
      id: String(repeating: "AZ09-", count: 2_000)
    ),
    Case("a path", path: "/sales/north/", name: "joe", id: "AIDAJQABLZS4A3QDU576R"),
    Case("the path of somebody else", path: "/sales/north/", name: "kim", id: "AIDAJQ"),
    Case(
      "a name of 64 characters",
      path: "/",
      name: String(repeating: "n", count: 64),
      id: "AIDAJQABLZS4A3QDU576S"
    ),
  ]

  private static let policy = #"""
    {"Version": "2012-10-17",
      "Statement": [
        {"Effect": "Allow", "Action": "orders:ByID", "Resource": "arn:aws:orders:::${aws:userid}"},
        {"Effect": "Allow", "Action": "orders:ByName",
          "Resource": "arn:aws:orders:::${aws:username}"},
        {"Effect": "Allow", "Action": "orders:ByARN", "Resource": "*",
          "Condition": {"StringEquals": {"aws:PrincipalArn": "${orders:Expected}"}}}]}
    """#

  private static func contents(_ cases: [Case]) throws -> AccountContents {
    let account = try #require(AccountID("111122223333"))
    var contents = AccountContents()
    contents.accounts = [Account(id: account, partition: "aws", alias: nil)]
    contents.users = cases.map { user in
      User(
        account: account,
        name: user.name,
        path: user.path,
        uniqueID: user.uniqueID,
        createdSeconds: 0,
        groups: [],
        inlinePolicies: [
          InlinePolicy(name: "own", document: PolicyText(text: policy, origin: nil))
        ],
        attachedPolicies: [],
        permissionsBoundary: nil,
        tags: []
      )
    }
    return contents
  }

  private static func isAllowed(
    _ authorizer: Authorizer,
    _ user: Case,
    _ action: String,
    _ resource: String
  ) throws -> Bool {
    let arn = "arn:aws:iam::111122223333:user\(user.path)\(user.name)"
    var request = AuthorizationRequest(
      principal: arn,
      action: "orders:\(action)",
      resource: "arn:aws:orders:::\(resource)"
    )
    request.addContext("orders:Expected", arn)
    return try authorizer.authorize(request).isAllowed
  }

  private static func authorizer(_ cases: [Case]) throws -> Authorizer {
    let point = DecisionPoint(limits: .standard)
    try point.publish(contents(cases), revision: 1)
    let authorizer = Authorizer(
      decisionPoint: point,
      trustsContext: true,
      secondsSinceEpoch: { 1_700_000_000 }
    )
    authorizer.refresh()
    return authorizer
  }

  @Test("have their ids, names and ARNs, whatever these are made of", arguments: cases)
  func texts(user: Case) throws {
    for others in [[user], Self.cases] {
      let authorizer = try Self.authorizer(others)
      let id = user.uniqueID
      if id.utf8.count < 1_000 {
        #expect(try Self.isAllowed(authorizer, user, "ByID", id))
        #expect(try !Self.isAllowed(authorizer, user, "ByID", id + "A"))
        #expect(try !Self.isAllowed(authorizer, user, "ByID", String(id.dropLast()) + "="))
      }
      #expect(try Self.isAllowed(authorizer, user, "ByName", user.name))
      #expect(try !Self.isAllowed(authorizer, user, "ByName", user.name + "n"))
      #expect(try Self.isAllowed(authorizer, user, "ByARN", "any"))
    }
  }

  @Test("are found by nothing but their whole name")
  func wholeNames() throws {
    let authorizer = try Self.authorizer(Self.cases)
    for (path, name) in [("/", "joe"), ("/sales/north/", "ann"), ("/", "an"), ("/", "anne")] {
      let other = Case("", path: path, name: name, id: "")
      #expect(try !Self.isAllowed(authorizer, other, "ByName", name))
    }
  }

  @Test("are found among many, each with its own set, also by numbers beyond 16 bits")
  func manySets() throws {
    var actions = ActionPatternIndex()
    let known = actions.number(of: "orders:GetOrder")
    let number = try #require(known)
    let nothing = DecisionSetBuilder(actions: actions).build()
    var builder = DecisionSetBuilder(actions: actions)
    builder.add(
      CompiledStatement(
        id: 7,
        effect: .allow,
        principal: nil,
        isActionNegated: false,
        actions: [number],
        isResourceNegated: false,
        resources: [.any],
        conditions: []
      )
    )
    var contents = SnapshotContents()
    let last = 1 << 16
    contents.sets = DecisionSets(Array(repeating: nothing, count: last) + [builder.build()])
    contents.principals = (0..<1_000).map { user in
      Self.entry("user-\(user)", sets: user == 999 ? [3, last] : [user, last - 1])
    }
    let snapshot = Snapshot(
      contents,
      actions: actions,
      keys: ConditionKeyIndex(),
      older: nil,
      shared: []
    )
    let evaluator = Evaluator(snapshot: snapshot, limits: .standard)
    for user in 0..<1_001 {
      let request = AuthorizationRequest(
        principal: "arn:aws:iam::111122223333:user/user-\(user)",
        action: "orders:GetOrder",
        resource: "arn:aws:orders:::1"
      )
      let decision = try evaluator.decide(request, secondsSinceEpoch: 0, trustsContext: true)
      #expect(decision.isAllowed == (user == 999))
      #expect((decision.cause == .unknownPrincipal) == (user == 1_000))
    }
  }

  @Test(
    "have their account and their name, however long the parts of the ARN are",
    arguments: [
      "aws:iam::111122223333:user/long", "long:iam::111122223333:user/ann",
      "aws:iam::111122223333:user/long/ann",
    ]
  )
  func longParts(pattern: String) throws {
    // Where the limit of texts is raised, parts are longer than 16 bits can count.
    let long = String(repeating: "n", count: 70_000)
    let principal =
      "arn:"
      + pattern.split(
        separator: "long",
        omittingEmptySubsequences: false
      ).joined(separator: long)
    var limits = Limits.standard
    limits.textByteCountMax = 100_000
    let resource = "arn:aws:orders:::order/\(pattern.hasSuffix("long") ? long : "ann")"
    var world = World.question(principal: principal, resource: resource)
    let condition = #"{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}"#
    let text = #"""
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*",
        "Resource":"arn:aws:orders:::order/${aws:username}","Condition":\#(condition)}}
      """#
    world.identity = [SimulatedWorld.Policy(name: "I", text: text)]
    let snapshot = try Simulator(limits: limits).prepare(world, revision: 1)
    let evaluator = Evaluator(snapshot: snapshot.compiled, limits: limits)
    func isAllowed(_ request: borrowing AuthorizationRequest) throws -> Bool {
      try evaluator.decide(request, secondsSinceEpoch: 0, trustsContext: true).isAllowed
    }
    #expect(try isAllowed(world.request))
    world.request = World.question(principal: principal, resource: resource + "n").request
    #expect(try !isAllowed(world.request))
  }

  private static func entry(_ name: String, sets: [Int]) -> PrincipalEntry {
    let arn = "arn:aws:iam::111122223333:user/\(name)"
    return PrincipalEntry(
      form: .user,
      lookup: .name(arn),
      arn: arn,
      name: name,
      uniqueID: "",
      issuer: "",
      sets: sets,
      boundary: .absent,
      session: .absent,
      scp: nil,
      tags: []
    )
  }
}
