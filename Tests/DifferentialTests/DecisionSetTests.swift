import PosternEngine
import PosternModel
import PosternTestKit
import Testing

/// The layout of decision sets, from the sizes at which it changes: blocks of sixteen services and
/// of 32 marks, marks and an index.
@Suite("Decision sets", .tags(.differential))
struct DecisionSetTests {
  @Test(
    "find every entry that is about a resource, and no other",
    arguments: [0, 1, 2, 31, 32, 33, 64, 65, 200, 700]
  )
  func entries(entryCount: Int) throws {
    var random = SeededGenerator(seed: UInt64(entryCount))
    var outcomes: Set<Bool> = []
    for _ in 0..<20 {
      let literals = (0..<entryCount).map { _ in Self.literal(&random) }
      let evaluator = try Self.evaluator(
        literals.enumerated().map { number, literal in
          number % 3 == 0
            ? .parts(head: Self.head, resource: Self.anyRun(behind: literal))
            : .whole(prefix: Array("arn:aws:s3:::\(literal)".utf8), rest: .anyRun)
        },
        services: ["s3"]
      )
      for _ in 0..<60 {
        let resource = Self.literal(&random) + random.pick(["", "x", "-and-more-than-a-window"])
        let isExpected = literals.contains { resource.hasPrefix($0) }
        let decision = try evaluator.decide(
          AuthorizationRequest(
            principal: OneUser.arn,
            action: "s3:Get",
            resource: "arn:aws:s3:::\(resource)"
          ),
          secondsSinceEpoch: 0,
          trustsContext: true
        )
        #expect(decision.isAllowed == isExpected, "\(resource) by \(literals)")
        outcomes.insert(isExpected)
      }
    }
    // Many entries leave nothing out.
    #expect(outcomes.contains(entryCount > 0))
  }

  @Test("find the run of each service, and none of others", arguments: [0, 1, 15, 16, 17, 32, 33])
  func services(serviceCount: Int) throws {
    let services = (0..<serviceCount).map { "service\($0)" }
    let evaluator = try Self.evaluator([.any], services: services, others: ["other"])
    for service in services + ["other", "unknown"] {
      let decision = try evaluator.decide(
        AuthorizationRequest(principal: OneUser.arn, action: "\(service):Get", resource: "*"),
        secondsSinceEpoch: 0,
        trustsContext: true
      )
      #expect(decision.isAllowed == services.contains(service), "\(service)")
    }
  }

  /// A beginning of a name, from so few letters that many begin alike and end anywhere.
  private static func literal(_ random: inout SeededGenerator) -> String {
    let start = random.pick([
      "", "b", "table/", "table/app-", "a-name-that-is-longer-than-marks-see/",
    ])
    return start + (0..<random.below(6)).map { _ in random.pick(["1", "2", "/"]) }.joined()
  }

  /// An evaluator for one user who may do `Get` of some services on resources; `others` are
  /// services that are known and not granted.
  private static func evaluator(
    _ resources: [CompiledResource],
    services: [String],
    others: [String] = []
  ) throws -> PosternEngine.Evaluator {
    var actions = ActionPatternIndex()
    for service in others { _ = actions.number(of: "\(service):Get") }
    let numbers = services.compactMap { actions.number(of: "\($0):Get") }
    try #require(numbers.count == services.count)
    var builder = DecisionSetBuilder(actions: actions)
    for (id, number) in numbers.enumerated() {
      builder.add(
        CompiledStatement(
          id: UInt32(id),
          effect: .allow,
          principal: nil,
          isActionNegated: false,
          actions: [number],
          isResourceNegated: false,
          resources: resources,
          conditions: []
        )
      )
    }
    let set = builder.build()
    #expect(set.brokenInvariants.isEmpty, "\(set.brokenInvariants)")
    return OneUser.evaluator(with: set, actions: actions)
  }

  /// The parts of `arn:aws:s3:*:*:`.
  private static var head: CompiledText {
    var writer = PatternCodeWriter()
    for part in ["aws", "s3"] {
      writer.append(part.utf8)
      writer.end()
    }
    writer.appendAnyRun()
    writer.end()
    writer.appendAnyRun()
    return writer.finish()
  }

  private static func anyRun(behind literal: String) -> CompiledText {
    var writer = PatternCodeWriter()
    writer.append(literal.utf8)
    writer.appendAnyRun()
    return writer.finish()
  }
}
