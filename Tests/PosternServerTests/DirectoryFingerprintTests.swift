import Foundation
import Testing

@testable import PosternServer

@Suite("Fingerprints of directories")
final class DirectoryFingerprintTests {
  private let root = FileManager.default.temporaryDirectory
    .appendingPathComponent("postern-\(UUID().uuidString)").path

  init() throws {
    try FileManager.default.createDirectory(
      atPath: "\(root)/policies",
      withIntermediateDirectories: true
    )
    try write("users.yaml", "kind: User")
    try write("policies/read.json", "{}")
  }

  deinit {
    try? FileManager.default.removeItem(atPath: root)
  }

  private func write(_ name: String, _ text: String) throws {
    try text.write(toFile: "\(root)/\(name)", atomically: false, encoding: .utf8)
  }

  private func take() -> UInt64 {
    DirectoryFingerprint.take(of: root, entryCountMax: 1_000)
  }

  @Test("stay the same while nothing happens")
  func steady() {
    #expect(take() == take())
    #expect(take() != 0)
  }

  @Test("change with a file's content, at any depth")
  func content() throws {
    let before = take()
    try write("policies/read.json", "{ }")
    #expect(take() != before)
  }

  @Test("change when a file comes, goes or takes another name")
  func names() throws {
    let before = take()
    try write("groups.yaml", "")
    let more = take()
    #expect(more != before)
    try FileManager.default.moveItem(
      atPath: "\(root)/groups.yaml",
      toPath: "\(root)/roles.yaml"
    )
    #expect(take() != more)
    try FileManager.default.removeItem(atPath: "\(root)/roles.yaml")
    #expect(take() == before)
  }

  @Test("change when a link is turned to another directory, as mounted configuration is")
  func links() throws {
    for version in ["v1", "v2"] {
      try FileManager.default.createDirectory(
        atPath: "\(root)/.\(version)",
        withIntermediateDirectories: true
      )
      try write(".\(version)/account.yaml", "kind: Account")
    }
    try FileManager.default.createSymbolicLink(
      atPath: "\(root)/.current",
      withDestinationPath: ".v1"
    )
    try FileManager.default.createSymbolicLink(
      atPath: "\(root)/account.yaml",
      withDestinationPath: ".current/account.yaml"
    )
    let before = take()
    try FileManager.default.removeItem(atPath: "\(root)/.current")
    try FileManager.default.createSymbolicLink(
      atPath: "\(root)/.current",
      withDestinationPath: ".v2"
    )
    #expect(take() != before)
  }

  @Test("do not count names that begin with a dot")
  func hidden() throws {
    let before = take()
    try write(".users.yaml.swp", "x")
    #expect(take() == before)
  }

  @Test("end in a directory that holds itself")
  func cycle() throws {
    try FileManager.default.createSymbolicLink(
      atPath: "\(root)/policies/again",
      withDestinationPath: ".."
    )
    #expect(take() == take())
  }

  @Test("are 0 for what cannot be read")
  func missing() {
    #expect(DirectoryFingerprint.take(of: "\(root)/none", entryCountMax: 10) == 0)
    #expect(DirectoryFingerprint.take(of: "\(root)/users.yaml", entryCountMax: 10) == 0)
  }
}
