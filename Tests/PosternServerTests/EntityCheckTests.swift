import Foundation
import PosternServer
import Testing

@Suite("Checking a directory of entities")
final class EntityCheckTests {
  private let root = FileManager.default.temporaryDirectory
    .appendingPathComponent("postern-\(UUID().uuidString)").path

  init() throws {
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    try write("account.yaml", "kind: Account\nid: 111122223333\n")
  }

  deinit {
    do {
      try FileManager.default.removeItem(atPath: root)
    } catch {
      Issue.record("cannot remove \(root): \(error)")
    }
  }

  private func write(_ name: String, _ text: String) throws {
    try text.write(toFile: "\(root)/\(name)", atomically: false, encoding: .utf8)
  }

  @Test("a good directory has no problems")
  func good() throws {
    try write("users.yaml", "kind: User\nname: alice\n")
    #expect(EntityCheck.problems(of: root) == [])
  }

  @Test("every problem has a line of its own, with its place")
  func bad() throws {
    try write("users.yaml", "kind: User\nname: alice\ngroup: [Staff]\n")
    try write("groups.yaml", "kind: Grup\nname: Staff\n")
    let lines = EntityCheck.problems(of: root)
    #expect(lines.count == 2)
    #expect(lines.first?.hasPrefix("groups.yaml:1:7: ") == true)
    #expect(lines.last?.hasPrefix("users.yaml:3:1: ") == true)
  }

  @Test("a directory that is not there is a problem")
  func missing() {
    #expect(EntityCheck.problems(of: "\(root)/none").count == 1)
  }
}
