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

  @Test("says its version to a program")
  func versionObject() throws {
    let command = try Command.run([Environment.binary(), "version", "-o", "json"])
    let text = try Command.run([Environment.binary(), "version"]).output
    #expect(command.status == 0)
    #expect(try "postern \(JSON(command.output)["version"]?.text ?? "")\n" == text)
  }

  @Test(
    "says what was mistyped, and what was meant",
    arguments: [
      ("athorize", "command 'athorize'. Did you mean 'authorize'?"),
      ("athorize --principal x", "command 'athorize'. Did you mean 'authorize'?"),
      ("sevre --from x", "command 'sevre'. Did you mean 'serve'?"),
      ("frobnicate --principal x", "command 'frobnicate'"),
      ("config chekc x", "command 'chekc'. Did you mean 'check'?"),
      ("config defualts", "command 'defualts'. Did you mean 'defaults'?"),
      ("serve --form x", "option '--form'. Did you mean '--from'?"),
      ("serve --form=x", "option '--form'. Did you mean '--from'?"),
      ("serve --from x --logformat json", "option '--logformat'. Did you mean '--log-format'?"),
      ("authorize --pricnipal a", "option '--pricnipal'. Did you mean '--principal'?"),
      ("authorize -principal a", "option '-principal'. Did you mean '--principal'?"),
      ("simulate --inptu -", "option '--inptu'. Did you mean '--input'?"),
      ("health --reday", "option '--reday'. Did you mean '--ready'?"),
      ("wait --tiemout 3", "option '--tiemout'. Did you mean '--timeout'?"),
      ("--versoin", "option '--versoin'. Did you mean '--version'?"),
      ("serve --x", "option '--x'"), ("version -x", "option '-x'"),
    ]
  )
  func misspelt(line: String, complaint: String) throws {
    let words = line.split(separator: " ").map(String.init)
    let command = try Command.run([Environment.binary()] + words)
    #expect(command.status == 2)
    #expect(command.output.isEmpty)
    #expect(command.complaints.hasPrefix("Error: Unknown \(complaint)\nUsage: postern"))
  }

  @Test("complains of what is missing or wrong where nothing is mistyped")
  func notMisspelt() throws {
    for (line, complaint) in [
      ("authorize --principal a --action b:C --resource=*", "Missing expected argument '--from"),
      ("wait --timeout x", "The value 'x' is invalid for '--timeout <seconds>'"),
      ("check -- --form x --input y", "--input: "),
      ("config", "OVERVIEW"), ("serve --help", "OVERVIEW"),
    ] {
      let words = line.split(separator: " ").map(String.init)
      let command = try Command.run([Environment.binary()] + words)
      let said = command.complaints + command.output
      #expect(said.contains(complaint), "\(line): \(said)")
      #expect(!said.contains("Did you mean"), "\(line): \(said)")
    }
  }

  @Test("takes `auto` for the number of loops, and no other word")
  func automaticLoops() throws {
    let serve = ["serve", "--from", Example.folder.path, "--check-config", "--loops"]
    #expect(try Command.run([Environment.binary()] + serve + ["auto"]).status == 0)
    #expect(try Command.run([Environment.binary()] + serve + ["3"]).status == 0)
    for word in ["many", "0", "Auto", ""] {
      let command = try Command.run([Environment.binary()] + serve + [word])
      #expect(command.status == 2)
      #expect(command.complaints.contains("--loops"), "\(command.complaints)")
    }
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

  @Test("does not end well when what was asked for cannot be written")
  func fullDisk() throws {
    for arguments in ["--help", "serve --help", "version", "--version", "config defaults"] {
      let command = try Command.run([
        "bash", "-c", "exec \(try Environment.binary()) \(arguments) > /dev/full",
      ])
      #expect(command.status == 1, "\(arguments)")
      #expect(command.complaints.contains("output"), "\(command.complaints)")
    }
  }

  @Test("writes nothing into a file that came to have the number of a closed stream")
  func closedStreams() throws {
    let command = try Command.run([
      "bash", "-c", "\(try Environment.binary()) check \(Example.folder.path) <&- >&- 2>&-",
    ])
    #expect(command.status == 0)
  }

  @Test("says which of several directories a line is about")
  func severalDirectories() throws {
    let (one, two) = (try Scratch(), try Scratch())
    for scratch in [one, two] { _ = try scratch.write(Data("kind: Usr\n".utf8), to: "a.yaml") }
    let directories = [one, two].map { $0.url("").path }
    let both = try Command.run([Environment.binary(), "check"] + directories)
    #expect(both.status == 3)
    for directory in directories {
      #expect(both.complaints.contains("\(directory): a.yaml:1:7: "), "\(both.complaints)")
    }
    let single = try Command.run([Environment.binary(), "check", directories[0]])
    #expect(single.complaints.hasPrefix("a.yaml:1:7: "), "\(single.complaints)")
  }

  @Test("shows no control characters of what it has read")
  func controlCharacters() throws {
    let scratch = try Scratch()
    _ = try scratch.write(Data("{".utf8), to: "a\u{1B}[31m\nb.yaml")
    let check = try Command.run([Environment.binary(), "check", scratch.url("").path])
    #expect(check.status == 3)
    let folder = try scratch.copyExample()
    let policy = """
      kind: User
      account: "111122223333"
      name: odd
      inlinePolicies:
        - name: Odd
          document:
            Version: "2012-10-17"
            Statement: {Effect: Allow, Action: "a:B", Resource: "arn:aws:a:::\u{5C}e[31m\u{5C}nb"}
      """
    try policy.write(to: folder.appending(path: "odd.yaml"), atomically: true, encoding: .utf8)
    for format in ["text", "dot"] {
      let dump = try Command.run([
        Environment.binary(), "dump-trie", "--from", folder.path, "--format", format,
      ])
      #expect(dump.status == 0, "\(dump.complaints)")
      #expect(dump.output.contains("[31m"))
      #expect(!dump.output.contains("\u{1B}") && !dump.output.contains("\nb"))
    }
    #expect(!check.complaints.contains("\u{1B}") && !check.complaints.contains("\nb"))
  }

  @Test("takes lines as long as its configuration says")
  func longLines() throws {
    let scratch = try Scratch()
    let line = String(repeating: " ", count: 5 << 20) + "{}\n"
    let file = try scratch.write(Data(line.utf8), to: "lines")
    for arguments in [["simulate", "--input", file], ["check", "--input", file]] {
      let command = try Command.run(
        [try Environment.binary()] + arguments + ["--set", "limits.lineByteCountMax=6291456"]
      )
      #expect(!command.output.contains("4194304"), "\(command.output)")
      #expect(!command.output.contains("longer"), "\(command.output)")
    }
  }
}
