import PosternModel
import Testing

@Suite("Trust policies from manifests")
struct TrustPolicyTests {
  private static let premises = """
    {kind: Account, id: "111122223333"}
    ---
    kind: User
    name: adm
    account: "111122223333"
    inlinePolicies:
      - name: All
        document: {Version: "2012-10-17", Statement: {Effect: Allow, Action: "*", Resource: "*"}}
    ---
    kind: Role
    name: Job
    account: "111122223333"
    trustPolicy:
      Version: "2012-10-17"
      Statement:
        - {Effect: Deny, Principal: "*", NotAction: ["sts:AssumeRole"]}
        - {Effect: Allow, Principal: {Service: "jobs.amazonaws.com"}, Action: ["sts:AssumeRole"]}
    ---
    kind: Role
    name: Guest
    account: "111122223333"
    trustPolicy:
      Version: "2012-10-17"
      Statement:
        Effect: Allow
        Principal:
          Federated:
            - accounts.example.com
            - arn:aws:iam::111122223333:oidc-provider/id.example.com/a
        Action: "sts:AssumeRoleWithWebIdentity"
        Condition: {StringEquals: {"accounts.example.com:aud": app}}
    """

  @Test(
    "are asked when a role is to be assumed, and never else (6.1, G-60)",
    arguments: [
      ("sts:AssumeRole", "implicitDeny trust"), ("sts:TagSession", "explicitDeny trust"),
      ("sts:SetContext", "explicitDeny trust"), ("sts:SetSourceIdentity", "explicitDeny trust"),
      ("iam:GetRole", "allow identity"), ("iam:DeleteRole", "allow identity"),
      ("iam:UpdateAssumeRolePolicy", "allow identity"), ("iam:PassRole", "allow identity"),
      ("sts:GetAccessKeyInfo", "allow identity"),
    ]
  )
  func asked(action: String, expected: String) throws {
    let premises = try Premises(Self.premises)
    let role = "arn:aws:iam::111122223333:role/Job"
    let answer = try premises.ask("arn:aws:iam::111122223333:user/adm", action, role)
    #expect("\(answer.outcome) \(answer.layer)" == expected)
  }

  @Test(
    "let in whom an identity provider vouches for, be it known by an ARN or by a plain name (1.5)",
    arguments: [
      ("accounts.example.com", "sts:AssumeRoleWithWebIdentity", "allow trust"),
      (
        "arn:aws:iam::111122223333:oidc-provider/id.example.com/a", "STS:assumeRoleWithWebIdentity",
        "allow trust"
      ),
      ("other.example.com", "sts:AssumeRoleWithWebIdentity", "implicitDeny trust"),
      ("accounts.example.com", "sts:AssumeRole", "implicitDeny trust"),
    ]
  )
  func providers(name: String, action: String, expected: String) throws {
    let premises = try Premises(Self.premises)
    let answer = try premises.ask(
      name,
      action,
      "arn:aws:iam::111122223333:role/Guest",
      context: ["accounts.example.com:aud": ["app"]]
    )
    #expect("\(answer.outcome) \(answer.layer)" == expected)
  }

  @Test("hold for their own role, and for none whose path begins with its name")
  func below() throws {
    let premises = try Premises(Self.premises)
    let roles = "arn:aws:iam::111122223333:role"
    let own = try premises.ask("jobs.amazonaws.com", "sts:AssumeRole", "\(roles)/Job")
    #expect("\(own.outcome) \(own.layer)" == "allow trust")
    let below = try premises.ask("jobs.amazonaws.com", "sts:AssumeRole", "\(roles)/Job/Other")
    #expect("\(below.outcome) \(below.layer)" == "implicitDeny trust")
  }

  @Test("say nothing to root, who may do everything else with a role of the account")
  func root() throws {
    let premises = try Premises(Self.premises)
    let role = "arn:aws:iam::111122223333:role/Job"
    let answer = try premises.ask("arn:aws:iam::111122223333:root", "iam:DeleteRole", role)
    #expect(answer.outcome == .allow)
  }
}
