import PosternAdministration
import Testing

@Suite("Places of problems in policy documents")
struct DocumentPlaceTests {
  private static let account = "{kind: Account, id: 111122223333}\n---\n"

  @Test("in a file of its own, the place in that file")
  func ownFile() throws {
    let directory = try TemporaryDirectory([
      "a.yaml": Self.account + "kind: Policy\nname: P\ndocument: policies/p.json\n",
      "policies/p.json": "{\n  \"Version\": \"2012-10-17\",\n  \"Statment\": []\n}\n",
    ])
    #expect(try directory.problems().first?.hasPrefix("policies/p.json:3:3: ") == true)
  }

  @Test("in YAML, the place of the nearest node of the manifest")
  func embeddedInYAML() throws {
    let directory = try TemporaryDirectory([
      "a.yaml": Self.account
        + "kind: Policy\nname: P\ndocument:\n  Version: 2012-10-17\n  Statment: []\n"
    ])
    #expect(try directory.problems().first?.hasPrefix("a.yaml:7:3: ") == true)
  }

  @Test("in JSON, the place in the manifest, on the first line of the document and on others")
  func embeddedInJSON() throws {
    let directory = try TemporaryDirectory([
      "a.yaml": Self.account,
      "b.json": #"{"kind": "Policy", "name": "P", "document": {"Statment": []}}"#,
      "c.json":
        "{\"kind\": \"Policy\", \"name\": \"Q\", \"document\": {\n    \"Statment\": []}}",
    ])
    let problems = try directory.problems()
    #expect(problems.count == 2)
    #expect(problems.first?.hasPrefix("b.json:1:46: ") == true)
    #expect(problems.last?.hasPrefix("c.json:2:5: ") == true)
  }

  @Test("in encoded text, the place of the text and the place in the document in words")
  func encoded() throws {
    let directory = try TemporaryDirectory([
      "e.json": #"{"GroupDetailList":[{"GroupName":"A","Arn":"arn:aws:iam::111122223333:group/A","#
        + #""GroupPolicyList":[{"PolicyName":"P","#
        + #""PolicyDocument":"%7B%0A%20%22Statment%22:1%7D"}]}]}"#
    ])
    let problem = try #require(try directory.problems().first)
    #expect(problem.hasPrefix("e.json:1:134: "))
    #expect(problem.contains("(line 2, column 2 of the document)"))
  }

  @Test("the files of a broken directory are told together, documents and references in order")
  func everything() throws {
    let directory = try TemporaryDirectory([
      "a.yaml": Self.account + "kind: Policy\nname: P\ndocument: p/p.json\n",
      "b.yaml": "kind: Group\nname: a b\n---\nkind: Group\nname: A\ninlinePolicies:\n"
        + "  - name: x\n    document: {Statment: 1}\n  - name: X\n    document: p/none.json\n",
      "p/p.json": "[]",
    ])
    let places = try directory.problems().map { $0.prefix { $0 != " " } }
    #expect(places == ["b.yaml:2:7:", "b.yaml:8:16:", "b.yaml:10:15:", "p/p.json:1:1:"])
  }
}
