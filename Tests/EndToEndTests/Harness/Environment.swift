import Foundation
import Testing

/// What `make test` tells the tests through environment variables.
enum Environment {
  /// The release binary.
  static func binary() throws -> String {
    try value("POSTERN_BINARY", meaning: "the release binary")
  }

  /// The Python that has the pinned packages.
  static func python() throws -> String {
    try value("POSTERN_PYTHON", meaning: "the Python of the test environment")
  }

  /// The top of the repository.
  static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func value(_ name: String, meaning: String) throws -> String {
    let path = try #require(
      ProcessInfo.processInfo.environment[name],
      "set \(name) to \(meaning), or run `make test`, which does"
    )
    try #require(
      FileManager.default.isExecutableFile(atPath: path),
      "\(name) names `\(path)`, which is not there: run `make build setup-tests`"
    )
    return path
  }
}
