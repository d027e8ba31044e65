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

  @Test("the stamp changes with any file that a load could read, and with nothing else")
  func stamps() throws {
    let directory = try TemporaryDirectory([
      "a.yaml": Self.account, "policies/p.json": "{}", "README.md": "",
    ])
    let source = DirectorySource(path: directory.path, limits: .standard)
    let first = source.stamp()
    #expect(source.stamp() == first)
    try directory.write("README.md", "longer")
    #expect(source.stamp() == first)
    try directory.write("policies/p.json", "{ }")
    let second = source.stamp()
    #expect(second != first)
    try directory.write("b.yaml", "")
    #expect(source.stamp() != second)
    try FileManager.default.removeItem(atPath: directory.path + "/b.yaml")
    #expect(source.stamp() == second)
  }
}
