import Foundation
import Testing

@Suite("Single questions on the command line", .timeLimit(.minutes(1)))
struct AuthorizeTests {
  private static func ask(
    _ question: [String],
    from folder: String = Example.folder.path
  ) throws -> Command {
    try Command.run([try Environment.binary(), "authorize", "--from", folder] + question)
  }

  private static let order = "arn:aws:orders:eu-west-1:111122223333:order/42"

  private static func question(_ user: String, _ action: String) -> [String] {
    [
      "--principal", "arn:aws:iam::111122223333:user/\(user)", "--action", action,
      "--resource", order,
    ]
  }

  @Test("answers for a person, and with the exit status")
  func text() throws {
    let denied = try Self.ask(Self.question("nobody", "orders:GetOrder"))
    #expect(denied.status == 10)
    #expect(denied.output.hasPrefix("deny (implicit)\n  layer      identity\n"))
    #expect(denied.output.contains("  message    User: arn:aws:iam::111122223333:user/nobody is"))
  }

  @Test("answers as JSON")
  func json() throws {
    let command = try Self.ask(Self.question("nobody", "orders:GetOrder") + ["-o", "json"])
    let answer = try JSON(command.output)
    #expect(command.status == 10)
    #expect(answer["decision"] == .string("deny"))
    #expect(answer["reason"]?["code"] == .string("unknownPrincipal"))
  }

  @Test("answers the questions of the example as the example says", arguments: Example.questions)
  func example(question: Question) throws {
    let asked = try JSON(String(decoding: question.body, as: UTF8.self))
    guard question.status == 200, case .string(let principal)? = asked["principal"],
      case .string(let action)? = asked["action"], case .string(let resource)? = asked["resource"],
      asked["resourceTags"] == nil, asked["requestTags"] == nil, asked["resourceAccount"] == nil
    else { return }
    var options = ["--principal", principal, "--action", action, "--resource", resource]
    for (key, value) in asked["context"]?.members ?? [:] {
      guard case .string(let text) = value else { return }
      options += ["--context", "\(key)=\(text)"]
    }
    let command = try Self.ask(options)
    let isAllowed = question.expectation["decision"] == .string("allow")
    #expect(command.status == (isAllowed ? 0 : 10))
    #expect(command.output.hasPrefix(isAllowed ? "allow\n" : "deny ("))
    #expect(command.output.contains("\n  policy     ") || !isAllowed)
  }

  @Test(
    "ends with 2 for a bad question",
    arguments: [
      question("bob", "orders"), question("bob", "orders:GetOrder") + ["--context", "a"],
      question("bob", "orders:GetOrder") + ["--context", "=a"],
      question("bob", "orders:GetOrder")
        + ["--context", "aws:SourceIp=1", "--context", "aws:SourceIp=2"],
      question("bob", "orders:GetOrder") + ["-o", "xml"], ["--principal", "anonymous"],
    ]
  )
  func usage(question: [String]) throws {
    let command = try Self.ask(question)
    #expect(command.status == 2)
    #expect(command.output.isEmpty)
    #expect(!command.complaints.isEmpty)
  }

  @Test("says what is wrong as one object of JSON too, with the status that it has otherwise")
  func errorObjects() throws {
    let scratch = try Scratch()
    for name in ["a.yaml", "b.yaml"] {
      _ = try scratch.write(Data("kind: Usr\n".utf8), to: name)
    }
    let good = Self.question("bob", "orders:GetOrder")
    let cases: [(arguments: [String], folder: String, status: Int32, code: String)] = [
      (Self.question("bob", "orders"), Example.folder.path, 2, "invalidAction"),
      (
        good + ["--context", "aws:SourceIp=1", "--context", "aws:SourceIp=2"],
        Example.folder.path, 2, "invalidContext"
      ),
      (good + ["--context", "a"], Example.folder.path, 2, "invalidOptions"),
      (good + ["--set", "log.levle=x"], Example.folder.path, 2, "invalidOptions"),
      (good + ["--explian"], Example.folder.path, 2, "usage"),
      (["--principal", "anonymous"], Example.folder.path, 2, "usage"),
      (good, scratch.url("").path, 3, "invalidEntities"),
    ]
    for (arguments, folder, status, code) in cases {
      for format in [["-o", "json"], ["--output=json"]] {
        let command = try Self.ask(arguments + format, from: folder)
        let error = try #require(try JSON(command.complaints)["error"], "\(arguments)")
        #expect(command.status == status, "\(arguments)")
        #expect(command.output.isEmpty)
        #expect(error["code"] == .string(code), "\(command.complaints)")
        #expect(error["message"]?.text?.isEmpty == false)
      }
    }
    let context = ["--context", "aws:SourceIp=1", "--context", "aws:SourceIp=2"]
    let placed = try JSON(try Self.ask(good + context + ["-o", "json"]).complaints)
    #expect(placed["error"]?["pointer"] == .string("/context/aws:SourceIp"))
    let both = try Self.ask(good + ["-o", "json"], from: scratch.url("").path)
    let problems = try #require(try JSON(both.complaints)["error"])
    #expect(problems["problemCount"]?.integer == 2)
    #expect(both.complaints.contains(#""source":"b.yaml","line":1,"column":7"#))
  }

  @Test("says as an object of JSON that the answer could not be written")
  func fullDisk() throws {
    let words = Self.question("bob", "orders:GetOrder") + ["-o", "json"]
    let line = #"exec "$0" authorize --from "$@" > /dev/full"#
    let command = try Command.run(
      ["bash", "-c", line, Environment.binary(), Example.folder.path] + words
    )
    #expect(command.status == 1)
    #expect(try JSON(command.complaints)["error"]?["code"] == .string("failed"))
  }

  @Test("ends with 3 for a directory that is not valid, and says what is wrong")
  func badDirectory() throws {
    let command = try Self.ask(Self.question("bob", "orders:GetOrder"), from: "/does/not/exist")
    #expect(command.status == 3)
    #expect(command.output.isEmpty)
    #expect(command.complaints.contains("/does/not/exist"))
  }
}
