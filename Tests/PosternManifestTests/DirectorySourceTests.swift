import Foundation
import PosternManifest
import PosternModel
import Testing

@Suite("A directory of entities")
struct DirectorySourceTests {
  private static let account = "kind: Account\nid: 111122223333\n"

  @Test("only manifests directly in the directory are read")
  func choosesFiles() throws {
    let directory = try TemporaryDirectory([
      "a.yaml": Self.account, "b.yml": "kind: Group\nname: B\n",
      "c.json": #"{"kind": "Group", "name": "C"}"#, ".hidden.yaml": "{", "README.md": "{",
      "requests/r.json": "{", "sub/d.yaml": "{", "e.yaml.bak": "{", "f.yaml/g.yaml": "{",
    ])
    let loaded = directory.load()
    #expect(loaded.problems.sorted.map(\.description) == [])
    #expect(loaded.contents.groups.map(\.name) == ["B", "C"])
  }

  @Test("policies beside the manifests that name them are policies", arguments: ["", "./"])
  func flat(prefix: String) throws {
    let policy = #"{"Version": "2012-10-17", "Statement": []}"#
    let directory = try TemporaryDirectory([
      "a.yaml": Self.account, "p.json": policy,
      "q.yaml": "kind: Policy\nname: P\ndocument: \(prefix)p.json\n",
    ])
    let loaded = directory.load()
    #expect(loaded.problems.sorted.map(\.description) == [])
    #expect(loaded.contents.policies.map(\.name) == ["P"])
  }

  @Test("a policy that no manifest names is refused, and told where it belongs")
  func unnamed() throws {
    let directory = try TemporaryDirectory([
      "a.yaml": Self.account, "p.json": #"{"Statement": []}"#, "q.json": #"{"name": "q"}"#,
    ])
    let problems = directory.problems()
    #expect(problems.count == 2)
    #expect(
      problems.first?.hasPrefix("p.json:1:1: expected a member `kind`") == true
        && problems.first?.hasSuffix(
          "; a policy is read where a manifest names its file, as in `document: read.json`"
        ) == true
    )
    #expect(problems.last?.hasPrefix("q.json:1:1: expected a member `kind`") == true)
  }

  @Test("two files whose names only look alike are both read")
  func lookAlikes() throws {
    let directory = try TemporaryDirectory([
      "a.yaml": Self.account, "\u{E9}.yaml": "kind: Group\nname: A\n",
    ])
    try directory.write("e\u{301}.yaml", "kind: Group\nname: B\n")
    #expect(Set(directory.load().contents.groups.map(\.name)) == ["A", "B"])
  }

  @Test("symbolic links are followed, as mounted configuration needs it")
  func followsLinks() throws {
    let directory = try TemporaryDirectory(["..data/real.yaml": Self.account])
    try FileManager.default.createSymbolicLink(
      atPath: directory.path + "/a.yaml",
      withDestinationPath: "..data/real.yaml"
    )
    #expect(directory.problems().isEmpty)
    #expect(directory.load().contents.accounts.count == 1)
  }

  @Test("an empty directory, a missing one and one without an account are refused")
  func refusesNothing() throws {
    let empty = try TemporaryDirectory()
    let message = "the directory has neither a manifest of kind `Account` nor an account export"
    #expect(empty.problems() == ["\(empty.path): \(message)"])
    let accountless = try TemporaryDirectory(["a.yaml": "kind: Group\nname: A\n"])
    #expect(accountless.problems() == ["\(accountless.path): \(message)"])
    let missing = DirectorySource(path: empty.path + "/none", limits: .standard).load()
    #expect(
      missing.problems.sorted.map(\.description)
        == ["\(empty.path)/none: the directory does not exist"]
    )
    let file = DirectorySource(path: accountless.path + "/a.yaml", limits: .standard).load()
    #expect(
      file.problems.sorted.map(\.description)
        == ["\(accountless.path)/a.yaml: the directory is not a directory"]
    )
  }

  @Test("rejects files beyond the limits of size and number")
  func rejectsOversized() throws {
    var limits = Limits.standard
    limits.manifestByteCountMax = 40
    let directory = try TemporaryDirectory([
      "a.yaml": Self.account, "b.yaml": String(repeating: "#", count: 41),
    ])
    #expect(
      directory.problems(limits: limits) == ["b.yaml: the file is larger than 40 bytes"]
    )
    limits.manifestFileCountMax = 1
    #expect(
      directory.problems(limits: limits)
        == ["\(directory.path): the directory holds more than 1 files"]
    )
  }

  @Test("a broken link, a pipe and a loop of links are problems, not hangs")
  func refusesOddFiles() throws {
    let directory = try TemporaryDirectory(["a.yaml": Self.account])
    try FileManager.default.createSymbolicLink(
      atPath: directory.path + "/b.yaml",
      withDestinationPath: "none.yaml"
    )
    try FileManager.default.createSymbolicLink(
      atPath: directory.path + "/c.yaml",
      withDestinationPath: "c.yaml"
    )
    let pipe = try Process.run(
      URL(fileURLWithPath: "/usr/bin/mkfifo"),
      arguments: [directory.path + "/d.yaml"]
    )
    pipe.waitUntilExit()
    #expect(
      directory.problems() == [
        "b.yaml: the file does not exist", "c.yaml: the file is a loop of symbolic links",
        "d.yaml: the file is not a regular file",
      ]
    )
  }

  /// Something that happens to a directory which a user with the document `named` is loaded from.
  struct Change: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let document: String
    let isNoticed: Bool
    let happen: @Sendable (TemporaryDirectory) throws -> Void
  }

  private static func user(with document: String) -> String {
    "kind: User\nname: carl\ninlinePolicies: [{name: p, document: '\(document)'}]\n"
  }

  private static func rewritten(_ document: String) -> Change {
    Change(testDescription: "\(document) is written again", document: document, isNoticed: true) {
      try $0.write(document, "{ }")
    }
  }

  @Test(
    "the stamp changes with whatever a load reads, wherever that lies, and with nothing else",
    arguments: [
      rewritten("d/p.json"), rewritten("policies/p.json"), rewritten(".hidden/p.json"),
      rewritten("..data/p.json"), rewritten("sub/.p.json"),
      rewritten("1/2/3/4/5/6/7/8/9/p.json"),
      Change(testDescription: "it is removed", document: "a/.b/p.json", isNoticed: true) {
        try FileManager.default.removeItem(atPath: $0.path + "/a/.b/p.json")
      },
      Change(testDescription: "a manifest comes", document: "d/p.json", isNoticed: true) {
        try $0.write("b.yaml", "")
      },
      Change(testDescription: "a manifest goes", document: "d/p.json", isNoticed: true) {
        try FileManager.default.removeItem(atPath: $0.path + "/a.yaml")
      },
      Change(testDescription: "a link to nothing comes", document: "d/p.json", isNoticed: true) {
        try FileManager.default.createSymbolicLink(
          atPath: $0.path + "/b.yaml",
          withDestinationPath: "nothing"
        )
      },
      Change(testDescription: "the mode changes", document: "d/p.json", isNoticed: true) {
        try FileManager.default.setAttributes(
          [.posixPermissions: 0o600],
          ofItemAtPath: $0.path + "/d/p.json"
        )
      },
      Change(testDescription: "the directory goes", document: "d/p.json", isNoticed: true) {
        try FileManager.default.moveItem(atPath: $0.path, toPath: $0.path + ".gone")
        try FileManager.default.removeItem(atPath: $0.path + ".gone")
      },
      Change(testDescription: "nothing happens", document: "d/p.json", isNoticed: false) { _ in },
      Change(testDescription: "a document of nobody", document: "d/p.json", isNoticed: false) {
        try $0.write("d/q.json", "{}")
      },
      Change(testDescription: "a file of another kind", document: "d/p.json", isNoticed: false) {
        try $0.write("README.md", "longer")
      },
    ]
  )
  func stamps(change: Change) throws {
    let directory = try TemporaryDirectory([
      "a.yaml": Self.account + "---\n" + Self.user(with: change.document), change.document: "{}",
    ])
    let source = DirectorySource(path: directory.path, limits: .standard)
    let loaded = source.load()
    #expect(loaded.problems.sorted.map(\.description) == [])
    try change.happen(directory)
    #expect((source.stamp(after: loaded.stamp) != loaded.stamp) == change.isNoticed)
  }

  @Test("a document is watched among more files than a directory of manifests may hold")
  func crowdedFolder() throws {
    var files = ["a.yaml": Self.account + "---\n" + Self.user(with: "d/p.json"), "d/p.json": "{}"]
    for number in 0..<20 { files["d/\(number).json"] = "{}" }
    let directory = try TemporaryDirectory(files)
    var limits = Limits.standard
    limits.manifestFileCountMax = 5
    let source = DirectorySource(path: directory.path, limits: limits)
    let loaded = source.load()
    #expect(loaded.problems.isEmpty)
    try directory.write("d/p.json", "{ }")
    #expect(source.stamp(after: loaded.stamp) != loaded.stamp)
  }

  @Test("a document that is missing and a link to nothing are noticed when they are mended")
  func mended() throws {
    let directory = try TemporaryDirectory([
      "a.yaml": Self.account + "---\n" + Self.user(with: "d/p.json")
    ])
    let link = directory.path + "/b.yaml"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "nothing")
    let source = DirectorySource(path: directory.path, limits: .standard)
    let loaded = source.load()
    #expect(loaded.problems.sorted.count == 2)
    #expect(source.stamp(after: loaded.stamp) == loaded.stamp)
    try FileManager.default.removeItem(atPath: link)
    let second = source.load()
    #expect(second.stamp != loaded.stamp)
    try directory.write("d/p.json", "{}")
    #expect(source.stamp(after: second.stamp) != second.stamp)
  }
}
