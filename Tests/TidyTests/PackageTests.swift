import Foundation
import Testing

@Suite("The package and its modules")
struct PackageTests {
  private static let settings: Set<String> = [
    "swiftLanguageMode 6", "strictMemorySafety", "treatAllWarnings error",
    "enableUpcomingFeature ExistentialAny", "enableUpcomingFeature InternalImportsByDefault",
    "enableUpcomingFeature MemberImportVisibility",
    "enableUpcomingFeature NonisolatedNonsendingByDefault",
    "enableUpcomingFeature InferIsolatedConformances",
  ]

  private let repository = Repository.current
  private let graph: PackageGraph

  /// Asked once: the package manager takes a second to answer.
  private static let declared = Result { try PackageGraph.declared(in: Repository.current) }

  init() throws {
    graph = try Self.declared.get()
    try #require(graph.targets.count > 1)
  }

  @Test("every target declares what it imports, and imports what it declares; only downwards")
  func graphFollowsThePlan() {
    Finding.expectNone(graph.undeclaredImports(in: repository))
    Finding.expectNone(graph.unusedDependencies(in: repository))
    Finding.expectNone(graph.straysFromThePlan())
  }

  @Test("every target is built with the settings of the house")
  func settingsOfTheHouse() {
    for target in graph.targets where !target.isSystemLibrary {
      let missing = Self.settings.subtracting(target.settings).sorted()
      #expect(missing == [], "give the target `\(target.name)` `swiftSettings: house`")
    }
  }

  @Test("every folder of sources is a target")
  func foldersAreTargets() {
    let targets = Set(graph.targets.map(\.name))
    for folder in repository.folderNames(below: "Sources") {
      #expect(targets.contains(folder), "declare `\(folder)` in Package.swift, or remove it")
    }
  }

  @Test("the top of the repository holds nothing but its parts")
  func topLevel() {
    let parts: Set<String> = [
      "Package.swift", "Package.resolved", "Sources", "Tests", "deploy", "bench", "proto",
      "Makefile", "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE",
      "SECURITY.md", "postern-data",
    ]
    #expect(repository.topLevelNames.filter { !parts.contains($0) } == [])
  }

  @Test("the format of the source is configured")
  func formatIsConfigured() throws {
    let file = repository.top.appending(path: ".swift-format")
    let settings = try JSONSerialization.jsonObject(with: try Data(contentsOf: file))
    let members = try #require(settings as? [String: Any])
    #expect(members["lineLength"] as? Int == 100)
    let rules = try #require(members["rules"] as? [String: Bool])
    for rule in ["NeverForceUnwrap", "NeverUseForceTry", "NoLeadingUnderscores", "UseEarlyExits"] {
      #expect(rules[rule] == true, "switch on \(rule)")
    }
  }
}
