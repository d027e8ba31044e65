import Foundation
import Testing

@Suite("Simulations on the command line", .timeLimit(.minutes(1)))
struct SimulateTests {
  private static let denied =
    #"{"id":"d","principal":"anonymous","action":"a:B","resource":"*"}"#

  private static func run(_ input: String, _ flags: [String] = []) throws -> Command {
    try Command.run(
      [try Environment.binary(), "simulate", "--input", "-"] + flags,
      input: Data(input.utf8)
    )
  }

  @Test("decides every case of the corpus as the corpus says, in order")
  func corpus() throws {
    let cases = try CorpusCase.all()
    let scratch = try Scratch()
    let text = cases.map { $0.line + "\n" }.joined()
    let file = try scratch.write(Data(text.utf8), to: "cases.jsonl")
    let command = try Command.run([try Environment.binary(), "simulate", "--input", file])
    #expect(command.status == 0)
    let answers = command.output.split(separator: "\n", omittingEmptySubsequences: false)
    try #require(answers.count == cases.count + 1 && cases.count > 300)
    for (item, answer) in zip(cases, answers) {
      let isAccepted = item.accepts(try JSON(String(answer)))
      #expect(isAccepted, "\(item.expectation)\n\(answer)\n\(item.line)")
    }
  }

  @Test("answers every line once, good or bad, with and without a last line feed")
  func lines() throws {
    for end in ["", "\n"] {
      let command = try Self.run("\(Self.denied)\n\n{\n[]\n\(Self.denied)\(end)")
      let answers = command.output.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(command.status == 0)
      #expect(answers.count == 6 && answers[5].isEmpty)
      #expect(answers[0].hasPrefix(#"{"id":"d","decision":"deny""#))
      #expect(answers[1].hasPrefix(#"{"id":null,"line":2,"error""#))
      #expect(answers[2].hasPrefix(#"{"id":null,"line":3,"error""#))
      #expect(answers[3].hasPrefix(#"{"id":null,"line":4,"error""#))
      #expect(answers[4].hasPrefix(#"{"id":"d","decision":"deny""#))
    }
    #expect(try Self.run("").output.isEmpty)
  }

  @Test("refuses a line that is too long and answers the next one")
  func longLine() throws {
    let command = try Self.run(String(repeating: "x", count: 9 << 20) + "\n" + Self.denied)
    let answers = command.output.split(separator: "\n")
    #expect(answers.count == 2)
    #expect(answers.first?.contains("bodyTooLarge") == true)
    #expect(answers.last?.contains("deny") == true)
  }

  @Test("ends with 10 for a denial, with 3 for an error, only when asked to fail")
  func status() throws {
    #expect(try Self.run(Self.denied).status == 0)
    #expect(try Self.run("{\n\(Self.denied)", ["--fail-on-deny"]).status == 10)
    #expect(try Self.run("{", ["--fail-on-deny"]).status == 3)
    #expect(try Self.run("", ["--fail-on-deny"]).status == 0)
  }

  @Test("ends with 1 for a file that is not there")
  func missingFile() throws {
    for name in ["simulate", "check"] {
      let command = try Command.run([Environment.binary(), name, "--input", "/does/not/exist"])
      #expect(command.status == 1)
      #expect(command.output.isEmpty)
      #expect(command.complaints == "postern: /does/not/exist: no such file or directory\n")
    }
  }

  @Test("checks documents, a line each, and ends with 0 whatever they are")
  func documents() throws {
    let command = try Command.run(
      [try Environment.binary(), "check", "--input", "-"],
      input: Data("{\"id\":\"a\",\"type\":\"scp\",\"document\":\"{}\"}\nx\n".utf8)
    )
    let answers = command.output.split(separator: "\n")
    #expect(command.status == 0)
    #expect(answers.count == 2)
    #expect(answers.first?.hasPrefix(#"{"id":"a","accepted":false,"#) == true)
    #expect(answers.last?.hasPrefix(#"{"id":null,"line":2,"error""#) == true)
  }
}
