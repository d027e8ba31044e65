import PosternAPI
import PosternTransport
import Testing

@Suite("Names and members of AuthZEN")
struct AuthZENNameTests {
  private static func evaluate(_ body: String) throws -> Exchange {
    Exchange(try Shop.plane(authzen: Shop.mapping), .post, "/access/v1/evaluation", body: body)
  }

  @Test(
    "an id that is an ARN is taken as it is, whatever stands in its last part",
    arguments: [
      "arn:aws:app:::doc/1", "arn:aws:app:::doc/{1}", "arn:aws:app:::doc/a{b",
      "arn:aws:app:::doc/a}}b", "arn:aws:app:::{id}", "arn:aws:app:::a:b:c",
    ]
  )
  func ids(id: String) throws {
    let resource = try Self.evaluate(
      Shop.evaluation(
        action: #"{"name":"DeleteOrder"}"#,
        resource: #"{"type":"arn","id":"\#(id)"}"#,
        context: #"{"postern":{"explain":true}}"#
      )
    )
    #expect(resource.body.contains(" on resource: \(id) with an explicit deny"))
    // Nobody has such a name, so it is a denial and not an error.
    let subject = try Self.evaluate(Shop.evaluation(subject: #"{"type":"robot","id":"\#(id)"}"#))
    #expect(subject.body == #"{"decision":false}"#)
  }

  @Test(
    "an id that is no ARN is none for a rule that takes ARNs",
    arguments: ["alice", "arn:aws:iam", "arn:aws:app::doc", "urn:a:b:c:d:e", "ARN:aws:app:::x"]
  )
  func otherIDs(id: String) throws {
    let answer = try Self.evaluate(Shop.evaluation(subject: #"{"type":"robot","id":"\#(id)"}"#))
    #expect(answer.status == 400)
    #expect(answer.body.hasPrefix("no rule of the configuration says which principals"))
  }

  @Test(
    "an entity without a type or an id is refused, and not among all that a pattern grants",
    arguments: [
      Shop.evaluation(subject: #"{"type":"user","id":""}"#),
      Shop.evaluation(subject: #"{"type":"","id":"alice"}"#),
      Shop.evaluation(subject: #"{"type":"robot","id":""}"#),
      Shop.evaluation(resource: #"{"type":"order","id":""}"#),
      Shop.evaluation(resource: #"{"type":"","id":"42"}"#),
    ]
  )
  func emptyNames(body: String) throws {
    let answer = try Self.evaluate(body)
    #expect(answer.status == 400)
    #expect(answer.body.hasPrefix("expected a text that is not empty (line 1, column "))
  }

  @Test(
    "a name that no action can have is refused, with what it may be and its place",
    arguments: ["can read", "ä", "urn:x:read", "", ":", "read:", ":read", "a,b", "a\\tb"]
  )
  func actions(name: String) throws {
    let answer = try Self.evaluate(Shop.evaluation(action: #"{"name":"\#(name)"}"#))
    #expect(answer.status == 400)
    #expect(
      answer.body == "expected the name of an action: printable ASCII characters without blanks, "
        + "commas and colons, or `service:Name` (line 1, column 58)"
    )
  }

  @Test("names of actions that IAM itself would not have are taken")
  func oddActions() throws {
    for name in ["can_read", "a/b", "a.b-c", "%20", "{x}", "*"] {
      let answer = try Self.evaluate(Shop.evaluation(action: #"{"name":"\#(name)"}"#))
      #expect(answer.body == #"{"decision":false}"#)
    }
  }

  /// A context in which two members set one condition key, and what is said of the second.
  struct Twice: CustomTestStringConvertible, Sendable {
    let context: String
    let member: String
    let key: String
    let column: Int

    var testDescription: String { context }
  }

  @Test(
    "two members that set one condition key are refused, with the second of them and its place",
    arguments: [
      Twice(
        context: #"{"Foo":1,"foo":2}"#,
        member: "/context/foo",
        key: "authzen:context/foo",
        column: 133
      ),
      Twice(
        context: #"{"a/b":1,"a":{"b":2}}"#,
        member: "/context/a/b",
        key: "authzen:context/a/b",
        column: 136
      ),
      Twice(
        context: #"{"ip":"10.0.0.1","address":"10.0.0.2"}"#,
        member: "/context/address",
        key: "aws:SourceIp",
        column: 145
      ),
    ]
  )
  func twice(item: Twice) throws {
    var mapping = Shop.mapping
    mapping.contextKeys = [
      .init(member: "ip", key: "aws:SourceIp"), .init(member: "address", key: "aws:SourceIp"),
    ]
    let answer = Exchange(
      try Shop.plane(authzen: mapping),
      .post,
      "/access/v1/evaluation",
      body: Shop.evaluation(context: item.context)
    )
    #expect(answer.status == 400)
    #expect(
      answer.body == "the member `\(item.member)` sets the condition key `\(item.key)`: this "
        + "condition key was given before, keys ignore letter case (line 1, column \(item.column))"
    )
  }

  @Test("a semantic that is null is none")
  func semantic() throws {
    let answer = Exchange(
      try Shop.plane(authzen: Shop.mapping),
      .post,
      "/access/v1/evaluations",
      body: """
        {"subject":{"type":"user","id":"alice"},"action":{"name":"DeleteOrder"},\
        "resource":{"type":"order","id":"42"},"evaluations":[{},{"action":{"name":"GetOrder"}}],\
        "options":{"evaluations_semantic":null}}
        """
    )
    #expect(answer.status == 200)
    #expect(answer.body == #"{"evaluations":[{"decision":false},{"decision":true}]}"#)
  }
}
