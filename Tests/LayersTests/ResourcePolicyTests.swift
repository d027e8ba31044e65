import PosternEngine
import PosternModel
import Testing

@Suite("Resource policies from manifests")
struct ResourcePolicyTests {
  private static let allow =
    "{Version: \"2012-10-17\", Statement: {Effect: Allow, Action: \"s3:*\", Resource: \"*\"}}"

  private static let premises = """
    {kind: Account, id: 111122223333}
    ---
    {kind: Account, id: 444455556666}
    ---
    {kind: User, name: ann, account: 111122223333}
    ---
    {kind: User, name: pat, path: /buyers/, account: 444455556666,
     inlinePolicies: [{name: All, document: \(allow)}]}
    ---
    {kind: User, name: sam, account: 444455556666}
    ---
    kind: ResourcePolicy
    resource: arn:aws:s3:::exports
    account: 111122223333
    document:
      Version: "2012-10-17"
      Statement:
        - Sid: Ann
          Effect: Allow
          Principal: {AWS: "arn:aws:iam::111122223333:user/ann"}
          Action: "s3:*"
          Resource: ["arn:aws:s3:::exports", "arn:aws:s3:::exports/*"]
        - Sid: Buyers
          Effect: Allow
          Principal: {AWS: "444455556666"}
          Action: "s3:GetObject"
          Resource: "arn:aws:s3:::exports/daily/*"
        - Sid: NoDeletes
          Effect: Deny
          Principal: "*"
          Action: "s3:DeleteObject"
          Resource: "arn:aws:s3:::exports/*"
    """

  /// Who asks for what, and the answer in short.
  struct Case: CustomTestStringConvertible, Sendable {
    let principal: String
    let action: String
    let resource: String
    let answer: String
    var testDescription: String { "\(principal) \(action) \(resource)" }
  }

  @Test(
    "a resource's policy grants in its own account and needs the other side across accounts",
    arguments: [
      Case(
        principal: "111122223333:user/ann",
        action: "s3:PutObject",
        resource: "exports/a",
        answer: "allow resource arn:aws:s3:::exports#policy/Ann"
      ),
      Case(
        principal: "111122223333:user/ann",
        action: "s3:ListBucket",
        resource: "exports",
        answer: "allow resource arn:aws:s3:::exports#policy/Ann"
      ),
      Case(
        principal: "111122223333:user/ann",
        action: "s3:DeleteObject",
        resource: "exports/a",
        answer: "explicitDeny resource arn:aws:s3:::exports#policy/NoDeletes"
      ),
      Case(
        principal: "111122223333:user/ann",
        action: "s3:PutObject",
        resource: "exports-of-another/a",
        answer: "implicitDeny identity -"
      ),
      Case(
        principal: "444455556666:user/buyers/pat",
        action: "s3:GetObject",
        resource: "exports/daily/1",
        answer: "allow identity "
          + "arn:aws:iam::444455556666:user/buyers/pat#All/"
      ),
      Case(
        principal: "444455556666:user/buyers/pat",
        action: "s3:GetObject",
        resource: "exports/secret/1",
        answer: "implicitDeny resource -"
      ),
      Case(
        principal: "444455556666:user/sam",
        action: "s3:GetObject",
        resource: "exports/daily/1",
        answer: "implicitDeny identity -"
      ),
    ]
  )
  func decides(example: Case) throws {
    let answer = try Premises(Self.premises).ask(
      "arn:aws:iam::\(example.principal)",
      example.action,
      "arn:aws:s3:::\(example.resource)"
    )
    #expect(answer.description == example.answer)
  }

  @Test("a resource below another one has the policies of both, when they have one owner")
  func nested() throws {
    func policy(_ resource: String, owner: String, _ statements: String) -> String {
      """

      ---
      kind: ResourcePolicy
      resource: arn:aws:\(resource)
      account: \(owner)
      document: {Version: "2012-10-17", Statement: \(statements)}
      """
    }
    let everyone = "Principal: \"*\", Resource: \"*\""
    let premises = try Premises(
      Self.premises
        + policy(
          "S3:::exports/daily",
          owner: "111122223333",
          "{Sid: Ask, Effect: Allow, Action: \"s3:*\", \(everyone)}"
        )
        + policy(
          "s3:::exports/theirs",
          owner: "444455556666",
          "{Sid: Own, Effect: Allow, Action: \"s3:*\", \(everyone)}"
        )
    )
    func ask(_ action: String, _ path: String) throws -> String {
      let answer = try premises.ask("anonymous", action, "arn:aws:s3:::exports/\(path)")
      return answer.description
    }
    #expect(
      try ask("s3:GetObject", "daily/1") == "allow resource arn:aws:S3:::exports/daily#policy/Ask"
    )
    #expect(
      try ask("s3:DeleteObject", "daily/1")
        == "explicitDeny resource arn:aws:s3:::exports#policy/NoDeletes"
    )
    #expect(try ask("s3:GetObject", "dailyy") == "implicitDeny resource -")
    #expect(
      try ask("s3:DeleteObject", "theirs/1")
        == "allow resource arn:aws:s3:::exports/theirs#policy/Own"
    )
  }

  @Test("a request that names another owner than the one that is known here is refused")
  func otherOwner() throws {
    let premises = try Premises(Self.premises)
    let pat = "arn:aws:iam::444455556666:user/buyers/pat"
    for resource in ["arn:aws:s3:::exports/secret/1", "arn:aws:sqs:eu:111122223333:queue"] {
      #expect(try premises.ask(pat, "s3:GetObject", resource).outcome == .implicitDeny)
      let named = try premises.ask(pat, "s3:GetObject", resource, owner: "111122223333")
      #expect(named.outcome == .implicitDeny)
      #expect(throws: RequestFault(.otherAccount, entry: nil)) {
        try premises.ask(pat, "s3:GetObject", resource, owner: "444455556666")
      }
    }
    let free = "arn:aws:s3:::nobodys/1"
    #expect(try premises.ask(pat, "s3:GetObject", free, owner: "444455556666").outcome == .allow)
    let foreign = try premises.ask(pat, "s3:GetObject", free, owner: "111122223333")
    #expect(foreign.outcome == .implicitDeny)
  }

  /// A manifest behind the premises, and the problems it must have.
  struct Refusal: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    let problem: String
    var testDescription: String { name }
  }

  private static func manifest(
    _ resource: String,
    _ statement: String,
    account: String = "account: 111122223333"
  ) -> String {
    """
    kind: ResourcePolicy
    resource: \(resource)
    \(account)
    document: {Version: "2012-10-17", Statement: {Effect: Allow, Action: "s3:*", \(statement)}}
    """
  }

  @Test(
    "what a resource policy may not say is told with its place (G-53, G-63)",
    arguments: [
      Refusal(
        name: "a resource beside the one attached to",
        text: manifest("arn:aws:s3:::b", "Principal: '*', Resource: 'arn:aws:s3:::b*'"),
        problem: "a.yaml:37:104: `arn:aws:s3:::b*` does not lie within `arn:aws:s3:::b`, to which "
          + "the policy is attached"
      ),
      Refusal(
        name: "another account in the resource",
        text: manifest(
          "arn:aws:s3::111122223333:b",
          "Principal: '*', Resource: 'arn:aws:s3::444455556666:b'"
        ),
        problem: "a.yaml:37:104: `arn:aws:s3::444455556666:b` does not lie within "
          + "`arn:aws:s3::111122223333:b`, to which the policy is attached"
      ),
      Refusal(
        name: "a user that does not exist",
        text: manifest(
          "arn:aws:s3:::b",
          "Principal: {AWS: 'arn:aws:iam::111122223333:user/anne'}"
        ),
        problem: "a.yaml:37:95: invalid principal in policy: there is no principal "
          + "`arn:aws:iam::111122223333:user/anne`; did you mean "
          + "`arn:aws:iam::111122223333:user/ann`?"
      ),
      Refusal(
        name: "a unique id of nobody",
        text: manifest("arn:aws:s3:::b", "Principal: {AWS: AIDAAAAAAAAAAAAAAAAAA}"),
        problem: "a.yaml:37:95: invalid principal in policy: there is no principal "
          + "`AIDAAAAAAAAAAAAAAAAAA`"
      ),
      Refusal(
        name: "a partition that is not known",
        text: manifest("arn:AWS:s3:::exports", "Principal: '*'"),
        problem: "a.yaml:35:11: the partition `AWS` is not known"
      ),
      Refusal(
        name: "a second policy for one resource",
        text: manifest("arn:aws:S3:::exports", "Principal: '*'"),
        problem: "a.yaml:35:11: the resource `arn:aws:S3:::exports` has two policies, the first in "
          + "a.yaml:13"
      ),
      Refusal(
        name: "wildcards in the resource",
        text: manifest("arn:aws:s3:::b*", "Principal: '*'"),
        problem: "a.yaml:35:11: expected the ARN of one resource, without wildcards, found "
          + "`arn:aws:s3:::b*`; such as `arn:aws:s3:::bucket`"
      ),
      Refusal(
        name: "a role",
        text: manifest("arn:aws:iam::111122223333:role/R", "Principal: '*'"),
        problem: "a.yaml:35:11: `arn:aws:iam::111122223333:role/R` cannot have a resource policy; "
          + "the policy of a role is its `trustPolicy`"
      ),
      Refusal(
        name: "two owners",
        text: manifest("arn:aws:s3::444455556666:b", "Principal: '*'"),
        problem: "a.yaml:35:11: the resource belongs to the account `444455556666`, the manifest "
          + "says `111122223333`"
      ),
      Refusal(
        name: "an owner that is not known",
        text: manifest("arn:aws:s3::999988887777:b", "Principal: '*'", account: "# none"),
        problem: "a.yaml:35:11: the directory has no account `999988887777`, which the resource "
          + "belongs to"
      ),
      Refusal(
        name: "no owner",
        text: manifest("arn:aws:s3:::b", "Principal: '*'", account: "# none"),
        problem: "a.yaml:34:1: expected a member `account`, since the directory has more than one "
          + "account"
      ),
      Refusal(
        name: "a policy that is not one",
        text: manifest("arn:aws:s3:::b", "Principle: '*'"),
        problem: "a.yaml:37:78: unknown element `Principle`"
      ),
    ]
  )
  func refuses(example: Refusal) throws {
    let problems = try Premises.problems(Self.premises + "\n---\n" + example.text)
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix(example.problem) == true, "\(problems)")
  }

  @Test(
    "principals of accounts that are not known here are taken as they are (G-53)",
    arguments: [
      "AWS: 'arn:aws:iam::999988887777:user/x'", "AWS: '999988887777'",
      "AWS: 'arn:aws:sts::111122223333:assumed-role/None/s'", "Service: jobs.acme.example",
    ]
  )
  func acceptsForeign(principal: String) throws {
    let text = Self.manifest("arn:aws:s3:::b", "Principal: {\(principal)}")
    #expect(try Premises.problems(Self.premises + "\n---\n" + text) == [])
  }
}
