import Foundation

/// The files of the repository, read once for all rules.
struct Repository: Sendable {
  /// The folder that holds `Package.swift`.
  let top: URL
  /// Every text file that people write.
  let files: [SourceFile]
  /// The names of everything at the top that is not hidden.
  let topLevelNames: [String]

  /// The repository that this test was built from.
  static let current = Repository(
    top: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
  )

  private static let roots = [
    "Sources", "Tests", "bench", "deploy", "proto", "Makefile", "Package.swift", "README.md",
    "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "SECURITY.md",
    ".ci",
  ]
  private static let endings: Set<String> = [
    "swift", "md", "yaml", "yml", "json", "py", "sh", "txt", "h", "c", "modulemap", "proto", "",
  ]

  init(top: URL) {
    self.top = top
    files = Self.roots.flatMap { Self.paths(below: $0, in: top) }.sorted().compactMap { path in
      (try? String(contentsOf: top.appending(path: path), encoding: .utf8)).map {
        SourceFile(path: path, text: $0)
      }
    }
    let names = try? FileManager.default.contentsOfDirectory(atPath: top.path)
    topLevelNames = (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }

  /// Returns the names of the folders below one folder of the repository.
  func folderNames(below path: String) -> [String] {
    let folders = files.filter { $0.path.hasPrefix(path + "/") }.compactMap {
      $0.folders.dropFirst(path.split(separator: "/").count).first
    }
    return Set(folders).sorted()
  }

  private static func paths(below path: String, in top: URL) -> [String] {
    let start = top.appending(path: path)
    guard isFolder(start) else { return [path] }
    let inside = (try? FileManager.default.subpathsOfDirectory(atPath: start.path)) ?? []
    return inside.map { "\(path)/\($0)" }
      .filter { isText($0) && !isFolder(top.appending(path: $0)) }
  }

  private static func isText(_ path: String) -> Bool {
    guard !path.contains("/."), !path.contains("__pycache__") else { return false }
    // What a generator has written is not for people to read.
    guard !path.hasSuffix(".pb.swift") else { return false }
    let name = path.split(separator: "/").last ?? ""
    let parts = name.split(separator: ".")
    return endings.contains(parts.count > 1 ? String(parts[parts.count - 1]) : "")
  }

  private static func isFolder(_ url: URL) -> Bool {
    (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory ?? false
  }
}
