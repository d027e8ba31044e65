import Foundation

extension Command {
  /// Runs one of the clients that are written in Python, and waits for its end.
  static func python(_ script: String, _ arguments: [String]) throws -> Command {
    let path = Environment.repository.appending(path: "Tests/EndToEndTests/python/\(script)").path
    return try run(
      [try Environment.python(), path] + arguments,
      environment: ["PYTHONDONTWRITEBYTECODE": "1"]
    )
  }
}
