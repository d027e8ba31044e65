import Foundation
import Testing

@Suite("The command line", .timeLimit(.minutes(1)))
struct CommandLineTests {
  @Test("prints its version on standard output", arguments: ["version", "--version"])
  func version(argument: String) throws {
    let command = try Command.run([Environment.binary(), argument])
    #expect(command.status == 0)
    #expect(command.output.hasPrefix("postern "))
  }

  @Test(
    "ends with 2 for arguments that it does not take",
    arguments: [
      ["serve"], ["serve", "--form", "x"], ["serve", "--from", "x", "--loops", "many"],
      ["serve", "--from", "x", "--decisions", "7170"],
      ["serve", "--from", "x", "--decisions", "0.0.0.0:0"],
      ["serve", "--from", "x", "--decisions", "off"], ["decide"],
    ]
  )
  func usage(arguments: [String]) throws {
    let command = try Command.run([Environment.binary()] + arguments)
    #expect(command.status == 2)
    #expect(command.output.isEmpty)
    #expect(!command.complaints.isEmpty)
  }

  @Test("serves nothing from a bad directory, lists what is wrong and ends with 3")
  func badDirectory() throws {
    let scratch = try Scratch()
    let folder = try scratch.copyExample()
    try "kind: Group\nname: Broken\ngroups: []\n".write(
      to: folder.appending(path: "broken.yaml"),
      atomically: true,
      encoding: .utf8
    )
    for arguments in [
      ["serve", "--from", folder.path, "--decisions", "127.0.0.1:0"], ["check", folder.path],
    ] {
      let command = try Command.run([Environment.binary()] + arguments)
      #expect(command.status == 3)
      #expect(command.complaints.contains("broken.yaml:3:1: "))
    }
  }

  @Test("judges by the quotas of the configuration, as a sidecar would")
  func quotas() throws {
    let scratch = try Scratch()
    let small = "quotas: {usersPerAccountCountMax: 1}"
    let file = try scratch.write(Data(small.utf8), to: "small.yaml")
    let binary = try Environment.binary()
    let question = ["authorize", "--principal", "anonymous", "--action", "a:B", "--resource", "*"]
    for arguments in [
      ["check", Example.folder.path], ["dump-trie", "--from", Example.folder.path],
      question + ["--from", Example.folder.path],
    ] {
      let refused = try Command.run([binary] + arguments + ["--config", file])
      #expect(refused.status == 3, "\(arguments)")
      #expect(refused.complaints.contains("at most 1 "), "\(refused.complaints)")
      let raised = "quotas.usersPerAccountCountMax=1000"
      let taken = try Command.run([binary] + arguments + ["--config", file, "--set", raised])
      #expect([0, 10].contains(taken.status), "\(arguments): \(taken.complaints)")
      let misspelt = try Command.run([binary] + arguments + ["--set", "quotas.users=1"])
      #expect(misspelt.status == 2 && !misspelt.complaints.isEmpty)
    }
    let unread = try Command.run(
      [binary, "simulate", "--input", "-", "--set", "limits.textByteCountMax=x"]
    )
    #expect(unread.status == 2 && unread.complaints.contains("limits.textByteCountMax"))
  }

  @Test(
    "a limit of loads can be changed, and then bites",
    arguments: [
      ("actionPatternCountMax=1", "more than 1 distinct action patterns"),
      ("conditionKeyCountMax=1", "more than 1 distinct condition keys"),
      ("manifestFileCountMax=1", "more than 1 files"),
      ("manifestDocumentCountMax=1", "more than 1 documents"),
      ("manifestByteCountMax=1024", "larger than 1024 bytes"),
    ]
  )
  func limits(assignment: String, complaint: String) throws {
    let command = try Command.run(
      [try Environment.binary(), "check", Example.folder.path, "--set", "limits.\(assignment)"]
    )
    #expect(command.status == 3)
    #expect(command.complaints.contains(complaint), "\(command.complaints)")
  }

  @Test("finds nothing wrong with the example")
  func goodDirectory() throws {
    let command = try Command.run([Environment.binary(), "check", Example.folder.path])
    #expect(command.status == 0)
    #expect(command.complaints.isEmpty)
  }
}
