import PosternModel
import PosternPolicy
import Testing

@Suite("Kinds of policies")
struct KindTests {
  private static let rest = #""Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*""#

  @Test("only identity policies of customers must say the version (table 1.2)")
  func checksVersion() throws {
    let statement = "\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}"
    let message = "Policy document must be version 2012-10-17 or greater."
    for kind in [PolicyKind.managed, .boundary] {
      Refusal("{\(statement)}", message, kind: kind).check()
      Refusal("{\"Version\": §\"2008-10-17\", \(statement)}", message, kind: kind).check()
      _ = try Documents.parse("{\"Version\": \"2012-10-17\", \(statement)}", kind: kind)
    }
    for kind in [PolicyKind.inline, .session, .scp] {
      _ = try Documents.parse("{\(statement)}", kind: kind)
      _ = try Documents.parse("{\"Version\": \"2008-10-17\", \(statement)}", kind: kind)
    }
  }

  @Test(
    "rejects principals where the policy is attached to them (G-65)",
    arguments: [PolicyKind.inline, .managed, .boundary, .session, .scp]
  )
  func rejectsPrincipal(kind: PolicyKind) {
    for element in ["Principal", "NotPrincipal"] {
      Refusal(
        Documents.statement("\"Effect\": \"Deny\", §\"\(element)\": \"*\", \(Self.rest)"),
        "Policy document should not specify a principal.",
        kind: kind
      ).check()
    }
  }

  @Test(
    "rejects policies of resources that do not say whom they are about (M-36)",
    arguments: [PolicyKind.resource, .gateway]
  )
  func requiresPrincipal(kind: PolicyKind) {
    Refusal(
      "{\"Statement\": §{\"Effect\": \"Deny\", \(Self.rest)}}",
      "Missing required field Principal",
      kind: kind
    ).check()
  }

  @Test(
    "rejects elements that a trust policy has not, and the lack of those it must have",
    arguments: [
      Refusal(
        Documents.statement(
          #""Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole", §"Resource": "*""#
        ),
        "Has prohibited field Resource.",
        kind: .trust
      ),
      Refusal(
        Documents.statement(
          #""Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole", §"NotResource": "*""#
        ),
        "Has prohibited field Resource.",
        kind: .trust
      ),
      Refusal(
        Documents.statement(
          #""Effect": "Deny", §"NotPrincipal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole""#
        ),
        "Has prohibited field NotPrincipal.",
        kind: .trust
      ),
      Refusal(
        #"{"Statement": §{"Effect": "Allow", "Action": "sts:AssumeRole"}}"#,
        "Missing required field Principal",
        kind: .trust
      ),
    ]
  )
  func checksTrust(refusal: Refusal) { refusal.check() }

  @Test(
    "a trust policy names actions that assume roles (G-60)",
    arguments: [
      ("sts:AssumeRole", true), ("sts:AssumeRoleWithSAML", true), ("STS:assumerole", true),
      ("sts:AssumeRoleWithContextOfMine", true), ("sts:TagSession", true), ("sts:*", true),
      ("sts:SetSourceIdentity", true), ("sts:SetContext", true), ("sts:AssumeRole*", true),
      ("sts:*Session", true), ("sts:Tag?ession", true), ("s3:GetObject", false),
      ("*", false), ("sts:GetCallerIdentity", false), ("sts:Get*", false), ("sts:", false),
      ("sts:AssumeRole,TagSession", false),
    ]
  )
  func checksTrustAction(action: String, isAccepted: Bool) throws {
    let marked = Documents.trust("{\"AWS\": \"111122223333\"}", action: "§\"\(action)\"")
    let refusal = Refusal(
      marked,
      "AssumeRole policy may only specify STS AssumeRole actions.",
      kind: .trust
    )
    guard isAccepted else { return refusal.check() }
    _ = try Documents.parse(refusal.text, kind: .trust)
  }

  @Test(
    "rejects what a resource control policy cannot say (table 1.6)",
    arguments: [
      #""Effect": §"Allow", "Principal": "*", "Action": "s3:*", "Resource": "*""#,
      #""Effect": "Deny", "Principal": {"AWS": §"AIDAIOSFODNN7EXAMPLE"}, "#
        + #""Action": "s3:*", "Resource": "*""#,
      #""Effect": "Deny", "Principal": {"Service": §"a.b"}, "Action": "s3:*", "Resource": "*""#,
      #""Effect": "Deny", §"NotPrincipal": "*", "Action": "s3:*", "Resource": "*""#,
      #""Effect": "Deny", "Principal": "*", §"NotAction": "s3:*", "Resource": "*""#,
      #""Effect": "Deny", "Principal": "*", "Action": §"*", "Resource": "*""#,
      #""Effect": "Deny", "Principal": "*", "Action": ["s3:*", §"iam:*"], "Resource": "*""#,
    ]
  )
  func rejectsResourceControl(members: String) {
    Refusal(Documents.statement(members), Documents.policyType, kind: .rcp).check()
  }

  @Test("a resource control policy denies everyone, in any version (row 9, U-17)")
  func toleratesResourceControl() throws {
    let members =
      #""Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "S3:NoSuchThing", "Resource": "*""#
    _ = try Documents.parse(Documents.statement(members), kind: .rcp)
    _ = try Documents.parse("{\"Statement\": {\(members)}}", kind: .rcp)
    Refusal(
      Documents.statement(
        #""Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": §"arn:aws:sqs:r:*""#
      ),
      Documents.legacy,
      kind: .rcp
    ).check()
  }

  @Test("a resource policy may leave out resources; a gateway's may not")
  func checksResourcePolicies() throws {
    let bare = #""Effect": "Deny", "Principal": "*", "Action": "s3:*""#
    _ = try Documents.parse(Documents.statement(bare), kind: .resource)
    Refusal(
      "{\"Statement\": §{\(bare)}}",
      "Policy statement must contain resources.",
      kind: .gateway
    ).check()
  }

  @Test("rejects a grant to all but the named (G-64)", arguments: [PolicyKind.resource, .gateway])
  func rejectsNegatedGrant(kind: PolicyKind) throws {
    let principal = #""NotPrincipal": {"AWS": "111122223333"}"#
    Refusal(
      Documents.statement("\"Effect\": \"Allow\", §\(principal), \(Self.rest)"),
      Documents.syntax,
      kind: kind
    ).check()
    _ = try Documents.parse(
      Documents.statement("\"Effect\": \"Deny\", \(principal), \(Self.rest)"),
      kind: kind
    )
  }

  @Test("statement names are unique, and alphanumeric where they are stored (section 1.3)")
  func checksStatementIDs() throws {
    func text(_ first: String, _ second: String, principal: String = "") -> String {
      """
      {"Version": "2012-10-17", "Statement": [
        {"Sid": \(first), "Effect": "Allow", \(principal)\(Self.rest)},
        {"Sid": \(second), "Effect": "Deny", \(principal)\(Self.rest)}]}
      """
    }
    let everyone = #""Principal": "*", "#
    _ = try Documents.parse(text("\"\"", "\"\""))
    _ = try Documents.parse(text("\"a\"", "\"A\""))
    _ = try Documents.parse(text("\"a b-c\"", "\"é\"", principal: everyone), kind: .resource)
    let unique = "Statement IDs (SID) in a single policy must be unique."
    Refusal(text("\"a\"", "§\"a\""), unique).check()
    Refusal(text("\"a b\"", "§\"a b\""), unique, kind: .resource).check()
    Refusal(
      text("§\"a b\"", "\"c\""),
      "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular "
        + "expression [0-9A-Za-z]*"
    ).check()
  }

  @Test("the platform's policies keep rules of their own")
  func readsPlatformPolicy() throws {
    let text = """
      {"Statement": [{"Sid": "an old name", "Effect": "Allow", "Action": "sts:AssumeRoot",
        "Resource": "arn:aws:iam::*:root"}]}
      """ + String(repeating: " ", count: 140_000)
    _ = try PolicyParser.parse(Array(text.utf8), rules: .platformManaged, limits: .standard)
    #expect(throws: PolicyError.self) { try Documents.parse(text, kind: .managed) }
  }
}
