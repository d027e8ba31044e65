import PosternManifest
import PosternModel
import PosternText
import Testing

@Suite("YAML of manifests")
struct YAMLTests {
  /// A text and the problems it must have.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    let problems: [String]
    var testDescription: String { name }
  }

  private static let account = "kind: Account\nid: 111122223333\n---\n"

  @Test(
    "rejects what not every reader of YAML understands the same way, with line and column",
    arguments: [
      Case(
        name: "an anchor",
        text: "kind: User\nname: &n bob\n",
        problems: ["a.yaml:5:7: anchors are not part of manifests"]
      ),
      Case(
        name: "an alias",
        text: "kind: User\nname: bob\ngroups: *n\n",
        problems: ["a.yaml:6:9: aliases are not part of manifests"]
      ),
      Case(
        name: "a merge key",
        text: "kind: User\nname: bob\n<<: {path: /a/}\n",
        problems: ["a.yaml:6:1: merge keys are not part of manifests"]
      ),
      Case(
        name: "a tag",
        text: "kind: User\nname: !!str bob\n",
        problems: ["a.yaml:5:7: tags are not part of manifests"]
      ),
      Case(
        name: "a tag on a list",
        text: "kind: User\nname: bob\ngroups: !set [a]\n",
        problems: ["a.yaml:6:9: tags are not part of manifests"]
      ),
      Case(
        name: "a name given twice",
        text: "kind: User\nname: bob\nname: eve\n",
        problems: ["a.yaml:6:1: duplicate member `name`, first given in line 5"]
      ),
      Case(
        name: "a name given twice with quotes",
        text: "kind: User\nname: bob\n'name': eve\n",
        problems: ["a.yaml:6:1: duplicate member `name`, first given in line 5"]
      ),
      Case(
        name: "a list as a name",
        text: "kind: User\n? [a, b]\n: c\n",
        problems: ["a.yaml:5:3: expected the name of a member, found a list"]
      ),
      Case(
        name: "all of them at once",
        text: "kind: User\nname: &n bob\npath: *n\npath: !a /\n",
        problems: [
          "a.yaml:5:7: anchors are not part of manifests",
          "a.yaml:6:7: aliases are not part of manifests",
          "a.yaml:7:1: duplicate member `path`, first given in line 6",
          "a.yaml:7:7: tags are not part of manifests",
        ]
      ),
    ]
  )
  func rejectsAmbiguity(example: Case) throws {
    let directory = try TemporaryDirectory(["a.yaml": Self.account + example.text])
    #expect(directory.problems() == example.problems)
  }

  @Test("rejects a directive")
  func rejectsDirectives() throws {
    let directory = try TemporaryDirectory([
      "a.yaml": "%YAML 1.1\n---\nkind: Account\nid: 111122223333\n"
    ])
    #expect(directory.problems() == ["a.yaml:1:1: directives are not part of manifests"])
  }

  @Test(
    "rejects text that is not YAML, and keeps the documents before it",
    arguments: [
      "kind: User\nname: \"bob\n", "kind: User\ngroups: [a, b\n", "kind: User\n\tname: bob\n",
      "kind: User\nname: bob\n name: eve\n", "}{", "kind: @bob", "kind: User\n- a\n",
    ]
  )
  func rejectsSyntax(text: String) throws {
    let directory = try TemporaryDirectory(["a.yaml": Self.account + text])
    let loaded = directory.load()
    #expect(loaded.problems.totalCount == 1)
    #expect(loaded.problems.sorted.first?.description.hasPrefix("a.yaml:") == true)
    #expect(loaded.problems.sorted.first?.position != nil)
    #expect(loaded.contents.accounts.count == 1)
    #expect(loaded.contents.users.isEmpty)
  }

  @Test(
    "rejects bytes that are not UTF-8",
    arguments: [
      [0x6B, 0x69, 0x6E, 0x64, 0x3A, 0x20, 0xFF, 0x0A], [0xFF, 0xFE, 0x6B, 0x00],
      [0x61, 0x3A, 0x20, 0x62, 0x00], [0x61, 0x3A, 0x20, 0xC3],
    ]
  )
  func rejectsOtherEncodings(bytes: [UInt8]) throws {
    let directory = try TemporaryDirectory()
    try directory.write("a.yaml", bytes)
    #expect(directory.load().problems.totalCount == 1)
  }

  @Test("rejects nesting beyond the limit, and takes what just fits")
  func rejectsDepth() throws {
    var limits = Limits.standard
    limits.manifestDepthMax = 3
    let fitting = try TemporaryDirectory(["a.yaml": "a: {b: [c]}"])
    let deep = try TemporaryDirectory(["a.yaml": "a: {b: [[c]]}"])
    #expect(fitting.problems(limits: limits).count == 1)
    #expect(fitting.problems(limits: limits).first?.contains("`kind`") == true)
    #expect(deep.problems(limits: limits) == ["a.yaml:1:9: nested deeper than 3 levels"])
  }

  @Test("a hundred thousand brackets end at the depth limit")
  func survivesHostileDepth() throws {
    let directory = try TemporaryDirectory([
      "a.yaml": String(repeating: "[", count: 100_000)
    ])
    #expect(directory.problems() == ["a.yaml:1:33: nested deeper than 32 levels"])
  }

  @Test("rejects a file with too many values")
  func rejectsNodes() throws {
    var limits = Limits.standard
    limits.manifestNodeCountMax = 5
    let directory = try TemporaryDirectory(["a.yaml": "[a, b, c, d, e]"])
    #expect(directory.problems(limits: limits) == ["a.yaml:1:14: more than 5 values in one file"])
  }

  @Test("rejects too many documents")
  func rejectsDocuments() throws {
    var limits = Limits.standard
    limits.manifestDocumentCountMax = 1
    let directory = try TemporaryDirectory(["a.yaml": Self.account + "kind: User\nname: bob\n"])
    #expect(
      directory.problems(limits: limits)
        == ["a.yaml:4:1: more than 1 documents in the directory"]
    )
  }

  @Test("columns count characters, also behind characters of several bytes")
  func countsCharacters() throws {
    let directory = try TemporaryDirectory(["a.yaml": "kind: Account\n\"é€😀\": 1\nid: x\n"])
    let positions = directory.load().problems.sorted.map(\.position)
    #expect(positions.map { $0?.line } == [2, 3])
    #expect(positions.map { $0?.column } == [1, 5])
    #expect(positions.map { $0?.byteOffset } == [14, 33])
  }

  @Test("a byte order mark and empty documents are passed over")
  func toleratesEmptyDocuments() throws {
    let directory = try TemporaryDirectory([
      "a.yaml": "\u{FEFF}---\n---\n# nothing\n---\nkind: Account\nid: '111122223333'\n---\n",
      "b.yaml": "", "c.yaml": "# only a comment\n",
    ])
    #expect(directory.problems().isEmpty)
    #expect(directory.load().contents.accounts.map(\.id.text) == ["111122223333"])
  }
}
