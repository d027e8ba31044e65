import Testing

@Suite("Permissions boundaries from manifests")
struct BoundaryTests {
  private static let premises = """
    {kind: Account, id: 111122223333}
    ---
    kind: Policy
    name: Fence
    document:
      Version: "2012-10-17"
      Statement:
        - {Sid: Inside, Effect: Allow, Action: "orders:*", Resource: "*"}
        - {Sid: NeverDelete, Effect: Deny, Action: "orders:Delete*", Resource: "*"}
    ---
    kind: Policy
    name: Everything
    document: {Version: "2012-10-17", Statement: {Effect: Allow, Action: "*", Resource: "*"}}
    ---
    {kind: User, name: ann, attachedPolicies: [Everything], permissionsBoundary: Fence}
    ---
    {kind: User, name: ben, permissionsBoundary: Fence}
    ---
    kind: Role
    name: Runner
    attachedPolicies: [Everything]
    permissionsBoundary: arn:aws:iam::111122223333:policy/Fence
    trustPolicy:
      Version: "2012-10-17"
      Statement: {Effect: Allow, Principal: {Service: jobs.acme.example}, Action: "sts:AssumeRole"}
    """

  /// Who asks for what, and the answer in short.
  struct Case: CustomTestStringConvertible, Sendable {
    let principal: String
    let action: String
    let answer: String
    var testDescription: String { "\(principal) \(action)" }
  }

  @Test(
    "a boundary limits users and roles, denies for them and grants nothing (E-04, 6.3 row 3)",
    arguments: [
      Case(principal: "user/ann", action: "orders:Get", answer: "allow identity"),
      Case(principal: "user/ann", action: "mail:Send", answer: "implicitDeny boundary"),
      Case(principal: "user/ann", action: "orders:DeleteAll", answer: "explicitDeny boundary"),
      Case(principal: "user/ben", action: "orders:Get", answer: "implicitDeny identity"),
      Case(principal: "assumed-role/Runner/s", action: "orders:Get", answer: "allow identity"),
      Case(
        principal: "assumed-role/Runner/s",
        action: "mail:Send",
        answer: "implicitDeny boundary"
      ),
    ]
  )
  func limits(example: Case) throws {
    let service = example.principal.hasPrefix("user") ? "iam" : "sts"
    let answer = try Premises(Self.premises).ask(
      "arn:aws:\(service)::111122223333:\(example.principal)",
      example.action,
      "arn:aws:orders:eu-west-1:111122223333:order/1"
    )
    #expect("\(answer.outcome) \(answer.layer)" == example.answer)
  }

  @Test("a boundary that does not exist is refused")
  func refusesMissing() throws {
    let problems = try Premises.problems(
      Self.premises + "\n---\n{kind: User, name: eve, permissionsBoundary: Fense}"
    )
    #expect(
      problems == [
        "a.yaml:27:46: there is no managed policy `Fense`; did you mean `Fence`?"
      ]
    )
  }
}
