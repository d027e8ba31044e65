import Foundation
import PosternManifest
import PosternServer

/// A file of options that exists as long as the value that stands for it.
final class ConfigurationFile {
  let path: String

  init(_ text: String) throws {
    path =
      FileManager.default.temporaryDirectory
      .appending(path: "postern-\(UUID().uuidString).yaml").path
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Reads a text as configuration, without anything around it.
  static func options(
    _ text: String,
    assignments: [String] = [],
    flags: [ConfigurationNode] = [],
    environment: [String: String] = [:]
  ) throws -> ServerOptions {
    let file = try ConfigurationFile(text)
    let sources = ConfigurationSources(
      file: file.path,
      assignments: assignments,
      flags: flags,
      environment: environment
    )
    return try Configuration(sources).options
  }

  /// Returns what is wrong with a text, a line for each problem, the file's path as `file`.
  static func problems(
    _ text: String,
    assignments: [String] = [],
    flags: [ConfigurationNode] = [],
    environment: [String: String] = [:],
    takesVariables: Bool = true
  ) throws -> [String] {
    let file = try ConfigurationFile(text)
    var sources = ConfigurationSources(
      file: file.path,
      assignments: assignments,
      flags: flags,
      environment: environment
    )
    sources.takesVariables = takesVariables
    sources.judgesListeners = true
    do {
      _ = try Configuration(sources)
      return []
    } catch {
      return error.lines.map { $0.replacing(file.path, with: "file") }
    }
  }
}
