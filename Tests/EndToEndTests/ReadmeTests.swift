import Foundation
import Testing

@Suite("The README", .serialized, .timeLimit(.minutes(1)))
struct ReadmeTests {
  @Test("every command with curl that it shows gives the answer that it shows")
  func commandsGiveTheirAnswers() async throws {
    let file = Environment.repository.appending(path: "README.md")
    let sessions = Self.sessions(in: try String(contentsOf: file, encoding: .utf8))
    try #require(sessions.count >= 2)
    let sidecar = try await Sidecar.start()
    for session in sessions {
      let command = session.command.replacing("127.0.0.1:7170", with: sidecar.decisions)
      try #require(command != session.command)
      let client = try Command.run(["bash", "-c", command])
      let expected = try JSON(session.answer)
      let lasting = expected.members?.filter { $0.key != "id" && $0.key != "revision" }
      let wanted = JSON.object(try #require(lasting))
      let differences = wanted.differences(in: try JSON(client.output))
      #expect(differences == [], "\(session.command)\n\(client.output)\(client.complaints)")
      #expect(Self.isFromTheExample(session.command))
    }
  }

  /// Returns each block that begins with `$ curl`: the command up to its address, and the answer.
  private static func sessions(in text: String) -> [(command: String, answer: String)] {
    text.components(separatedBy: "```").compactMap { block in
      guard let start = block.range(of: "\n$ curl ") else { return nil }
      let lines = block[start.lowerBound...].dropFirst(3).components(separatedBy: "\n")
      let lastLine = lines.firstIndex { $0.contains("http://") } ?? 0
      return (
        lines[...lastLine].joined(separator: "\n"),
        lines[(lastLine + 1)...].joined(separator: "\n")
      )
    }
  }

  /// Whether the body that a command sends is one of the example's questions.
  private static func isFromTheExample(_ command: String) -> Bool {
    let body = command.split(separator: "'").compactMap { try? JSON(String($0)) }.last
    return Example.questions.contains {
      (try? JSON(String(decoding: $0.body, as: UTF8.self))) == body
    }
  }
}
