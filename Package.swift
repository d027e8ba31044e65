// swift-tools-version: 6.2
import PackageDescription

// One section per level of the house; an import only ever goes down (see ARCHITECTURE.md).

/// The settings that every target of ours is built with.
let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "postern",
  products: [],
  dependencies: [],
  targets: [
    // Level 1
    .target(name: "PosternText", swiftSettings: house),
    // Level 2
    .target(name: "PosternModel", dependencies: ["PosternText"], swiftSettings: house),
    // Level 3
    .target(
      name: "PosternPolicy",
      dependencies: ["PosternModel", "PosternText"],
      swiftSettings: house
    ),
    // Tests
    .testTarget(
      name: "EndToEndTests",
      path: "Tests/EndToEndTests",
      exclude: ["python", "requirements.txt"],
      swiftSettings: house
    ),
    .testTarget(name: "TidyTests", path: "Tests/TidyTests", swiftSettings: house),
  ]
)
