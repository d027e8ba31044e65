import Foundation
import PosternManifest
import PosternModel

/// A directory of files that lasts as long as a test.
final class TemporaryDirectory {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("manifest-\(UUID().uuidString)")
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

  func load(limits: Limits = .standard) -> LoadedContents {
    DirectorySource(path: path, limits: limits).load()
  }

  /// The problems of a load, in their order, each in one line.
  func problems(limits: Limits = .standard) -> [String] {
    load(limits: limits).problems.sorted.map(\.description)
  }
}
