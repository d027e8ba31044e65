import PosternAdministration
import PosternManifest
import PosternModel
import PosternStore
import Testing

@Suite("Import of accounts")
struct AccountImportTests {
  private static let allow =
    "{Version: '2012-10-17', Statement: {Effect: Allow, Action: 's3:Get*', Resource: '*'}}"

  private static let manifests = """
    {kind: Account, id: 111122223333}
    ---
    {kind: User, name: bob, path: /eng/, groups: [STAFF], attachedPolicies: [read]}
    ---
    {kind: Group, name: Staff,
     attachedPolicies: ["arn:aws:iam::111122223333:policy/eng/Read"],
     inlinePolicies: [{name: Own, document: \(allow)}]}
    ---
    {kind: Policy, name: Read, path: /eng/, document: \(allow)}
    """

  @Test("references take the spelling of what they lead to, and unique ids are filled in")
  func resolves() throws {
    let contents = try TemporaryDirectory(["a.yaml": Self.manifests]).check()
    let user = try #require(contents.users.first)
    #expect(user.groups == ["Staff"])
    #expect(user.attachedPolicies == ["arn:aws:iam::111122223333:policy/eng/Read"])
    #expect(
      user.uniqueID
        == UniqueID.derived(from: "arn:aws:iam::111122223333:user/eng/bob", prefix: .user)
    )
    #expect(contents.groups.first?.uniqueID.hasPrefix("AGPA") == true)
    #expect(contents.policies.first?.uniqueID.hasPrefix("ANPA") == true)
  }

  @Test("an instance profile takes its role's spelling, and has at most that one (table 7.3)")
  func instanceProfiles() throws {
    let role =
      "{kind: Role, name: Ops, trustPolicy: {Statement: {Effect: Allow, "
      + "Principal: {Service: ec2.amazonaws.com}, Action: 'sts:AssumeRole'}}}"
    func manifests(_ profile: String) -> String {
      "\(Self.manifests)\n---\n\(role)\n---\n{kind: InstanceProfile, \(profile)}\n"
    }
    let contents = try TemporaryDirectory([
      "a.yaml": manifests("name: Web, path: /web/, role: ops, tags: {team: shop}")
    ]).check()
    let profile = try #require(contents.instanceProfiles.first)
    #expect(profile.role == "Ops")
    #expect(
      profile.uniqueID
        == UniqueID.derived(
          from: "arn:aws:iam::111122223333:instance-profile/web/Web",
          prefix: .instanceProfile
        )
    )
    let missing = try TemporaryDirectory(["a.yaml": manifests("name: Web, role: Op")]).problems()
    #expect(missing == ["a.yaml:13:42: there is no role `Op`; did you mean `Ops`?"])
    let badName = try TemporaryDirectory(["a.yaml": manifests("name: 'We b'")]).problems()
    #expect(badName.count == 1)
    #expect(badName.first?.contains("expected the name of an instance profile") == true)
  }

  @Test("a sound directory replaces the store's contents, a broken one leaves them")
  func imports() throws {
    let directory = try TemporaryDirectory(["a.yaml": Self.manifests])
    let store = try EntityStore(at: .memory)
    let rules = ImportRules(limits: .standard, quotas: .standard)
    let importer = AccountImport(rules: rules)
    #expect(try importer.importDirectory(directory.path, into: store) == 1)
    #expect(try store.readContents().contents == directory.check())
    try directory.write("b.yaml", "kind: User\nname: bob\n")
    let failure = #expect(throws: ImportError.self) {
      try importer.importDirectory(directory.path, into: store)
    }
    #expect(failure?.code == .refused)
    #expect(failure?.problemCount == 1)
    #expect(try store.readContents().revision == 1)
    try directory.write("b.yaml", "kind: User\nname: eve\n")
    #expect(try importer.importDirectory(directory.path, into: store) == 2)
    #expect(try store.readContents().contents.users.map(\.name) == ["bob", "eve"])
  }

  @Test("two partitions have policies of the platform with the same names and unique ids")
  func partitions() throws {
    func export(_ partition: String, _ account: String) -> String {
      #"""
      {"UserDetailList": [{"UserName": "u", "Arn": "arn:\#(partition):iam::\#(account):user/u",
        "AttachedManagedPolicies": [{"PolicyArn": "arn:\#(partition):iam::aws:policy/Read"}]}],
       "Policies": [{"PolicyId": "ANPAEXAMPLE0000000001", "DefaultVersionId": "v1",
         "Arn": "arn:\#(partition):iam::aws:policy/Read",
         "PolicyVersionList": [{"VersionId": "v1", "Document": {"Version": "2012-10-17",
           "Statement": {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}}]}]}
      """#
    }
    let directory = try TemporaryDirectory([
      "a.json": export("aws", "111122223333"), "b.json": export("aws-cn", "444455556666"),
    ])
    let store = try EntityStore(at: .memory)
    let rules = ImportRules(limits: .standard, quotas: .standard)
    _ = try AccountImport(rules: rules).importDirectory(directory.path, into: store)
    let contents = try store.readContents().contents
    #expect(
      contents.policies.map(\.arn) == [
        "arn:aws:iam::aws:policy/Read", "arn:aws-cn:iam::aws:policy/Read",
      ]
    )
    #expect(contents.users.map(\.attachedPolicies) == contents.policies.map { [$0.arn] })
  }

  /// Manifests behind a sound account, and the problems they must have.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    let problems: [String]
    var testDescription: String { name }
  }

  @Test(
    "what does not hold together is told with its place",
    arguments: [
      Case(
        name: "missing group",
        text: "kind: User\nname: bob\ngroups: [Staf]\n",
        problems: ["a.yaml:10:10: there is no group `Staf`; did you mean `Staff`?"]
      ),
      Case(
        name: "group twice",
        text: "kind: User\nname: bob\ngroups: [Staff, STAFF]\n",
        problems: ["a.yaml:10:17: the group `STAFF` is given twice"]
      ),
      Case(
        name: "the tags of a policy (tables 7.1 and 7.2)",
        text: "kind: Policy\nname: P\ndocument: \(allow)\ntags: {k: v, K: v, 'a*': 'b*'}\n",
        problems: [
          "a.yaml:11:14: the tag `K` is given twice; keys ignore case",
          "a.yaml:11:20: expected a value of the tag `a*` with 0 to 256 letters, digits, spaces "
            + "and `_ . : / = + - @`",
          "a.yaml:11:20: expected the key of a tag with 1 to 128 letters, digits, spaces and "
            + "`_ . : / = + - @`, found `a*`",
        ]
      ),
      Case(
        name: "too many tags of a policy",
        text: "kind: Policy\nname: P\ndocument: \(allow)\ntags:\n"
          + (0...50).map { "  k\($0): v\n" }.joined(),
        problems: ["a.yaml:62:3: a policy may have at most 50 tags, found 51"]
      ),
      Case(
        name: "what describes a role",
        text: "kind: Role\nname: R\ntrustPolicy: {Statement: {Effect: Allow, "
          + "Principal: {Service: ec2.amazonaws.com}, Action: 'sts:AssumeRole'}}\n"
          + "description: \"\(String(repeating: "a", count: 1_000))\u{2019}\"\n",
        problems: [
          "a.yaml:11:14: expected a description of at most 1000 characters, found 1001",
          "a.yaml:11:14: expected a description of printable characters up to `ÿ`, tabs and line "
            + "ends",
        ]
      ),
      Case(
        name: "missing policy",
        text: "kind: User\nname: bob\nattachedPolicies: [Nothing]\n",
        problems: ["a.yaml:10:20: there is no managed policy `Nothing`"]
      ),
      Case(
        name: "missing ARN",
        text:
          "kind: User\nname: bob\nattachedPolicies: ['arn:aws:iam::111122223333:policy/Reed']\n",
        problems: [
          "a.yaml:10:20: there is no managed policy `arn:aws:iam::111122223333:policy/Reed`; "
            + "did you mean `arn:aws:iam::111122223333:policy/Read`?"
        ]
      ),
      Case(
        name: "policy twice",
        text: "kind: User\nname: bob\n"
          + "attachedPolicies: [Read, 'arn:aws:iam::111122223333:policy/Read']\n",
        problems: [
          "a.yaml:10:26: the policy `arn:aws:iam::111122223333:policy/Read` is attached twice"
        ]
      ),
      Case(
        name: "missing boundary",
        text: "kind: User\nname: bob\npermissionsBoundary: X\n",
        problems: ["a.yaml:10:22: there is no managed policy `X`"]
      ),
      Case(
        name: "same name in other case",
        text: "kind: Group\nname: STAFF\n",
        problems: [
          "a.yaml:9:7: the group `STAFF` is given twice, first in a.yaml:4; names ignore case"
        ]
      ),
      Case(
        name: "illegal names",
        text: "kind: User\nname: bob smith\npath: eng\ntags: {'aws:x': a, k: v, K: v, 'a*': b}\n",
        problems: [
          "a.yaml:9:7: expected the name of a user with 1 to 64 of "
            + "`A-Z a-z 0-9 _ + = , . @ -`, found `bob smith`",
          "a.yaml:10:7: expected a path such as `/` or `/team/`, at most 512 characters, "
            + "found `eng`",
          "a.yaml:11:8: the tag `aws:x` begins with `aws:`",
          "a.yaml:11:26: the tag `K` is given twice; keys ignore case",
          "a.yaml:11:32: expected the key of a tag with 1 to 128 letters, digits, spaces and "
            + "`_ . : / = + - @`, found `a*`",
        ]
      ),
      Case(
        name: "session out of range",
        text: "kind: Role\nname: r\nmaxSessionSeconds: 60\n"
          + "trustPolicy: {Version: '2012-10-17', Statement: {Effect: Allow, "
          + "Principal: {AWS: '111122223333'}, Action: 'sts:AssumeRole'}}\n",
        problems: ["a.yaml:10:20: expected 3600 to 43200 seconds, found 60"]
      ),
      Case(
        name: "an alias that is none",
        text: "kind: Account\nid: 444455556666\nalias: A--b\n",
        problems: [
          "a.yaml:4:1: expected a member `account`, since the directory has more than one account",
          "a.yaml:6:1: expected a member `account`, since the directory has more than one account",
          "a.yaml:10:8: expected an alias of 3 to 63 small letters, digits and single hyphens, "
            + "found `A--b`",
        ]
      ),
      Case(
        name: "an unknown partition",
        text: "kind: Account\nid: 111122223333\npartition: acme\n",
        problems: [
          "a.yaml:9:5: the account `111122223333` is given twice, first in a.yaml:2",
          "a.yaml:10:12: expected one of the partitions `aws`, `aws-cn`, `aws-us-gov`, `aws-iso`, "
            + "`aws-iso-b`, `aws-iso-e`, `aws-iso-f`, `aws-eusc`, found `acme`",
        ]
      ),
      Case(
        name: "an account twice",
        text: "kind: Account\nid: 111122223333\n",
        problems: ["a.yaml:9:5: the account `111122223333` is given twice, first in a.yaml:2"]
      ),
    ]
  )
  func tells(example: Case) throws {
    let sound = """
      kind: Account
      id: 111122223333
      ---
      {kind: Group, name: Staff}
      ---
      {kind: Policy, name: Read, document: \(Self.allow)}
      ---

      """
    let directory = try TemporaryDirectory(["a.yaml": sound + example.text])
    #expect(try directory.problems() == example.problems)
  }

  @Test("a boundary is written by name and stored by its ARN")
  func resolvesBoundaries() throws {
    let directory = try TemporaryDirectory([
      "a.yaml": Self.manifests + "\n---\n{kind: User, name: eve, permissionsBoundary: Read}\n"
    ])
    let eve = try directory.check().users.first { $0.name == "eve" }
    #expect(eve?.permissionsBoundary == "arn:aws:iam::111122223333:policy/eng/Read")
  }

  @Test("an entity holds no more than its quota")
  func holdsQuotas() throws {
    let names = (1...11).map { "G\($0)" }
    let groups = names.map { "{kind: Group, name: \($0)}\n---\n" }.joined()
    let user = "{kind: User, name: eve, groups: [\(names.joined(separator: ", "))]}\n"
    let directory = try TemporaryDirectory([
      "a.yaml": "{kind: Account, id: 111122223333}\n---\n" + groups + user
    ])
    #expect(
      try directory.problems() == ["a.yaml:25:75: a user may have at most 10 groups, found 11"]
    )
  }

  @Test("the policies embedded in a user have 2,048 characters together, whitespace not counted")
  func holdsSums() throws {
    func problems(characterCount: Int) throws -> [String] {
      let frame =
        #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get*","#
        + #""Resource":"arn:aws:s3:::"}}"#
      let filler = String(repeating: "x", count: characterCount / 2 - frame.utf8.count)
      let document = frame.replacing(":::", with: ":::\(filler)").replacing(",\"", with: " ,\n \"")
      let policies = ["A", "B"].map { #"{"name": "\#($0)", "document": \#(document)}"# }
      let user =
        #"{"kind": "User", "name": "eve", "inlinePolicies": [\#(policies[0]), \#(policies[1])]}"#
      return try TemporaryDirectory([
        "a.yaml": "{kind: Account, id: 111122223333}\n", "b.json": user,
      ]).problems()
    }
    #expect(try problems(characterCount: 2_048) == [])
    #expect(
      try problems(characterCount: 2_050) == [
        "b.json:1:1: the inline policies of the user `eve` have 2050 characters without "
          + "whitespace, at most 2048 are allowed; move some into managed policies, or "
          + "raise `quotas.inlinePerUserCharacterCountMax`"
      ]
    )
  }

  @Test("policies of the platform need no version and have no quota, customers' own do")
  func exemptsPlatform() throws {
    func export(owner: String) -> String {
      let filler = String(repeating: "x", count: 7_000)
      let document =
        #"{"Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::\#(filler)"}}"#
      return #"{"Policies":[{"PolicyName":"P","Arn":"arn:aws:iam::\#(owner):policy/P","#
        + #""DefaultVersionId":"v7","PolicyVersionList":["#
        + #"{"VersionId":"v7","Document":\#(document)}]}]}"#
    }
    let account = "{kind: Account, id: 111122223333}\n"
    let platform = try TemporaryDirectory([
      "a.yaml": account, "e.json": export(owner: "aws"),
    ])
    #expect(try platform.problems() == [])
    #expect(try platform.check().policies.first?.account == nil)
    let own = try TemporaryDirectory([
      "a.yaml": account, "e.json": export(owner: "111122223333"),
    ])
    #expect(try own.problems().count == 1)
  }

  @Test("a trust policy has at most 8,192 characters, whitespace not counted")
  func boundsTrustPolicies() throws {
    let names = (1...600).map { "'1111\(10_000_000 + $0)'" }.joined(separator: ", ")
    let directory = try TemporaryDirectory([
      "a.yaml": """
      {kind: Account, id: 111122223333}
      ---
      kind: Role
      name: r
      trustPolicy:
        Version: '2012-10-17'
        Statement: {Effect: Allow, Action: 'sts:AssumeRole', Principal: {AWS: [\(names)]}}
      """
    ])
    let problems = try directory.problems()
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix("a.yaml:6:3: the trust policy has ") == true)
    #expect(problems.first?.contains("at most 8192 are allowed") == true)
  }
}
