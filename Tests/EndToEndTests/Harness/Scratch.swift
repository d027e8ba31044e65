import Foundation

/// A folder that exists as long as the value that stands for it.
final class Scratch {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "postern-\(UUID().uuidString.prefix(13))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  /// Returns the place of a file in the folder.
  func url(_ name: String) -> URL {
    folder.appending(path: name)
  }

  /// Writes a file and returns its path.
  func write(_ content: Data, to name: String) throws -> String {
    try content.write(to: url(name))
    return url(name).path
  }

  /// Copies the example account into the folder, for a test that changes it.
  func copyExample() throws -> URL {
    let copy = url("acme")
    try FileManager.default.copyItem(at: Example.folder, to: copy)
    return copy
  }
}
