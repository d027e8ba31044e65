import PosternModel
import PosternOracle
import PosternTestEngine
import PosternTestKit
import Testing

/// The layouts that only large policies have: indexes instead of scans, and the overflow forms of
/// narrow fields.
@Suite("Many statements", .tags(.differential))
struct ManyStatementsTests {
  /// A layer and the world in which the policies stand there.
  struct Place: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// Whether statements name principals.
    var namesPrincipals = false
    /// The effect that a statement may have only.
    var onlyEffect: String?
    let put: @Sendable (inout World, [World.Policy]) -> Void

    static let all = [
      Place(testDescription: "identity") { $0.identity = $1 },
      Place(testDescription: "boundary") { world, policies in
        world.identity = [ManyStatementsTests.everything]
        world.boundary = policies
      },
      Place(testDescription: "session") { world, policies in
        world.principal = "arn:aws:sts::123456789012:assumed-role/ada/session"
        world.identity = [ManyStatementsTests.everything]
        world.session = policies
      },
      Place(testDescription: "resource", namesPrincipals: true) { $0.resourcePolicies = $1 },
      Place(testDescription: "two levels of scp") { world, policies in
        world.identity = [ManyStatementsTests.everything]
        world.scp = [[ManyStatementsTests.everything], policies]
      },
      Place(testDescription: "rcp", namesPrincipals: true, onlyEffect: "Deny") { world, policies in
        world.identity = [ManyStatementsTests.everything]
        world.rcp = [policies]
      },
    ]
  }

  private static let everything = World.Policy(
    name: "everything",
    text: policy(of: [statement("Allow", ["*"], ["*"])])
  )

  @Test(
    "are searched as the executable specification searches them",
    arguments: Place.all,
    [10, 60]
  )
  func agrees(place: Place, denyPercent: Int) throws {
    var random = SeededGenerator(seed: UInt64(denyPercent))
    var outcomes: Set<String> = []
    for statementCount in [10, 40, 150, 400] {
      let policies = (0..<statementCount / 10).map { number in
        World.Policy(
          name: "policy-\(number)",
          text: Self.policy(
            of: (0..<10).map { _ in
              Self.statement(
                place.onlyEffect ?? (random.chance(denyPercent) ? "Deny" : "Allow"),
                [random.pick(["s3:GetObject", "s3:Get*", "s3:PutObject", "s3:*", "ec2:Run*"])],
                random.pick(1 + random.below(3), of: Self.patterns(&random)),
                namesPrincipals: place.namesPrincipals
              )
            }
          )
        )
      }
      outcomes.formUnion(
        try Self.compare(policies, at: place) { _ in
          (
            action: random.pick(["s3:GetObject", "S3:putobject", "ec2:RunInstances"]),
            resource: Self.resource(&random)
          )
        }
      )
    }
    #expect(outcomes.count > 1)
  }

  @Test("are found under more services than a set has numbers for")
  func services() throws {
    let policies = (0..<30).map { number in
      World.Policy(
        name: "policy-\(number)",
        text: Self.policy(
          of: (0..<10).map { index in
            let service = "service\(number * 10 + index)"
            return Self.statement(
              index == 3 ? "Deny" : "Allow",
              ["\(service):Get*", "\(service):List"],
              ["arn:aws:\(service):::thing-\(index)/*"]
            )
          }
        )
      )
    }
    let outcomes = try Self.compare(policies, at: Place.all[0]) { round in
      (
        action: "service\(round):\(round % 7 == 0 ? "Put" : "Get")Thing",
        resource: "arn:aws:service\(round):::thing-\(round % 10)/x"
      )
    }
    #expect(outcomes.count == 3)
  }

  @Test("list more actions, values and bytes than an entry holds")
  func overflows() throws {
    let actions = (0..<9).map { "s3:Verb\($0)" }
    let long = "arn:aws:s3:::" + String(repeating: "a", count: 70_000)
    let policies = [
      World.Policy(
        name: "long",
        text: Self.policy(
          of: [
            Self.statement("Allow", actions, ["arn:aws:s3:::bucket/*"]),
            Self.statement("Deny", ["s3:*"], [long + "*"]),
          ]
        )
      )
    ]
    let outcomes = try Self.compare(policies, at: Place.all[0]) { round in
      (
        action: "s3:Verb\(round % 11)",
        resource: round % 2 == 0 ? "arn:aws:s3:::bucket/x" : "arn:aws:s3:::aaaaaaaaaaaaaaaa"
      )
    }
    #expect(outcomes.count == 2)
  }

  /// Asks 300 questions about the policies at a place, and returns the outcomes that occurred.
  private static func compare(
    _ policies: [World.Policy],
    at place: Place,
    question: (Int) -> (action: String, resource: String)
  ) throws -> Set<String> {
    var world = World(principal: principal, action: "s3:GetObject", resource: "arn:aws:s3:::b")
    world.isLenient = true
    place.put(&world, policies)
    let expected = try Evaluator.oracle.prepare(world)
    let actual = try Evaluator.simulator.prepare(world)
    var outcomes: Set<String> = []
    for round in 0..<300 {
      (world.action, world.resource) = question(round)
      let verdict = try expected(world)
      outcomes.insert("\(verdict.outcome)")
      #expect(try actual(world) == verdict, "\(world.action) on \(world.resource)")
    }
    return outcomes
  }

  private static let principal = "arn:aws:iam::123456789012:user/ada"

  /// Resources from a small alphabet, so that many patterns share prefixes and tails.
  private static func resource(_ random: inout SeededGenerator) -> String {
    let bucket = random.pick(["a", "ab", "abc", "tenant-\(random.below(40))"])
    let key = random.pick(["", "/", "/ada/x", "/data/\(random.below(40))", "/é/\u{1F600}/z"])
    return random.pick(["arn:aws:s3:::", "arn:aws:s3:eu-west-1:123456789012:"]) + bucket + key
  }

  /// One pattern of each shape about a random resource.
  private static func patterns(_ random: inout SeededGenerator) -> [String] {
    let text = resource(&random)
    let cut = text.index(text.endIndex, offsetBy: -min(random.below(4), text.count - 13))
    return [
      text, text, text + "*", text[..<cut] + "*", text + "*/\(random.below(9))",
      text + "/${aws:username}/*", text[..<cut] + "??", "arn:aws:s3:*:*:" + text.suffix(9),
      "arn:aws:s3:::*/data/*",
    ].map { String($0) }
  }

  private static func statement(
    _ effect: String,
    _ actions: [String],
    _ resources: [String],
    namesPrincipals: Bool = false
  ) -> String {
    let principal = namesPrincipals ? [("Principal", JSONLiteral.string("*"))] : []
    return JSONLiteral.object(
      [("Effect", JSONLiteral.string(effect))] + principal + [
        ("Action", JSONLiteral.array(actions.map(JSONLiteral.string))),
        ("Resource", JSONLiteral.array(resources.map(JSONLiteral.string))),
      ]
    )
  }

  private static func policy(of statements: [String]) -> String {
    JSONLiteral.object([
      ("Version", JSONLiteral.string("2012-10-17")),
      ("Statement", JSONLiteral.array(statements)),
    ])
  }
}
