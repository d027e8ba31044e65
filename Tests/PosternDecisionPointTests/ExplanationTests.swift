import PosternDecisionPoint
import PosternModel
import PosternText
import Testing

@Suite("Full explanations")
struct ExplanationTests {
  /// Statements of one identity policy, what the request knows, and the line that explains the
  /// first of them.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let condition: String
    let context: [String: String]
    let line: String

    init(
      _ testDescription: String,
      _ condition: String,
      _ context: [String: String],
      _ line: String
    ) {
      self.testDescription = testDescription
      self.condition = condition
      self.context = context
      self.line = line
    }
  }

  static let cases = [
    Case(
      "a condition that holds",
      #"{"Bool":{"aws:SecureTransport":"true"}}"#,
      [
        "aws:SecureTransport": "true"
      ],
      "applies"
    ),
    Case(
      "a wrong value",
      #"{"StringEquals":{"aws:RequestTag/team":["red","blue"]}}"#,
      [
        "aws:requesttag/Team": "green"
      ],
      "fails: Condition StringEquals aws:RequestTag/team mismatch, expected red|blue, actual green"
    ),
    Case(
      "a missing key (C-20)",
      #"{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}"#,
      [:],
      "fails: Condition IpAddress aws:SourceIp missingKey, expected 10.0.0.0/8"
    ),
    Case(
      "a key that must be missing (C-21)",
      #"{"Null":{"orders:Channel":"true"}}"#,
      ["orders:Channel": "web"],
      "fails: Condition Null orders:Channel mismatch, expected true, actual web"
    ),
    Case(
      "a key that must be there (C-21)",
      #"{"Null":{"orders:Channel":"false"}}"#,
      [:],
      "fails: Condition Null orders:Channel missingKey, expected false"
    ),
    Case(
      "the first of several conditions that does not hold (C-01)",
      #"{"Bool":{"aws:SecureTransport":"true"},"#
        + #""NumericLessThan":{"orders:Total":100,"orders:Age":1}}"#,
      ["aws:SecureTransport": "true", "orders:Total": "12.50", "orders:Age": "7"],
      "fails: Condition NumericLessThan orders:Age mismatch, expected 1, actual 7"
    ),
    Case(
      "no operand at all (C-04)",
      #"{"StringEquals":{"orders:Channel":[]}}"#,
      ["orders:Channel": "web"],
      "fails: Condition StringEquals orders:Channel mismatch, expected , actual web"
    ),
    Case(
      "a variable and its value",
      #"{"StringLike":{"orders:Owner":["${aws:username}-*","*?-boss"]}}"#,
      ["orders:Owner": "bob"],
      "fails: Condition StringLike orders:Owner mismatch, "
        + "expected ${aws:username}-*|*?-boss = alice-*|*?-boss, actual bob"
    ),
    Case(
      "a variable without a value (V-08)",
      #"{"StringEquals":{"orders:Owner":"${aws:PrincipalTag/team}"}}"#,
      ["orders:Owner": "bob"],
      "fails: Condition StringEquals orders:Owner mismatch, "
        + "expected ${aws:PrincipalTag/team} = ?, actual bob"
    ),
    Case(
      "a key that the engine derives",
      #"{"StringNotEquals":{"aws:PrincipalType":"User"}}"#,
      [:],
      "fails: Condition StringNotEquals aws:PrincipalType mismatch, expected User, actual User"
    ),
    Case(
      "a long value, cut between characters",
      #"{"StringEquals":{"orders:Note":"short"}}"#,
      ["orders:Note": String(repeating: "a", count: 63) + "ßbc"],
      "fails: Condition StringEquals orders:Note mismatch, expected short, actual "
        + String(repeating: "a", count: 63) + "…"
    ),
    Case(
      "a value as long as may be shown",
      #"{"StringEquals":{"orders:Note":"\#(String(repeating: "b", count: 65))"}}"#,
      ["orders:Note": String(repeating: "a", count: 64)],
      "fails: Condition StringEquals orders:Note mismatch, expected "
        + String(repeating: "b", count: 64) + "…, actual " + String(repeating: "a", count: 64)
    ),
  ]

  @Test("name the first element that failed and the values on both sides", arguments: cases)
  func firstFailure(case: Case) throws {
    for effect in ["Allow", "Deny"] {
      var world = World.question(context: `case`.context)
      world.identity = [
        World.policy("I", World.statement(effect, condition: `case`.condition))
      ]
      let line = try World.explain(world).lines.last
      #expect(line == "  I[0] \(effect.lowercased()) \(`case`.line)")
    }
  }

  @Test("say that a scalar operator never holds for a list (C-31)")
  func listForScalar() throws {
    var world = World.question()
    world.request.addContext("orders:Channels", list: ["web", "app"])
    world.identity = [
      World.policy(
        "I",
        World.statement("Allow", condition: #"{"StringEquals":{"orders:Channels":"web"}}"#),
        World.statement(
          "Allow",
          condition: #"{"ForAllValues:StringEquals":{"orders:Channels":"web"}}"#
        )
      )
    ]
    #expect(
      try World.explain(world).lines == [
        "identity: implicitDeny",
        "  I[0] allow fails: Condition StringEquals orders:Channels listForScalar, "
          + "expected web, actual [web|app]",
        "  I[1] allow fails: Condition ForAllValues:StringEquals orders:Channels mismatch, "
          + "expected web, actual [web|app]",
      ]
    )
  }

  @Test("show the beginning of long lists and how long they are")
  func longLists() throws {
    let numbers = (0..<40).map { #""n\#($0)""# }.joined(separator: ",")
    var world = World.question()
    world.request.addContext("orders:Labels", list: (0..<20).map { "v\($0)" })
    world.identity = [
      World.policy(
        "I",
        World.statement(
          "Allow",
          condition: #"{"ForAnyValue:StringEquals":{"orders:Labels":[\#(numbers)]}}"#
        )
      )
    ]
    let expected = (0..<16).map { "n\($0)" }.joined(separator: "|")
    let actual = (0..<16).map { "v\($0)" }.joined(separator: "|")
    #expect(
      try World.explain(world).lines.last
        == "  I[0] allow fails: Condition ForAnyValue:StringEquals orders:Labels mismatch, "
        + "expected \(expected) of 40, actual [\(actual)] of 20"
    )
  }

  @Test("leave out statements about other actions and other resources")
  func near() throws {
    var world = World.question()
    world.identity = [
      World.policy(
        "I",
        #""Effect":"Allow","Action":"orders:PutOrder","Resource":"*""#,
        #""Effect":"Allow","Action":"orders:GetOrder","Resource":"arn:aws:orders:*:*:order/43""#,
        #""Effect":"Allow","NotAction":"orders:*","Resource":"*""#,
        #""Effect":"Allow","NotAction":"mail:*","Resource":"arn:aws:orders:*:*:order/4?""#,
        #""Effect":"Deny","Action":["mail:*","orders:Get*","*"],"NotResource":"arn:aws:orders:*""#,
        #""Effect":"Deny","Action":"*","NotResource":"arn:aws:mail:*""#
      )
    ]
    #expect(
      try World.explain(world).lines == [
        "identity: explicitDeny", "  I[3] allow applies", "  I[5] deny applies",
      ]
    )
  }

  @Test("list a statement once, however many of its actions and resources match")
  func once() throws {
    var world = World.question()
    world.identity = [
      World.policy(
        "I",
        #""Effect":"Allow","Action":["orders:*","orders:Get*","*","mail:*","a:b","c:d"],"#
          + #""Resource":["*","arn:aws:orders:*"]"#
      )
    ]
    #expect(
      try World.explain(world).lines == ["identity: allow", "  I[0] allow applies"]
    )
  }

  @Test("place a statement by line and column")
  func position() throws {
    var world = World.question()
    world.identity = [World.policy("I", World.statement("Allow"))]
    let place = try World.explain(world).layers[0].statements[0].description.position
    #expect(place.line == 1)
    #expect(place.column == 38)
  }

  @Test("never leave out a statement that applied, and say when others are left out")
  func truncation() throws {
    let near = World.statement("Allow", condition: #"{"Bool":{"orders:Never":"true"}}"#)
    let many = Array(repeating: "{\(near)}", count: 250).joined(separator: ",")
    let applied = Array(repeating: "{\(World.statement("Allow"))}", count: 250)
    var world = World.question()
    world.identity = [
      SimulatedWorld.Policy(
        name: "I",
        text: #"{"Version":"2012-10-17","Statement":[\#(many),\#(applied.joined(separator: ","))]}"#
      )
    ]
    // More than a store would keep in one policy.
    world.isLenient = true
    let explanation = try World.explain(world)
    #expect(explanation.isTruncated)
    #expect(explanation.layers[0].statements.count { $0.failed == nil } == 250)
    #expect(explanation.layers[0].statements.count { $0.failed != nil } == 200)
  }
}
