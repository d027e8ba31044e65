import PosternAPI
import PosternServer
import Testing

@Suite("AuthZEN in the configuration")
struct AuthZENOptionsTests {
  private static let rules =
    #"subjects: [{type: "*", principal: "{id}"}], resources: [{type: "*", arn: "{id}"}]"#

  @Test(
    "a section that could answer nothing is refused",
    arguments: [
      ("{}", ["10: `authzen.subjects` needs", "10: `authzen.resources` needs"]),
      (
        "{explain: true, subjects: []}",
        ["36: `authzen.subjects` needs", "10: `authzen.resources` needs"]
      ),
      (#"{subjects: [{type: "*", principal: "{id}"}]}"#, ["10: `authzen.resources` needs"]),
      (#"{resources: [{type: "*", arn: "{id}"}]}"#, ["10: `authzen.subjects` needs"]),
    ]
  )
  func nothing(section: String, faults: [String]) throws {
    let problems = try ConfigurationFile.problems("authzen: \(section)")
    let expected = faults.map {
      "file:1:\($0) one rule at least, or no evaluation could be answered; leave `authzen` out to "
        + "answer none"
    }
    #expect(Set(problems) == Set(expected))
  }

  @Test("condition keys that something else sets as well are refused")
  func twiceSet() throws {
    let problems = try ConfigurationFile.problems(
      """
      authzen:
        \(Self.rules.replacing("], r", with: "]\n  r"))
        contextKeys:
          - {member: ip, key: "aws:SourceIp"}
          - {member: address, key: "AWS:sourceip"}
          - {member: ip, key: "app:ip"}
          - {member: z, key: "AuthZEN:context/z"}
      """
    )
    #expect(
      problems == [
        "file:6:30: `authzen.contextKeys[1].key` is `AWS:sourceip`, which a rule above it sets "
          + "already",
        "file:8:24: `authzen.contextKeys[3].key` is `AuthZEN:context/z`, and `authzen:` belongs to "
          + "the properties themselves",
      ]
    )
  }

  @Test("everything of the section is read")
  func section() throws {
    let options = try ConfigurationFile.options(
      """
      authzen:
        baseURL: https://pdp.example.test/a
        subjects:
          - {type: user, principal: "arn:aws:iam::111122223333:user/{id}"}
          - {type: "*", principal: "{id}"}
        actions: [{resourceType: record, service: records}]
        resources: [{type: "*", arn: "arn:aws:app:::{type}/{id}"}]
        contextKeys: [{member: ip, key: "aws:SourceIp"}]
        principalTags: true
        resourceTags: true
        explain: true
      """
    )
    let mapping = try #require(options.authzen)
    #expect(mapping.baseURL?.description == "https://pdp.example.test/a")
    #expect(
      mapping.subjects.map { "\($0.type) \($0.principal)" } == [
        "user arn:aws:iam::111122223333:user/{id}", "* {id}",
      ]
    )
    #expect(mapping.actions == [.init(resourceType: "record", service: "records")])
    #expect(mapping.resources.map(\.arn.description) == ["arn:aws:app:::{type}/{id}"])
    #expect(mapping.contextKeys == [.init(member: "ip", key: "aws:SourceIp")])
    #expect(mapping.setsPrincipalTags && mapping.setsResourceTags && mapping.explains)
    #expect(try ConfigurationFile.options("").authzen == nil)
  }

  @Test("what is wrong with it is said with its place")
  func problems() throws {
    let principal =
      "expected `{id}`, or the ARN of a principal such as `arn:aws:iam::111122223333:user/{id}`"
    let problems = try ConfigurationFile.problems(
      """
      authzen:
        baseURL: http://pdp.example.test
        subjects:
          - {type: user, principal: "user/{id}"}
          - {typ: user, principal: "{id}"}
          - {type: user, principal: "arn:aws:iam::1:user/{id}"}
        actions: [{resourceType: record, service: "a:b"}]
        explain: maybe
        contextKeys: [{member: ip, key: nokey}]
        resources:
          - {type: "*", arn: "arn:aws:app:::{type}/{id}"}
          - {type: record, arn: "arn:aws:app:::record/{id}"}
      """
    )
    #expect(
      problems == [
        "file:2:12: `authzen.baseURL` is `http://pdp.example.test`, expected an address "
          + "`https://HOST[:PORT][/PATH]` without user, query and fragment",
        "file:4:31: `authzen.subjects[0].principal` is `user/{id}`, \(principal)",
        "file:5:7: `authzen.subjects[1].type` is missing, expected text",
        "file:5:8: unknown option `typ` of `authzen.subjects[1]`; did you mean `type`?",
        "file:6:14: `authzen.subjects[2].type` is never reached, the rule for `user` is above it",
        "file:6:31: `authzen.subjects[2].principal` is `arn:aws:iam::1:user/{id}`, \(principal)",
        "file:7:45: `authzen.actions[0].service` is `a:b`, expected the prefix of a service, such "
          + "as `orders`",
        "file:8:12: `authzen.explain` is `maybe`, expected `true` or `false`",
        "file:9:35: `authzen.contextKeys[0].key` is `nokey`, expected a condition key with its "
          + "prefix, such as `aws:SourceIp`",
        "file:12:14: `authzen.resources[1].type` is never reached, the rule for `*` is above it",
      ]
    )
  }

  @Test(
    "an address of a decision point is one that AuthZEN allows",
    arguments: [
      "https://", "https:///a", "https://a?b", "https://a#b", "http://a", "https://a b", "a",
      "HTTPS://a", "https://a:99999", "https://a:0", "https://a:", "https://a:+1", "https://a:b",
      "https://a:1:2", "https://[::1", "https://[]", "https://[g]", "https://[::1]a",
      "https://ä", "https://a/b|c", "https://:443",
    ]
  )
  func baseURL(text: String) throws {
    let problems = try ConfigurationFile.problems("authzen: {baseURL: '\(text)', \(Self.rules)}")
    #expect(
      problems == [
        "file:1:20: `authzen.baseURL` is `\(text)`, expected an address "
          + "`https://HOST[:PORT][/PATH]` without user, query and fragment"
      ]
    )
  }

  @Test(
    "an address with a user is refused, and no password is repeated",
    arguments: ["https://user:secret@a", "https://secret@a/b", "http://user:secret@a"]
  )
  func password(text: String) throws {
    let problems = try ConfigurationFile.problems("authzen: {baseURL: '\(text)', \(Self.rules)}")
    #expect(
      problems == [
        "file:1:20: expected an address `https://HOST[:PORT][/PATH]` without user, query and "
          + "fragment for `authzen.baseURL`, found one with `@`"
      ]
    )
  }

  @Test(
    "other addresses stay as they were written",
    arguments: [
      "https://a", "https://a/", "https://A.example:8443/tenant1/", "https://[::1]:65535/a/b",
      "https://10.0.0.1:1", "https://a/b@c/%20~d",
    ]
  )
  func addresses(text: String) throws {
    let options = try ConfigurationFile.options("authzen: {baseURL: '\(text)', \(Self.rules)}")
    #expect(options.authzen?.baseURL?.description == text)
  }
}
