import PosternDecisionPoint
import PosternModel
import PosternTestKit

/// A small account that changes a little from revision to revision, and the questions about it.
struct ChangingAccount: Sendable {
  /// What one step changes.
  enum Change: Sendable {
    /// The text of one managed policy.
    case text(Int)
    /// Who has what.
    case attachments
  }

  static let number = "111122223333"
  private static let actions = ["orders:GetOrder", "orders:PutOrder", "mail:Send", "mail:Read"]
  private static let places = ["a/1", "a/2", "b/1", "c"]
  private static let words = ["web", "shop", "ops"]

  private struct Person: Sendable {
    var groups: [Int]
    var boundary: Int?
    var tag: String
  }

  private var policies: [String] = []
  private var groups: [[Int]] = []
  private var people: [Person] = []

  init(using random: inout SeededGenerator) {
    policies = (0..<8).map { _ in ChangingAccount.document(using: &random) }
    groups = (0..<4).map { _ in ChangingAccount.some(8, using: &random) }
    people = (0..<5).map { _ in ChangingAccount.person(using: &random) }
  }

  /// Takes one step; most are new texts.
  mutating func change(using random: inout SeededGenerator) -> Change {
    if random.chance(70) {
      let policy = random.below(policies.count)
      policies[policy] = ChangingAccount.document(using: &random)
      return .text(policy)
    }
    if random.chance(50) {
      groups[random.below(groups.count)] = ChangingAccount.some(8, using: &random)
    } else if random.chance(50) {
      people[random.below(people.count)] = ChangingAccount.person(using: &random)
    } else if random.chance(50), people.count > 2 {
      people.removeLast()
    } else {
      people.append(ChangingAccount.person(using: &random))
    }
    return .attachments
  }

  /// A question that anybody of the account may ask, or somebody who was in it.
  static func question(using random: inout SeededGenerator) -> (user: Int, world: World) {
    let user = random.below(7)
    var world = World(
      principal: "arn:aws:iam::\(number):user/user-\(user)",
      action: random.pick(actions),
      resource: "arn:aws:orders:us-east-1:\(number):\(random.pick(places))"
    )
    world.context = [
      World.ContextEntry(key: "orders:Channel", values: [random.pick(words)], isMultivalued: false)
    ]
    return (user, world)
  }

  /// The question with the policies that it is decided by; nil when the user is not there.
  func world(_ question: (user: Int, world: World)) -> World? {
    guard question.user < people.count else { return nil }
    let person = people[question.user]
    var world = question.world
    world.identity = Set(person.groups.flatMap { groups[$0] }).sorted().map { policy($0) }
    world.boundary = person.boundary.map { [policy($0)] } ?? []
    world.context.append(
      World.ContextEntry(key: "aws:PrincipalTag/team", values: [person.tag], isMultivalued: false)
    )
    return world
  }

  /// The account as a store hands it over.
  func contents() throws -> AccountContents {
    var contents = AccountContents()
    guard let account = AccountID(ChangingAccount.number) else { return contents }
    contents.accounts = [Account(id: account, partition: "aws", alias: nil)]
    contents.policies = policies.indices.map { managedPolicy($0, account) }
    contents.groups = groups.enumerated().map { number, attached in
      Group(
        account: account,
        name: "group-\(number)",
        path: "/",
        uniqueID: "AGPA\(number)",
        createdSeconds: 0,
        inlinePolicies: [],
        attachedPolicies: attached.map(ChangingAccount.arn)
      )
    }
    contents.users = people.enumerated().map { number, person in
      User(
        account: account,
        name: "user-\(number)",
        path: "/",
        uniqueID: "AIDA\(number)",
        createdSeconds: 0,
        groups: person.groups.map { "group-\($0)" },
        inlinePolicies: [],
        attachedPolicies: [],
        permissionsBoundary: person.boundary.map(ChangingAccount.arn),
        tags: [Tag(key: "team", value: person.tag)]
      )
    }
    return contents
  }

  /// One of its managed policies.
  func managedPolicy(_ number: Int, _ account: AccountID) -> ManagedPolicy {
    ManagedPolicy(
      arn: ChangingAccount.arn(number),
      account: account,
      name: "policy-\(number)",
      path: "/",
      uniqueID: "ANPA\(number)",
      summary: "",
      createdSeconds: 0,
      versions: [
        ManagedPolicy.Version(
          number: 1,
          document: PolicyText(text: policies[number], origin: nil),
          createdSeconds: 0
        )
      ],
      defaultVersionNumber: 1
    )
  }

  private func policy(_ number: Int) -> World.Policy {
    World.Policy(name: ChangingAccount.arn(number), text: policies[number])
  }

  private static func arn(_ policy: Int) -> String {
    "arn:aws:iam::\(number):policy/policy-\(policy)"
  }

  private static func person(using random: inout SeededGenerator) -> Person {
    Person(
      groups: some(4, using: &random),
      boundary: random.chance(30) ? random.below(8) : nil,
      tag: random.pick(words)
    )
  }

  private static func some(_ bound: Int, using random: inout SeededGenerator) -> [Int] {
    (0..<bound).filter { _ in random.chance(40) }
  }

  private static func document(using random: inout SeededGenerator) -> String {
    let statements = (0...random.below(4)).map { _ in statement(using: &random) }
    return #"{"Version":"2012-10-17","Statement":[\#(statements.joined(separator: ","))]}"#
  }

  private static func statement(using random: inout SeededGenerator) -> String {
    let action = random.pick(actions + ["orders:*", "mail:*", "*", "orders:Get*"])
    let place = random.pick(places + ["a/*", "*"])
    let resource = random.chance(20) ? "*" : "arn:aws:orders:us-east-1:\(number):\(place)"
    var conditions: [String] = []
    if random.chance(30) {
      conditions.append(#""StringEquals":{"orders:Channel":"\#(random.pick(words))"}"#)
    }
    if random.chance(20) {
      // Any of many keys: sooner or later there is one that no policy before has mentioned.
      let key = random.chance(50) ? "team" : "team-\(random.below(40))"
      conditions.append(#""StringLike":{"aws:PrincipalTag/\#(key)":"\#(random.pick(words))"}"#)
    }
    let tests = conditions.joined(separator: ",")
    let condition = conditions.isEmpty ? "" : #","Condition":{\#(tests)}"#
    let element = random.chance(15) ? "NotAction" : "Action"
    return #"{"Effect":"\#(random.chance(25) ? "Deny" : "Allow")","\#(element)":"\#(action)","#
      + #""Resource":"\#(resource)"\#(condition)}"#
  }
}
