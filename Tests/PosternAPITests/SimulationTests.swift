import PosternAPI
import PosternModel
import Testing

@Suite("Simulations")
struct SimulationTests {
  /// A policy that allows everything.
  static let full = #"{"name":"Full","document":\#(all)}"#
  private static let all = statement(#""Effect":"Allow","Action":"*","Resource":"*""#)

  private static func statement(_ members: String) -> String {
    #"{"Version":"2012-10-17","Statement":[{"Sid":"S",\#(members)}]}"#
  }

  /// A line whose members after the question are given.
  static func line(
    principal: String = #""arn:aws:iam::111122223333:user/alice""#,
    policies: String = #"{"identity":[\#(full)]}"#,
    extra: String = ""
  ) -> String {
    #"{"id":"a","principal":\#(principal),"action":"s3:GetObject","#
      + #""resource":"arn:aws:s3:::b/k","resourceAccount":"111122223333"\#(extra),"#
      + #""policies":\#(policies)}"#
  }

  @Test("says what allows, with the place of the statement in its document")
  func allow() throws {
    let answer = try Lines.simulate(Self.line())
    #expect(answer.outcome == .answered)
    #expect(
      answer.text
        == #"{"id":"a","decision":"allow","reason":{"layer":"identity","statements":["#
        + #"{"policy":"Full","sid":"S","index":0,"line":1,"column":38}]}}"#
    )
  }

  @Test("says what denies, in the words of a denial")
  func deny() throws {
    let answer = try Lines.simulate(Self.line(policies: "{}"))
    #expect(answer.outcome == .denied)
    #expect(answer.string("decision") == "deny")
    #expect(answer.string("kind") == "implicitDeny")
    #expect(answer.string("reason", "layer") == "identity")
    #expect(
      answer.string("reason", "message")
        == "User: arn:aws:iam::111122223333:user/alice is not authorized to perform: "
        + "s3:GetObject on resource: arn:aws:s3:::b/k because no identity-based policy allows "
        + "the s3:GetObject action"
    )
  }

  @Test("takes null for every member that may be left out")
  func nulls() throws {
    let names = [
      "issuer", "context", "resourceTags", "requestTags", "explain", "resourceless",
      "needsResourceGrant", "lenient",
    ]
    for name in names {
      let answer = try Lines.simulate(Self.line(extra: #","\#(name)":null"#))
      #expect(answer.outcome == .answered, "\(name)")
    }
  }

  @Test("names every statement that denies, in every layer (E-50)")
  func denials() throws {
    func deny(_ name: String, _ sid: String) -> String {
      #"{"name":"\#(name)","document":{"Version":"2012-10-17","Statement":["#
        + #"{"Sid":"\#(sid)","Effect":"Deny","Action":"*","Resource":"*"}]}}"#
    }
    let policies =
      #"{"identity":[\#(Self.full),\#(deny("I", "A")),\#(deny("J", "B"))],"#
      + #""scp":[[\#(Self.full)],[\#(Self.full),\#(deny("S", "C"))]]}"#
    let answer = try Lines.simulate(Self.line(policies: policies)).text
    func statement(_ name: String, _ sid: String) -> String {
      #"{"policy":"\#(name)","sid":"\#(sid)","index":0,"line":1,"column":38}"#
    }
    #expect(answer.contains(#""reason":{"layer":"scp","statements":[\#(statement("S", "C"))],"#))
    #expect(
      answer.contains(
        #""denials":[{"layer":"scp","level":1,"statements":[\#(statement("S", "C"))]},"#
          + #"{"layer":"identity","statements":[\#(statement("I", "A")),"#
          + #"\#(statement("J", "B"))]}],"#
      )
    )
  }

  @Test("explains in full: every layer, every statement that came near, what it missed")
  func trace() throws {
    let policy =
      #"{"name":"P","document":{"Version":"2012-10-17","Statement":[{"Sid":"M","Effect":"Allow","#
      + #""Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"#
      + #""true"}}}]}}"#
    let answer = try Lines.simulate(
      Self.line(policies: #"{"identity":[\#(policy)]}"#, extra: #","explain":"full""#)
    ).text
    #expect(
      answer.contains(
        #""trace":[{"layer":"identity","outcome":"implicitDeny","statements":[{"policy":"P","#
          + #""sid":"M","index":0,"effect":"allow","line":1,"column":38,"applies":false,"#
          + #""failed":{"element":"Condition","operator":"Bool","#
          + #""key":"aws:MultiFactorAuthPresent","cause":"missingKey","expected":["true"]}}]}]"#
      )
    )
  }

  @Test("leaves the reason out when none is wanted", arguments: ["none", "reason", "full"])
  func explain(level: String) throws {
    let answer = try Lines.simulate(Self.line(extra: #","explain":"\#(level)""#))
    #expect((answer.string("reason", "layer") == nil) == (level == "none"))
    #expect(answer.string("decision") == "allow")
  }

  @Test(
    "tells an absent layer from an empty one",
    arguments: [
      (#""boundary":[]"#, nil), (#""boundary":null"#, nil), (#""boundary":[DENY]"#, "boundary"),
      (#""session":null"#, nil), (#""resource":null"#, nil), (#""resource":[]"#, nil),
      (#""scp":null"#, nil), (#""scp":[[]]"#, "scp"), (#""scp":[[FULL],[]]"#, "scp"),
      (#""scp":[[FULL],[FULL]]"#, nil), (#""rcp":[[]]"#, nil), (#""rcp":[[],[]]"#, nil),
      (#""gateway":[]"#, nil), (#""gateway":[DENY]"#, "gateway"),
    ] as [(String, String?)]
  )
  func layers(layer: String, denying: String?) throws {
    let principal = layer.contains("gateway") ? #","Principal":"*""# : ""
    let deny = Self.statement(#""Effect":"Deny","Action":"*","Resource":"*"\#(principal)"#)
    let written = layer.replacing("DENY", with: #"{"name":"D","document":\#(deny)}"#)
      .replacing("FULL", with: Self.full)
    let answer = try Lines.simulate(
      Self.line(policies: #"{"identity":[\#(Self.full)],\#(written)}"#)
    )
    #expect(answer.string("decision") == (denying == nil ? "allow" : "deny"))
    #expect(answer.string("reason", "layer") == denying ?? "identity")
  }

  @Test("takes an empty list of session policies as policies that allow nothing")
  func emptySession() throws {
    let principal = #""arn:aws:sts::111122223333:assumed-role/R/S""#
    let with = #"{"identity":[\#(Self.full)],"session":[]}"#
    let without = #"{"identity":[\#(Self.full)],"session":null}"#
    let denied = try Lines.simulate(Self.line(principal: principal, policies: with))
    let allowed = try Lines.simulate(Self.line(principal: principal, policies: without))
    #expect(denied.string("reason", "layer") == "session")
    #expect(allowed.string("decision") == "allow")
  }

  @Test("takes a document as an object and as raw text")
  func documentText() throws {
    let text =
      "{\\n \\\"Version\\\": \\\"2012-10-17\\\", \\\"Statement\\\": {\\n"
      + "\\\"Effect\\\": \\\"Allow\\\", \\\"Action\\\": \\\"*\\\", \\\"Resource\\\": \\\"*\\\"}}"
    let answer = try Lines.simulate(
      Self.line(policies: #"{"identity":[{"name":"T","document":"\#(text)"}]}"#)
    )
    #expect(answer.text.contains(#"{"policy":"T","index":0,"line":2,"column":40}"#))
  }

  @Test(
    "decides a question without a resource, whatever resource is named",
    arguments: [
      #""resource":"arn:aws:s3:::b/k","resourceless":true"#, #""resource":"*","resourceless":true"#,
      #""resourceless":true"#, #""resource":"*""#,
    ]
  )
  func resourceless(members: String) throws {
    let policies = #"{"identity":[{"name":"P","document":\#(Self.all)}]}"#
    let line = #"{"principal":"arn:aws:iam::111122223333:user/a","action":"s3:ListAllMyBuckets","#
    let allowed = try Lines.simulate(line + #"\#(members),"policies":\#(policies)}"#)
    let denied = try Lines.simulate(line + "\(members)}")
    #expect(allowed.string("decision") == "allow")
    #expect(denied.string("reason", "message")?.contains(" on resource: ") == false)
  }

  @Test("keeps the digits of numbers, and takes booleans and lists")
  func contextValues() throws {
    let condition =
      #"{"StringEquals":{"a:n":"12.50","a:b":"true","a:l":"x"},"#
      + #""ForAllValues:StringEquals":{"a:l":["x","1"]}}"#
    let ruled = Self.statement(
      #""Effect":"Allow","Action":"*","Resource":"*","Condition":\#(condition)"#
    )
    let policies = #"{"identity":[{"name":"P","document":\#(ruled)}]}"#
    func decision(_ context: String) throws -> String? {
      try Lines.simulate(Self.line(policies: policies, extra: #","context":{\#(context)}"#))
        .string("decision")
    }
    #expect(try decision(#""a:n":12.50,"a:b":true,"a:l":"x""#) == "allow")
    #expect(try decision(#""a:n":12.5,"a:b":true,"a:l":"x""#) == "deny")
    #expect(try decision(#""a:n":12.50,"a:b":"TRUE","a:l":"x""#) == "deny")
    #expect(try decision(#""a:n":12.50,"a:b":true,"a:l":["x",2]"#) == "deny")
  }

  @Test(
    "takes the time from the context, else from the clock",
    arguments: [
      ("", "deny"), (#","context":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}"#, "allow"),
    ]
  )
  func time(context: String, decision: String) throws {
    let ruled = Self.statement(
      #""Effect":"Allow","Action":"*","Resource":"*","Condition":"#
        + #"{"DateLessThan":{"aws:CurrentTime":"2023-11-14T22:13:20Z"}}"#
    )
    let answer = try Lines.simulate(
      Self.line(policies: #"{"identity":[{"name":"P","document":\#(ruled)}]}"#, extra: context)
    )
    #expect(answer.string("decision") == decision)
  }

  @Test("evaluates what a store would refuse only when asked to be lenient (G-21)")
  func lenient() throws {
    let empty = Self.statement(#""Effect":"Allow","Action":[],"Resource":"*""#)
    let policies = #"{"identity":[{"name":"P","document":\#(empty)}]}"#
    let strict = try Lines.simulate(Self.line(policies: policies))
    let lenient = try Lines.simulate(Self.line(policies: policies, extra: #","lenient":true"#))
    #expect(strict.outcome == .failed)
    #expect(strict.string("error", "code") == "MalformedPolicyDocument")
    #expect(strict.string("error", "pointer") == "/policies/identity/0/document")
    #expect(lenient.string("decision") == "deny")
  }

  @Test("remembers nothing of a line for the next")
  func independence() throws {
    var simulation = Lines.simulation()
    let lines = [Self.line(), Self.line(policies: "{}"), "{", Self.line(), "{}", Self.line()]
    let decisions = try lines.map { try Lines.ask(&simulation, $0).string("decision") }
    #expect(decisions == ["allow", "deny", nil, "allow", nil, "allow"])
  }

  @Test(
    "repeats the id as it was written",
    arguments: [
      (#""a \u00e9\n""#, #""a \u00e9\n""#), ("12.50", "12.50"), ("null", "null"),
    ]
  )
  func id(written: String, repeated: String) throws {
    let line = Self.line().replacing(#""id":"a""#, with: #""id":\#(written)"#)
    let answer = try Lines.simulate(line)
    #expect(answer.text.hasPrefix(#"{"id":\#(repeated),"decision":"#))
  }
}
