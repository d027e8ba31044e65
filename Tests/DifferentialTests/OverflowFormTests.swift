import PosternEngine
import PosternModel
import Testing

/// Entries whose rule or place does not fit into their fields; sets that really need the overflow
/// form are too large for a test, so the fields are made smaller.
@Suite("The overflow form of entries", .tags(.differential))
struct OverflowFormTests {
  private static let rooms = [
    DecisionSetBuilder.Room(ruleCount: 0, programSize: 1 << 20),
    DecisionSetBuilder.Room(ruleCount: 3, programSize: 1 << 20),
    DecisionSetBuilder.Room(ruleCount: 100, programSize: 1),
  ]

  /// One resource element of each shape, and a resource that it covers.
  private static let elements: [(resources: [CompiledResource], isNegated: Bool, covered: String)] =
    [
      ([whole("arn:aws:s3:::exact/key", .empty)], false, "arn:aws:s3:::exact/key"),
      ([whole("arn:aws:s3:::prefix/", .anyRun)], false, "arn:aws:s3:::prefix/key"),
      ([whole("arn:aws:s3:::pattern/", tail)], false, "arn:aws:s3:::pattern/x/tail"),
      ([.parts(head: head, resource: tail)], false, "arn:aws:s3:somewhere:1:x/tail"),
      ([whole("arn:aws:s3:::other/", .anyRun), .nothing], true, "arn:aws:s3:::nothing-else/key"),
      ([.any], false, "arn:aws:s3:::anything"),
    ]

  @Test("decides as the usual form does", arguments: rooms)
  func agrees(room: DecisionSetBuilder.Room) throws {
    var outcomes: Set<String> = []
    // One element stands alone in turn, so that no wider one hides it.
    for (number, element) in Self.elements.enumerated() {
      for effects in [[Effect.allow], [.allow, .deny], [.deny, .allow]] {
        let usual = try Self.evaluator(number, effects, .standard)
        let narrow = try Self.evaluator(number, effects, room)
        for resource in Self.elements.map(\.covered) + ["arn:aws:s3:::other/key"] {
          for action in ["s3:Get", "s3:Put", "s3:Other"] {
            let request = AuthorizationRequest(
              principal: OneUser.arn,
              action: action,
              resource: resource
            )
            let expected = try usual.decide(request, secondsSinceEpoch: 0, trustsContext: true)
            let actual = try narrow.decide(request, secondsSinceEpoch: 0, trustsContext: true)
            #expect(actual == expected, "\(action) on \(resource) by \(element.resources)")
            outcomes.insert("\(number) \(expected.outcome)")
          }
        }
      }
    }
    // Every shape has covered something and left something, as an allow and as a deny.
    #expect(outcomes.count >= Self.elements.count * 3)
  }

  /// An evaluator of statements about one element, behind others that cover nothing.
  private static func evaluator(
    _ number: Int,
    _ effects: [Effect],
    _ room: DecisionSetBuilder.Room
  ) throws -> Evaluator {
    var actions = ActionPatternIndex()
    let numbers = ["s3:Get", "s3:Put*"].compactMap { actions.number(of: $0) }
    try #require(numbers.count == 2)
    var builder = DecisionSetBuilder(actions: actions, room: room)
    let element = elements[number]
    for (index, effect) in effects.enumerated() {
      builder.add(
        CompiledStatement(
          id: UInt32(index),
          effect: effect,
          principal: nil,
          isActionNegated: false,
          actions: index == 0 ? numbers : [numbers[0]],
          isResourceNegated: element.isNegated,
          resources: element.resources,
          conditions: []
        )
      )
    }
    return OneUser.evaluator(with: builder.build(), actions: actions)
  }

  /// `*/tail`.
  private static var tail: CompiledText {
    var writer = PatternCodeWriter()
    writer.appendAnyRun()
    writer.append("/tail".utf8)
    return writer.finish()
  }

  /// The parts of `arn:aws:s3:*:*:`.
  private static var head: CompiledText {
    var writer = PatternCodeWriter()
    writer.append("aws".utf8)
    writer.end()
    writer.append("s3".utf8)
    writer.end()
    writer.appendAnyRun()
    writer.end()
    writer.appendAnyRun()
    return writer.finish()
  }

  private static func whole(_ prefix: String, _ rest: CompiledText) -> CompiledResource {
    .whole(prefix: Array(prefix.utf8), rest: rest)
  }
}
