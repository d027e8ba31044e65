import Foundation
import PosternAdministration
import PosternManifest
import PosternModel

/// A directory of files that lasts as long as a test.
final class TemporaryDirectory {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("import-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
    for (name, text) in files { try write(name, text) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ text: String) throws {
    try write(name, Array(text.utf8))
  }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    let url = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Foundation.Data(bytes).write(to: url)
  }

  /// The contents as an import checks them.
  func check(
    limits: Limits = .standard,
    quotas: AccountQuotas = .standard
  ) throws -> AccountContents {
    let rules = ImportRules(limits: limits, quotas: quotas)
    return try AccountImport(rules: rules)
      .check(DirectorySource(path: path, limits: limits).load())
  }

  /// The problems that a check finds, in their order, each in one line.
  func problems(quotas: AccountQuotas = .standard) throws -> [String] {
    do {
      _ = try check(quotas: quotas)
      return []
    } catch let error as ImportError {
      return error.problems.map(\.description)
    }
  }
}
