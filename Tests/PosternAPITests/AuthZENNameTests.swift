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
}
