import Foundation
import Testing

@Suite("The dump of compiled policies", .timeLimit(.minutes(1)))
struct DumpTests {
  @Test("shows every form of the example: names, principals, resources, and entries with tests")
  func text() throws {
    let dump = try Command.run([
      Environment.binary(), "dump-trie", "--from", Example.folder.path,
    ])
    #expect(dump.status == 0, "\(dump.complaints)")
    let lines = dump.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    for start in [
      "snapshot: ", "action patterns", "condition keys", "principals", "user arn:aws:iam::",
      "sets ", "boundary set ", "scp set ", "resources with policies", "set 0: ", "deny, scanned",
      "allow, scanned", "every service", "exact arn:aws:", "prefix arn:aws:", "pattern arn:aws:",
      "action ", "if textEquals ", "principal ",
    ] {
      #expect(lines.contains { $0.hasPrefix(start) }, "\(start)")
    }
  }

  @Test("shows one decision set as a graph in which every edge joins two nodes")
  func graph() throws {
    let dump = try Command.run([
      Environment.binary(), "dump-trie", "--from", Example.folder.path, "--format", "dot",
      "--number", "0",
    ])
    #expect(dump.status == 0, "\(dump.complaints)")
    #expect(dump.output.hasPrefix("digraph postern {"))
    #expect(dump.output.hasSuffix("}\n"))
    let lines = dump.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    let nodes = lines.filter { $0.hasPrefix("n") && $0.contains(" [label=\"") }
    let edges = lines.filter { $0.contains(" -> ") }
    // It is a tree.
    #expect(edges.count == nodes.count - 1)
    #expect(nodes.contains { $0.contains("set 0: ") })
  }

  @Test("names the option when there is no such set")
  func missingSet() throws {
    let dump = try Command.run([
      Environment.binary(), "dump-trie", "--from", Example.folder.path, "--number", "100000",
    ])
    #expect(dump.status == 2)
    #expect(dump.output.isEmpty)
    #expect(dump.complaints.contains("--number"))
  }
}
