import Foundation
import Testing

extension Sidecar {
  /// What the client prints for one request.
  private struct Line: Decodable {
    let status: Int
    let body: String
  }

  /// Sends requests one after another on one connection; fails when the connection does not last.
  func askOnOneConnection(_ inputs: [BadInput]) throws -> [Answer] {
    let script = Environment.repository.appending(
      path: "Tests/EndToEndTests/python/one_connection.py"
    )
    let lines = try inputs.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
    let client = try Command.run(
      [try Environment.python(), script.path, decisions],
      input: Data(lines.map { $0 + "\n" }.joined().utf8)
    )
    try #require(client.status == 0, "\(client.complaints)")
    return try client.output.split(separator: "\n").map {
      let line = try JSONDecoder().decode(Line.self, from: Data($0.utf8))
      return Answer(
        status: line.status,
        version: "2",
        body: try? JSON(line.body),
        text: line.body
      )
    }
  }
}
