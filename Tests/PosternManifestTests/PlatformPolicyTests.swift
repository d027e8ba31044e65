import PosternManifest
import PosternModel
import Testing

/// Every export brings the policies of the platform along that its account uses.
@Suite("Policies of the platform")
struct PlatformPolicyTests {
  private static func export(
    account: String,
    partition: String = "aws",
    versions: [(number: Int, document: String)]
  ) -> String {
    let list = versions.map { version in
      #"{"VersionId": "v\#(version.number)", "Document": \#(version.document)}"#
    }.joined(separator: ", ")
    return #"""
      {"UserDetailList": [{"UserName": "u", "Arn": "arn:\#(partition):iam::\#(account):user/u"}],
       "Policies": [{"PolicyName": "Read", "PolicyId": "ANPAEXAMPLE0000000001",
         "Arn": "arn:\#(partition):iam::aws:policy/Read", "Path": "/",
         "DefaultVersionId": "v\#(versions.last?.number ?? 0)", "PolicyVersionList": [\#(list)]}]}
      """#
  }

  private static func load(_ first: String, _ second: String) throws -> LoadedContents {
    try TemporaryDirectory(["a.json": first, "b.json": second]).load()
  }

  @Test("are one when two accounts use them, however their text is written")
  func isSame() throws {
    let loaded = try Self.load(
      Self.export(account: "111122223333", versions: [(1, #"{"a": "<x>"}"#)]),
      Self.export(account: "444455556666", versions: [(1, #""{\"a\":\"\\u003cx>\"}""#)])
    )
    #expect(loaded.problems.sorted.map(\.description) == [])
    #expect(loaded.findings.isEmpty)
    #expect(loaded.contents.policies.count == 1)
    #expect(loaded.contents.accounts.count == 2)
  }

  @Test("count in their newest version, which is found", arguments: [false, true])
  func isNewest(isReversed: Bool) throws {
    let old = Self.export(account: "111122223333", versions: [(1, "{}")])
    let new = Self.export(account: "444455556666", versions: [(1, "{}"), (2, #"{"b": 1}"#)])
    let loaded = try isReversed ? Self.load(new, old) : Self.load(old, new)
    #expect(loaded.problems.sorted.map(\.description) == [])
    #expect(loaded.contents.policies.map(\.defaultVersionNumber) == [2])
    #expect(loaded.contents.policies.first?.defaultVersion?.document.text == #"{"b": 1}"#)
    let (here, there) = isReversed ? ("v1", "v2") : ("v2", "v1")
    #expect(
      loaded.findings.sorted.map(\.description) == [
        "b.json:2:15: warning: the default version of `arn:aws:iam::aws:policy/Read` is `\(here)` "
          + "here and `\(there)` in a.json:2: `v2` counts for all accounts"
      ]
    )
  }

  @Test("rejects two texts of one version")
  func contradicts() throws {
    let loaded = try Self.load(
      Self.export(account: "111122223333", versions: [(3, #"{"a": "x"}"#)]),
      Self.export(account: "444455556666", versions: [(3, #"{"a": "X"}"#)])
    )
    #expect(
      loaded.problems.sorted.map(\.description) == [
        "b.json:2:15: the version `v3` of `arn:aws:iam::aws:policy/Read` has another text than in "
          + "a.json:2"
      ]
    )
  }

  @Test("are others in another partition")
  func partitions() throws {
    let loaded = try Self.load(
      Self.export(account: "111122223333", versions: [(1, "{}")]),
      Self.export(account: "444455556666", partition: "aws-cn", versions: [(2, #"{"b": 1}"#)])
    )
    #expect(loaded.problems.sorted.map(\.description) == [])
    #expect(loaded.contents.policies.count == 2)
  }
}
