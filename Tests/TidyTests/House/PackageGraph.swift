import Foundation

/// The targets that `Package.swift` declares and what each depends on.
struct PackageGraph: Sendable {
  /// A target.
  struct Target: Sendable {
    let name: String
    let isTest: Bool
    let isSystemLibrary: Bool
    /// Names of targets and of products of libraries.
    let dependencies: [String]
    /// Names of the settings that it is built with.
    let settings: Set<String>
  }

  let targets: [Target]

  /// Asks the package manager, in a folder of its own because `swift test` locks the other.
  static func declared(in repository: Repository) throws -> PackageGraph {
    let scratch = FileManager.default.temporaryDirectory.appending(
      path: "postern-tidy-\(ProcessInfo.processInfo.processIdentifier)"
    )
    defer { try? FileManager.default.removeItem(at: scratch) }
    let output = Pipe()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.currentDirectoryURL = repository.top
    process.arguments = ["swift", "package", "--scratch-path", scratch.path, "dump-package"]
    process.standardOutput = output
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return try PackageGraph(json: text)
  }

  init(json: Data) throws {
    let package = try JSONSerialization.jsonObject(with: json) as? [String: Any]
    let targets = package?["targets"] as? [[String: Any]]
    self.targets = (targets ?? []).map(Self.target)
  }

  private static func target(_ members: [String: Any]) -> Target {
    let dependencies = members["dependencies"] as? [[String: Any]] ?? []
    let settings = members["settings"] as? [[String: Any]] ?? []
    return Target(
      name: members["name"] as? String ?? "",
      isTest: members["type"] as? String == "test",
      isSystemLibrary: members["type"] as? String == "system",
      dependencies: dependencies.compactMap { dependency in
        (dependency.values.first as? [Any])?.first as? String
      },
      settings: Set(settings.flatMap { setting in names(of: setting["kind"]) })
    )
  }

  /// `{"strictMemorySafety": {}}` gives `strictMemorySafety`; a value follows its name.
  private static func names(of kind: Any?) -> [String] {
    (kind as? [String: [String: String]] ?? [:]).map { name, value in
      ([name] + value.values.sorted()).joined(separator: " ")
    }
  }
}
