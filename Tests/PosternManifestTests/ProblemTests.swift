import PosternManifest
import PosternModel
import PosternText
import Testing

@Suite("Problems of a load")
struct ProblemTests {
  /// Manifests behind a sound account, and the problems they must have.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    let problems: [String]
    var testDescription: String { name }
  }

  @Test(
    "what is wrong is told with its place and what was expected",
    arguments: [
      Case(
        name: "an unknown member",
        text: "kind: Group\nname: A\npathh: /\n",
        problems: [
          "a.yaml:6:1: unknown member `pathh` of a group, expected one of `kind`, `name`, `path`, "
            + "`inlinePolicies`, `attachedPolicies`, `uniqueId`, `account`; did you mean `path`?"
        ]
      ),
      Case(
        name: "an unknown kind",
        text: "kind: Users\nname: A\n",
        problems: [
          "a.yaml:4:7: unknown kind `Users`, expected one of `Account`, `User`, `Group`, `Role`, "
            + "`InstanceProfile`, `Policy`, `ResourcePolicy`, `Organization`, `Service`; did you "
            + "mean `User`?"
        ]
      ),
      Case(
        name: "a service without a prefix",
        text: "kind: Service\n",
        problems: ["a.yaml:4:1: a service lacks the member `prefix`"]
      ),
      Case(
        name: "a list for the only role of an instance profile",
        text: "kind: InstanceProfile\nname: Web\nrole: [Ops]\n",
        problems: ["a.yaml:6:7: expected text for `role`, found a list"]
      ),
      Case(
        name: "no kind",
        text: "name: A\n",
        problems: [
          "a.yaml:4:1: expected a member `kind` with one of `Account`, `User`, `Group`, `Role`, "
            + "`InstanceProfile`, `Policy`, `ResourcePolicy`, `Organization`, `Service`"
        ]
      ),
      Case(
        name: "a document that is a list",
        text: "- kind: User\n",
        problems: ["a.yaml:4:1: expected a map with a member `kind`, found a list"]
      ),
      Case(
        name: "a missing name",
        text: "kind: User\npath: /a/\n",
        problems: ["a.yaml:4:1: a user lacks the member `name`"]
      ),
      Case(
        name: "wrong shapes",
        text: "kind: User\nname: [a]\ngroups: b\ntags: [c]\npath:\nattachedPolicies: [{a: b}, ~]\n",
        problems: [
          "a.yaml:5:7: expected text for `name`, found a list",
          "a.yaml:6:9: expected a list for `groups`, found text",
          "a.yaml:7:7: expected a map of tags, found a list",
          "a.yaml:8:6: expected a value for `path`, found nothing; leave the member out instead",
          "a.yaml:9:20: expected text for `attachedPolicies`, found a map",
          "a.yaml:9:28: expected text for `attachedPolicies`, found nothing",
        ]
      ),
      Case(
        name: "a tag without a value",
        text: "kind: User\nname: a\ntags: {b: }\n",
        problems: ["a.yaml:6:11: expected text for `b`, found nothing"]
      ),
      Case(
        name: "an account id that is none",
        text: "kind: Account\nid: 1234\n",
        problems: ["a.yaml:5:5: expected an account id of twelve digits, found `1234`"]
      ),
      Case(
        name: "a unique id of another kind",
        text: "kind: User\nname: a\nuniqueId: AGPA1\n",
        problems: ["a.yaml:6:11: expected a unique id that begins with `AIDA`, found `AGPA1`"]
      ),
      Case(
        name: "a session that is no number",
        text: "kind: Role\nname: a\ntrustPolicy: {}\nmaxSessionSeconds: 1h\n",
        problems: ["a.yaml:7:20: expected a number of seconds, found `1h`"]
      ),
      Case(
        name: "document and versions",
        text: "kind: Policy\nname: a\ndocument: {}\nversions: []\n",
        problems: ["a.yaml:4:1: expected exactly one of `document` and `versions`"]
      ),
      Case(
        name: "versions without a default",
        text: "kind: Policy\nname: a\nversions: [{id: v1, document: {}}]\n",
        problems: ["a.yaml:4:1: a policy lacks the member `defaultVersion`"]
      ),
      Case(
        name: "broken versions",
        text: "kind: Policy\nname: a\ndefaultVersion: v3\n"
          + "versions: [{id: v1, document: {}}, {id: v1, document: {}}]\n",
        problems: ["a.yaml:7:41: the version `v1` is given twice"]
      ),
      Case(
        name: "a default that is not there",
        text: "kind: Policy\nname: a\ndefaultVersion: v3\nversions: [{id: v1, document: {}}]\n",
        problems: ["a.yaml:6:17: the default version `v3` is not among the versions"]
      ),
      Case(
        name: "a version's id that is none",
        text: "kind: Policy\nname: a\ndefaultVersion: v1\nversions: [{id: v01, document: {}}]\n",
        problems: [
          "a.yaml:7:17: expected the id of a version such as `v1`, found `v01`"
        ]
      ),
      Case(
        name: "a document that is a list",
        text: "kind: Policy\nname: a\ndocument: [a]\n",
        problems: [
          "a.yaml:6:11: expected a policy document as a map or the path of a JSON file, "
            + "found a list"
        ]
      ),
      Case(
        name: "a document that does not exist",
        text: "kind: Policy\nname: a\ndocument: policies/none.json\n",
        problems: ["a.yaml:6:11: the file `policies/none.json` does not exist"]
      ),
    ]
  )
  func tells(example: Case) throws {
    let directory = try TemporaryDirectory([
      "a.yaml": "kind: Account\nid: 111122223333\n---\n" + example.text
    ])
    #expect(directory.problems() == example.problems)
  }

  @Test(
    "rejects references that leave the directory or are no JSON file",
    arguments: [
      "/etc/passwd.json", "../a.json", "policies/../../a.json", "policies//a.json", "a.yaml",
      "{}", "{\"Version\": \"2012-10-17\"}",
    ]
  )
  func rejectsPaths(path: String) throws {
    let directory = try TemporaryDirectory([
      "a.yaml": "kind: Account\nid: 111122223333\n---\nkind: Policy\nname: a\ndocument: '\(path)'\n"
    ])
    #expect(
      directory.problems() == [
        "a.yaml:6:11: expected the path of a JSON file below the directory, found `\(path)`; "
          + "such as `policies/read-orders.json`, with `/` and without `..`"
      ]
    )
  }

  @Test("the problems of all files come together, in the order of files and lines")
  func tellsAll() throws {
    let directory = try TemporaryDirectory([
      "b.yaml": "kind: Group\nnam: A\n",
      "a.yaml": "kind: Account\nid: 1\n---\nkind: What\n---\nkind: [\n",
      "c.json": "{\"kind\": \"User\",}",
      "d.json": "[1]",
    ])
    let problems = directory.load().problems
    #expect(
      problems.sorted.map(\.file) == [
        "a.yaml", "a.yaml", "a.yaml", "b.yaml", "b.yaml", "c.json", "d.json",
      ]
    )
    #expect(problems.sorted.compactMap { $0.position?.line } == [2, 4, 7, 1, 2, 1, 1])
    #expect(problems.sorted == problems.sorted.sorted())
  }

  @Test("a flood of problems is counted in full and told in part, the first ones first")
  func bounds() throws {
    var limits = Limits.standard
    limits.reportedErrorCountMax = 3
    let lines = (1...50).map { "kind: Bad\($0)\n" }.joined(separator: "---\n")
    let directory = try TemporaryDirectory(["b.yaml": lines, "a.yaml": lines])
    let problems = directory.load(limits: limits).problems
    #expect(problems.totalCount == 100)
    #expect(problems.sorted.map(\.file) == ["a.yaml", "a.yaml", "a.yaml"])
    #expect(problems.sorted.compactMap { $0.position?.line } == [1, 3, 5])
  }

  @Test("user text in a message is cut and cannot break the line")
  func quotesSafely() throws {
    let directory = try TemporaryDirectory([
      "a.yaml": "kind: \"a`\\n\\e" + String(repeating: "x", count: 500) + "\"\n"
    ])
    let problem = try #require(directory.problems().first)
    #expect(!problem.contains("\n"))
    #expect(!problem.contains("\u{1B}"))
    #expect(problem.contains("x…`"))
    #expect(problem.count < 400)
  }
}
