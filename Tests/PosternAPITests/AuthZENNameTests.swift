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
    arguments: ["", "alice", "arn:aws:iam", "arn:aws:app::doc", "urn:a:b:c:d:e", "ARN:aws:app:::x"]
  )
  func otherIDs(id: String) throws {
    let answer = try Self.evaluate(Shop.evaluation(subject: #"{"type":"robot","id":"\#(id)"}"#))
    #expect(answer.status == 400)
    #expect(answer.body.hasPrefix("no rule of the configuration says which principals"))
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

  @Test(
    "a condition key that two properties set is missing, and the others stay",
    arguments: [
      #"{"Foo":1,"foo":2,"kept":3}"#, #"{"kept":3,"foo":[1],"FOO":[1]}"#,
      #"{"foo":1,"kept":3,"foO":2,"fOO":[]}"#, #"{"other":0,"kept":3}"#,
    ]
  )
  func twice(context: String) throws {
    let denial = #"""
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Deny", "Action": "*", "Resource": "*",
          "Condition": {"Null": {"authzen:context/foo": "false"}}},
        {"Effect": "Deny", "Action": "*", "Resource": "*",
          "Condition": {"StringNotEquals": {"authzen:context/kept": "3"}}}]}
      """#
    let plane = try Shop.plane(authzen: Shop.mapping, denial: denial)
    let answer = { (context: String) in
      Exchange(
        plane,
        .post,
        "/access/v1/evaluation",
        body: Shop.evaluation(context: context)
      ).body
    }
    #expect(answer(context) == #"{"decision":true}"#)
    #expect(answer(#"{"foo":1,"kept":3}"#) == #"{"decision":false}"#)
    #expect(answer(#"{"kept":4}"#) == #"{"decision":false}"#)
  }

  @Test("a key is set twice also by two depths, by a subject's tags, and by two rules")
  func twiceOtherwise() throws {
    var mapping = Shop.mapping
    mapping.setsResourceTags = true
    mapping.contextKeys = [
      .init(member: "ip", key: "aws:SourceIp"), .init(member: "address", key: "aws:SourceIp"),
    ]
    let keys = ["authzen:context/a/b", "aws:ResourceTag/team", "aws:SourceIp"]
    let present = keys.map { key in
      #"""
      {"Effect": "Deny", "Action": "*", "Resource": "*",
        "Condition": {"Null": {"\#(key)": "false"}}}
      """#
    }
    let denial =
      #"{"Version": "2012-10-17", "Statement": [\#(present.joined(separator: ","))]}"#
    let plane = try Shop.plane(authzen: mapping, denial: denial)
    let answer = Exchange(
      plane,
      .post,
      "/access/v1/evaluation",
      body: Shop.evaluation(
        resource: #"{"type":"order","id":"42","properties":{"team":"red","Team":"blue"}}"#,
        context: #"{"a/b":1,"a":{"b":2},"ip":"10.0.0.1","address":"10.0.0.2"}"#
      )
    )
    #expect(answer.body == #"{"decision":true}"#)
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
