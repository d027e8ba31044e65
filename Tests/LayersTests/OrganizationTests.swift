import PosternModel
import Testing

@Suite("Organizations from manifests")
struct OrganizationTests {
  private static func allow(_ action: String) -> String {
    "{Version: \"2012-10-17\", Statement: {Sid: S, Effect: Allow, Action: \"\(action)\", "
      + "Resource: \"*\"}}"
  }

  private static let everything = "[{name: All, document: \(allow("*"))}]"

  private static let entities = """
    {kind: Account, id: 100000000001}
    ---
    {kind: Account, id: 200000000002}
    ---
    {kind: Account, id: 300000000003}
    ---
    {kind: Account, id: 400000000004}
    ---
    {kind: User, name: boss, account: 100000000001, inlinePolicies: \(everything)}
    ---
    {kind: User, name: ann, account: 200000000002, inlinePolicies: \(everything)}
    ---
    {kind: User, name: ben, account: 300000000003, inlinePolicies: \(everything)}
    ---
    {kind: User, name: eve, account: 400000000004, inlinePolicies: \(everything)}
    ---
    kind: ResourcePolicy
    resource: arn:aws:s3:::shared
    account: 200000000002
    document:
      Version: "2012-10-17"
      Statement: {Effect: Allow, Principal: "*", Action: "s3:*", Resource: "*"}
    ---
    kind: ResourcePolicy
    resource: arn:aws:s3:::managed
    account: 100000000001
    document:
      Version: "2012-10-17"
      Statement: {Effect: Allow, Principal: "*", Action: "s3:*", Resource: "*"}
    ---

    """

  private static func organization(isEnabled: Bool = true) -> String {
    """
    kind: Organization
    id: o-acme
    managementAccount: 100000000001
    serviceControlPoliciesEnabled: \(isEnabled)
    root:
      id: r-acme
      accounts: [100000000001]
      resourceControlPolicies:
        - name: MembersOnly
          document:
            Version: "2012-10-17"
            Statement:
              Sid: MembersOnly
              Effect: Deny
              Principal: "*"
              Action: "s3:*"
              Resource: "*"
              Condition: {StringNotEqualsIfExists: {"aws:PrincipalOrgID": "o-acme"}}
      units:
        - id: ou-shop
          name: Shop
          serviceControlPolicies:
            - FullAWSAccess
            - name: NoMail
              document:
                Version: "2012-10-17"
                Statement: {Sid: NoMail, Effect: Deny, Action: "mail:*", Resource: "*"}
          accounts: [200000000002]
          units:
            - id: ou-lab
              serviceControlPolicies: [{name: OnlyS3, document: \(allow("s3:*"))}]
              accounts:
                - {id: 300000000003, serviceControlPolicies: [FullAWSAccess]}
    """
  }

  /// Who asks for what, and the answer in short.
  struct Case: CustomTestStringConvertible, Sendable {
    let user: String
    let action: String
    let resource: String
    let answer: String
    var testDescription: String { "\(user) \(action) \(resource)" }
  }

  private static func policy(_ type: String, _ name: String) -> String {
    "arn:aws:organizations::100000000001:policy/o-acme/\(type)_control_policy/\(name)"
  }

  @Test(
    "each level from the root to the account must allow, and a deny on any level wins (6.8)",
    arguments: [
      Case(
        user: "200000000002:user/ann",
        action: "orders:Get",
        resource: "arn:aws:orders::200000000002:order/1",
        answer: "allow identity arn:aws:iam::200000000002:user/ann#All/S"
      ),
      Case(
        user: "200000000002:user/ann",
        action: "mail:Send",
        resource: "arn:aws:mail::200000000002:box/1",
        answer: "explicitDeny scp \(policy("service", "NoMail"))/NoMail"
      ),
      Case(
        user: "200000000002:root",
        action: "mail:Send",
        resource: "arn:aws:mail::200000000002:box/1",
        answer: "explicitDeny scp \(policy("service", "NoMail"))/NoMail"
      ),
      Case(
        user: "300000000003:user/ben",
        action: "orders:Get",
        resource: "arn:aws:orders::300000000003:order/1",
        answer: "implicitDeny scp -"
      ),
      Case(
        user: "300000000003:user/ben",
        action: "mail:Send",
        resource: "arn:aws:mail::300000000003:box/1",
        answer: "explicitDeny scp \(policy("service", "NoMail"))/NoMail"
      ),
      Case(
        user: "300000000003:user/ben",
        action: "s3:GetObject",
        resource: "arn:aws:s3:::shared/k",
        answer: "allow identity arn:aws:iam::300000000003:user/ben#All/S"
      ),
      Case(
        user: "100000000001:user/boss",
        action: "mail:Send",
        resource: "arn:aws:mail::100000000001:box/1",
        answer: "allow identity arn:aws:iam::100000000001:user/boss#All/S"
      ),
      Case(
        user: "400000000004:user/eve",
        action: "s3:GetObject",
        resource: "arn:aws:s3:::shared/k",
        answer: "explicitDeny rcp \(policy("resource", "MembersOnly"))/MembersOnly"
      ),
      Case(
        user: "400000000004:user/eve",
        action: "s3:GetObject",
        resource: "arn:aws:s3:::managed/k",
        answer: "allow identity arn:aws:iam::400000000004:user/eve#All/S"
      ),
      Case(
        user: "400000000004:user/eve",
        action: "mail:Send",
        resource: "arn:aws:mail::400000000004:box/1",
        answer: "allow identity arn:aws:iam::400000000004:user/eve#All/S"
      ),
    ]
  )
  func decides(example: Case) throws {
    let answer = try Premises(Self.entities + Self.organization())
      .ask("arn:aws:iam::\(example.user)", example.action, example.resource)
    #expect(answer.description == example.answer)
  }

  @Test("service control policies that are disabled are skipped, resource ones are not (E-43)")
  func skipsDisabled() throws {
    let premises = try Premises(Self.entities + Self.organization(isEnabled: false))
    let ben = "arn:aws:iam::300000000003:user/ben"
    let mail = try premises.ask(ben, "mail:Send", "arn:aws:mail::300000000003:box/1")
    #expect(mail.outcome == .allow)
    let eve = "arn:aws:iam::400000000004:user/eve"
    #expect(try premises.ask(eve, "s3:GetObject", "arn:aws:s3:::shared/k").layer == .rcp)
  }

  /// A condition on a key that the organization gives, and whether it holds for ann of the shop.
  struct KeyCase: CustomTestStringConvertible, Sendable {
    let condition: String
    let holds: Bool
    var testDescription: String { condition }
  }

  @Test(
    "the keys of the caller's and the owner's organization are derived (E-46)",
    arguments: [
      KeyCase(condition: "{StringEquals: {\"aws:PrincipalOrgID\": o-acme}}", holds: true),
      KeyCase(condition: "{StringEquals: {\"aws:ResourceOrgID\": o-acme}}", holds: true),
      KeyCase(condition: "{StringEquals: {\"aws:PrincipalOrgID\": o-other}}", holds: false),
      KeyCase(
        condition:
          "{\"ForAnyValue:StringLike\": {\"aws:PrincipalOrgPaths\": \"o-acme/r-acme/ou-shop/*\"}}",
        holds: true
      ),
      KeyCase(
        condition:
          "{\"ForAllValues:StringEquals\": {\"aws:PrincipalOrgPaths\": \"o-acme/r-acme/\"}}",
        holds: false
      ),
      KeyCase(
        condition: "{\"ForAnyValue:StringEquals\": "
          + "{\"aws:ResourceOrgPaths\": \"o-acme/r-acme/ou-shop/ou-lab/\"}}",
        holds: true
      ),
      KeyCase(
        condition:
          "{StringLike: {\"aws:PrincipalOrgPaths\": \"o-acme/r-acme/ou-shop/*\"}}",
        holds: false
      ),
      KeyCase(condition: "{\"Null\": {\"aws:PrincipalOrgPaths\": \"true\"}}", holds: false),
    ]
  )
  func derivesKeys(example: KeyCase) throws {
    let text = """
      {kind: User, name: kim, account: 200000000002, inlinePolicies: [{name: K, document: {
        Version: "2012-10-17", Statement: {Effect: Allow, Action: "*", Resource: "*",
        Condition: \(example.condition)}}}]}
      ---
      kind: ResourcePolicy
      resource: arn:aws:s3:::lab
      account: 300000000003
      document:
        Version: "2012-10-17"
        Statement: {Effect: Allow, Principal: "*", Action: "s3:*", Resource: "*"}
      ---

      """
    let answer = try Premises(Self.entities + text + Self.organization())
      .ask("arn:aws:iam::200000000002:user/kim", "s3:GetObject", "arn:aws:s3:::lab/k")
    #expect((answer.outcome == .allow) == example.holds)
  }

  @Test("accounts outside of organizations have no keys of one")
  func hasNoKeysOutside() throws {
    let text = """
      {kind: User, name: kim, account: 400000000004, inlinePolicies: [{name: K, document: {
        Version: "2012-10-17", Statement: {Effect: Allow, Action: "*", Resource: "*",
        Condition: {"Null": {"aws:PrincipalOrgID": "true", "aws:ResourceOrgPaths": "true"}}}}}]}
      ---

      """
    let answer = try Premises(Self.entities + text + Self.organization())
      .ask("arn:aws:iam::400000000004:user/kim", "x:Y", "arn:aws:x::400000000004:y")
    #expect(answer.outcome == .allow)
  }

  /// An organization, and the problem that it must have.
  struct Refusal: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    let problem: String
    var testDescription: String { name }
  }

  @Test(
    "what an organization may not be is told with its place",
    arguments: [
      Refusal(
        name: "an account that is not known",
        text: "id: o-a\nmanagementAccount: 100000000001\nroot: {id: r-a, accounts: [200000000003]}",
        problem: "a.yaml:34:28: the directory has no account `200000000003`"
      ),
      Refusal(
        name: "an account twice",
        text: "id: o-a\nmanagementAccount: 100000000001\nroot: {id: r-a, "
          + "accounts: [200000000002, {id: 200000000002}]}",
        problem: "a.yaml:34:47: `200000000002` is given twice"
      ),
      Refusal(
        name: "a level without policies",
        text: "id: o-a\nmanagementAccount: 100000000001\n"
          + "root: {id: r-a, serviceControlPolicies: []}",
        problem: "a.yaml:34:12: `r-a` has no service control policy, at least one must stay "
          + "attached; write `FullAWSAccess`, or leave the member out"
      ),
      Refusal(
        name: "a resource control policy that allows",
        text: "id: o-a\nmanagementAccount: 100000000001\nroot: {id: r-a, resourceControlPolicies: "
          + "[{name: R, document: \(allow("s3:*"))}]}",
        problem: "a.yaml:34:115: a resource control policy can only deny"
      ),
      Refusal(
        name: "a service control policy with a principal",
        text: "id: o-a\nmanagementAccount: 100000000001\nroot: {id: r-a, serviceControlPolicies: "
          + "[{name: R, document: {Version: '2012-10-17', Statement: "
          + "{Effect: Deny, Principal: '*', Action: '*', Resource: '*'}}}]}",
        problem: "a.yaml:34:112: a policy of this kind holds for whom it is attached to and has no "
          + "`Principal`"
      ),
      Refusal(
        name: "an id of another form",
        text: "id: acme\nmanagementAccount: 100000000001\nroot: {id: r-a}",
        problem: "a.yaml:32:5: expected the id of an organization, `o-` and 1 to 65 small letters, "
          + "digits and hyphens, found `acme`"
      ),
      Refusal(
        name: "a word that is neither true nor false",
        text: "id: o-a\nmanagementAccount: 100000000001\nroot: {id: r-a}\n"
          + "serviceControlPoliciesEnabled: on",
        problem: "a.yaml:35:32: expected `true` or `false` for `serviceControlPoliciesEnabled`, "
          + "found `on`"
      ),
      Refusal(
        name: "one name for two policies",
        text: "id: o-a\nmanagementAccount: 100000000001\nroot: {id: r-a, serviceControlPolicies: "
          + "[{name: P, document: \(allow("a:*"))}], units: [{id: ou-a, serviceControlPolicies: "
          + "[{name: P, document: \(allow("b:*"))}]}]}",
        problem: "a.yaml:34:219: the policy `P` has another document than on the level before; "
          + "give it a name of its own"
      ),
    ]
  )
  func refuses(example: Refusal) throws {
    let problems = try Premises.problems(
      Self.entities + "kind: Organization\n" + example.text
    )
    #expect(problems == [example.problem])
  }
}
