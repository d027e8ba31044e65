import PosternManifest
import PosternModel
import PosternText
import Testing

@Suite("Kinds of manifests")
struct KindTests {
  private static let account = "kind: Account\nid: 111122223333\n---\n"

  private static let everything = """
    kind: Role
    name: Ops
    path: /eng/
    description: steps in
    trustPolicy: trust/ops.json
    maxSessionSeconds: 7200
    inlinePolicies:
      - {name: Extra, document: {Version: 2012-10-17, Statement: []}}
    attachedPolicies: [Read]
    permissionsBoundary: Read
    tags: {team: platform, empty: ''}
    uniqueId: AROAEXAMPLE0000000001
    ---
    kind: Group
    name: Staff
    attachedPolicies: ["arn:aws:iam::111122223333:policy/eng/Read"]
    ---
    kind: User
    name: bob
    path: /eng/
    groups: [Staff]
    permissionsBoundary: Read
    tags: {cost: 17}
    ---
    kind: Policy
    name: Read
    path: /eng/
    description: reads
    versions:
      - {id: v2, document: {a: 2}}
      - {id: v1, document: {a: 1}}
    defaultVersion: v2
    ---
    kind: Account
    id: 111122223333
    alias: acme
    partition: aws-cn
    """

  private static func loadEverything() throws -> LoadedContents {
    try TemporaryDirectory([
      "all.yaml": everything, "trust/ops.json": "{\n  \"trust\": 1\n}",
    ]).load()
  }

  @Test("reads every member of a role")
  func readsRoles() throws {
    let loaded = try Self.loadEverything()
    #expect(loaded.problems.sorted.map(\.description) == [])
    let role = try #require(loaded.contents.roles.first)
    #expect(role.trustPolicy.text == "{\n  \"trust\": 1\n}")
    #expect(role.trustPolicy.origin?.file == "trust/ops.json")
    #expect(role.trustPolicy.origin?.isVerbatim == true)
    #expect(role.sessionSecondsMax == 7_200)
    #expect(role.inlinePolicies.map(\.name) == ["Extra"])
    #expect(
      role.inlinePolicies.first?.document.text == #"{"Version":"2012-10-17","Statement":[]}"#
    )
    #expect(role.inlinePolicies.first?.document.origin?.isVerbatim == false)
    #expect(role.attachedPolicies == ["Read"])
    #expect(role.permissionsBoundary == "Read")
    #expect(role.tags.map(\.key) == ["team", "empty"])
    #expect(role.tags.map(\.value) == ["platform", ""])
    #expect(role.uniqueID == "AROAEXAMPLE0000000001")
  }

  @Test("reads every member of the other kinds")
  func readsOthers() throws {
    let loaded = try Self.loadEverything()
    let account = try #require(loaded.contents.accounts.first)
    #expect(account.alias == "acme")
    #expect(account.partition == "aws-cn")
    let user = try #require(loaded.contents.users.first)
    #expect(user.groups == ["Staff"])
    #expect(user.tags.map(\.value) == ["17"])
    #expect(user.uniqueID == "")
    let policy = try #require(loaded.contents.policies.first)
    #expect(policy.arn == "arn:aws-cn:iam::111122223333:policy/eng/Read")
    #expect(policy.versions.map(\.number) == [1, 2])
    #expect(policy.versions.map(\.document.text) == [#"{"a":1}"#, #"{"a":2}"#])
    #expect(policy.defaultVersionNumber == 2)
    #expect(policy.summary == "reads")
    #expect(loaded.contents.groups.map(\.path) == ["/"])
  }

  @Test("a document in YAML becomes the JSON it means")
  func encodesDocuments() throws {
    let directory = try TemporaryDirectory([
      "a.yaml": Self.account + #"""
        kind: Policy
        name: P
        document:
          quoted: "true"
          plain: true
          number: -1.50e+3
          almost: 01
          version: 2012-10-17
          "null": null
          nothing:
          tilde: ~
          capital: True
          text: "a\"b\\c\td\u0001é"
          block: |
            two
            lines
          list: [1, "1", [x], {}]
        """#
    ])
    let loaded = directory.load()
    #expect(loaded.problems.sorted.map(\.description) == [])
    let expected =
      #"{"quoted":"true","plain":true,"number":-1.50e+3,"almost":"01","version":"2012-10-17","#
      + #""null":null,"nothing":null,"tilde":null,"capital":"True","#
      + #""text":"a\"b\\c\u0009d\u0001é","block":"two\u000alines\u000a","list":[1,"1",["x"],{}]}"#
    #expect(
      loaded.contents.policies.first?.versions.first?.document.text
        == expected
    )
  }

  @Test("a place in a re-encoded document leads back to the nearest node of the manifest")
  func leadsBack() throws {
    let directory = try TemporaryDirectory([
      "a.yaml": Self.account + "kind: Policy\nname: P\ndocument:\n  a: 1\n  b:\n    - c\n"
    ])
    let loaded = directory.load()
    let text = try #require(loaded.contents.policies.first?.versions.first?.document.text)
    #expect(text == #"{"a":1,"b":["c"]}"#)
    func place(_ byteOffset: Int) -> String {
      let position = loaded.places.position(
        byteOffset: byteOffset,
        ofDocument: .version(1),
        in: .policy(0)
      )
      return position.map { "\($0.line):\($0.column)" } ?? "none"
    }
    #expect(place(0) == "7:3")
    #expect(place(5) == "7:6")
    #expect(place(7) == "8:3")
    #expect(place(12) == "9:7")
    #expect(place(14) == "9:7")
    #expect(place(9_999) == "9:7")
  }

  @Test("JSON manifests are read like YAML, one or several in a file, documents as they stand")
  func readsJSON() throws {
    let directory = try TemporaryDirectory([
      "a.json": """
      [
        {"kind": "Account", "id": 111122223333},
        {"kind": "Policy", "name": "P", "document": { "Statement" : [] }}
      ]
      """,
      "b.json": #"{"kind": "Group", "name": "Staff"}"#,
    ])
    let loaded = directory.load()
    #expect(loaded.problems.sorted.map(\.description) == [])
    #expect(loaded.contents.accounts.map(\.id.text) == ["111122223333"])
    #expect(loaded.contents.groups.map(\.name) == ["Staff"])
    let document = try #require(loaded.contents.policies.first?.versions.first?.document)
    #expect(document.text == #"{ "Statement" : [] }"#)
    #expect(
      document.origin
        == SourceOrigin(
          file: "a.json",
          position: TextPosition(line: 3, column: 47, byteOffset: 91),
          isVerbatim: true
        )
    )
  }

  @Test("the account must be named as soon as there are two")
  func namesAccounts() throws {
    let directory = try TemporaryDirectory([
      "a.yaml": """
      {kind: Account, id: 111122223333}
      ---
      {kind: Account, id: 444455556666}
      ---
      {kind: Group, name: A, account: 444455556666}
      ---
      {kind: Group, name: B}
      ---
      {kind: Group, name: C, account: 999999999999}
      """
    ])
    let loaded = directory.load()
    #expect(loaded.contents.groups.first?.account.text == "444455556666")
    #expect(
      loaded.problems.sorted.map(\.description) == [
        "a.yaml:7:1: expected a member `account`, since the directory has more than one account",
        "a.yaml:9:33: the directory has no account `999999999999`",
      ]
    )
  }
}
