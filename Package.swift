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
      name: "PosternPolicy", dependencies: ["PosternModel", "PosternText"], swiftSettings: house),
    // Tests
    .testTarget(
      name: "PosternPolicyTests", dependencies: ["PosternPolicy", "PosternModel", "PosternText"],
      path: "Tests/PosternPolicyTests", swiftSettings: house),
    .testTarget(
      name: "PosternModelTests", dependencies: ["PosternModel"],
      path: "Tests/PosternModelTests", swiftSettings: house),
  ]
)
