import Foundation
import PosternAdministration
import PosternDecisionPoint
import PosternManifest
import PosternModel
import Testing

/// Of users and roles that are asked about, the tags are known without being told (5.4, 5.5).
@Suite("Tags of users and roles")
struct EntityTagTests {
  private static let premises = """
    {kind: Account, id: "111122223333"}
    ---
    kind: User
    account: "111122223333"
    name: adm
    tags: {Project: green, own: "yes"}
    inlinePolicies:
      - name: P
        document:
          Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: ["sts:*", "iam:*", "s3:*"]
              Resource: "*"
              Condition:
                StringEquals: {"aws:ResourceTag/project": "${aws:PrincipalTag/Project}"}
            - Effect: Allow
              Action: iam:DeleteUser
              Resource: "*"
              Condition: {StringEquals: {"iam:ResourceTag/Kind": robot}}
            - Effect: Deny
              Action: "*"
              Resource: "*"
              Condition: {StringEquals: {"aws:ResourceTag/locked": "yes"}}
            - {Effect: Allow, Action: "a:*", Resource: "*",
               Condition: {StringEquals: {"aws:ResourceTag/own": "yes"}}}
    ---
    {kind: User, account: "111122223333", name: ann, path: /x/, tags: {PROJECT: green}}
    ---
    {kind: User, account: "111122223333", name: bob, tags: {Project: red, kind: robot}}
    ---
    {kind: User, account: "111122223333", name: eve, tags: {Project: green, locked: "yes"}}
    ---
    {kind: Role, account: "111122223333", name: Green, path: /r/, tags: {Project: green},
     trustPolicy: {Version: "2012-10-17", Statement: {Effect: Allow,
       Principal: {AWS: "111122223333"}, Action: "sts:*"}}}
    ---
    {kind: Role, account: "111122223333", name: Red, tags: {Project: red},
     trustPolicy: {Version: "2012-10-17", Statement: {Effect: Allow,
       Principal: {AWS: "111122223333"}, Action: "sts:*"}}}
    ---
    {kind: Role, account: "111122223333", name: Plain,
     trustPolicy: {Version: "2012-10-17", Statement: {Effect: Allow,
       Principal: {AWS: "111122223333"}, Action: "sts:*"}}}
    """

  @Test(
    "are known to conditions, and nobody else's are taken for them",
    arguments: [
      ("iam:GetUser", "iam::111122223333:user/x/ann", Decision.Outcome.allow),
      ("iam:GetUser", "iam::111122223333:user/ann", .implicitDeny),
      ("iam:GetUser", "iam::111122223333:user/bob", .implicitDeny),
      ("iam:DeleteUser", "iam::111122223333:user/bob", .allow),
      ("iam:GetUser", "iam::111122223333:user/eve", .explicitDeny),
      ("iam:GetUser", "iam::111122223333:user/nobody", .implicitDeny),
      ("sts:AssumeRole", "iam::111122223333:role/r/Green", .allow),
      ("sts:AssumeRole", "iam::111122223333:role/Red", .implicitDeny),
      ("sts:AssumeRole", "iam::111122223333:role/Plain", .implicitDeny),
      ("iam:GetRole", "iam::111122223333:role/r/Green", .allow),
      ("iam:GetRole", "iam::111122223333:role/Green", .implicitDeny),
      ("iam:GetRole", "sts::111122223333:assumed-role/Green/", .implicitDeny),
      ("s3:GetObject", "s3:::b/k", .implicitDeny),
      // The caller's own tag is not the resource's.
      ("a:Get", "a:::x", .implicitDeny),
    ]
  )
  func known(action: String, resource: String, expected: Decision.Outcome) throws {
    let answer = try Premises(Self.premises)
      .ask("arn:aws:iam::111122223333:user/adm", action, "arn:aws:" + resource)
    #expect(answer.outcome == expected)
  }

  @Test("are told by the question for every other resource")
  func told() throws {
    let premises = try Premises(Self.premises)
    let user = "arn:aws:iam::111122223333:user/adm"
    let context = ["aws:ResourceTag/Project": ["green"]]
    let bucket = try premises.ask(user, "s3:Get", "arn:aws:s3:::b", context: context)
    #expect(bucket.outcome == .allow)
    let role = "arn:aws:iam::111122223333:role/Plain"
    #expect(try premises.ask(user, "sts:AssumeRole", role, context: context).outcome == .allow)
  }

  @Test("are known as soon as a policy mentions them (E-29)")
  func mentioned() throws {
    let point = DecisionPoint(limits: .standard)
    let authorizer = Authorizer(
      decisionPoint: point,
      trustsContext: false,
      secondsSinceEpoch: { 1_900_000_000 }
    )
    let keys = ["aws:RequestTag/Project", "aws:ResourceTag/Project", "iam:ResourceTag/project"]
    for (revision, key) in keys.enumerated() {
      let directory = try Premises.directory(
        holding: """
          {kind: Account, id: "111122223333"}
          ---
          {kind: User, name: ann, tags: {Project: green}}
          ---
          {kind: User, name: adm, inlinePolicies: [{name: P, document: {Version: "2012-10-17",
            Statement: {Effect: Allow, Action: "iam:*", Resource: "*",
              Condition: {StringEquals: {"\(key)": green}}}}}]}
          """
      )
      let rules = ImportRules(limits: .standard, quotas: .standard)
      let loaded = DirectorySource(path: directory.path, limits: .standard).load()
      let contents = try AccountImport(rules: rules).check(loaded)
      try point.publish(contents, revision: UInt64(revision + 1))
      authorizer.refresh()
      let request = AuthorizationRequest(
        principal: "arn:aws:iam::111122223333:user/adm",
        action: "iam:GetUser",
        resource: "arn:aws:iam::111122223333:user/ann"
      )
      #expect(try authorizer.authorize(request).isAllowed == (revision > 0), "\(key)")
    }
  }

  @Test("stand before what a question says of them")
  func knownFirst() throws {
    let premises = try Premises(Self.premises, trustsContext: false)
    let answer = try premises.ask(
      "arn:aws:iam::111122223333:user/adm",
      "sts:AssumeRole",
      "arn:aws:iam::111122223333:role/Red",
      context: ["aws:ResourceTag/Project": ["green"]]
    )
    #expect(answer.outcome == .implicitDeny)
  }
}
