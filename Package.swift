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

/// Lets a plain evaluator answer hundreds of thousands of random questions in a test run, in debug builds too.
let quick: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

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
    .target(
      name: "PosternEngine", dependencies: ["PosternModel", "PosternText"], swiftSettings: house),
    // Level 4
    .target(
      name: "PosternCompiler",
      dependencies: ["PosternPolicy", "PosternEngine", "PosternModel", "PosternText"],
      swiftSettings: house),
    // Level 5
    .target(
      name: "PosternDecisionPoint",
      dependencies: [
        "PosternCompiler", "PosternEngine", "PosternPolicy", "PosternModel", "PosternText",
      ],
      swiftSettings: house),
    // Test support
    .target(
      name: "PosternTestKit", dependencies: ["PosternPolicy", "PosternModel", "PosternText"],
      path: "Tests/Support/PosternTestKit", swiftSettings: house + quick),
    .target(
      name: "PosternOracle",
      dependencies: ["PosternPolicy", "PosternModel", "PosternText", "PosternTestKit"],
      path: "Tests/Support/PosternOracle", swiftSettings: house + quick),
    // Tests
    .testTarget(
      name: "DifferentialTests",
      dependencies: [
        "PosternOracle", "PosternTestKit", "PosternDecisionPoint", "PosternEngine", "PosternPolicy",
        "PosternModel", "PosternText",
      ],
      path: "Tests/DifferentialTests", swiftSettings: house),
    .testTarget(
      name: "ConformanceTests",
      dependencies: [
        "PosternOracle", "PosternTestKit", "PosternPolicy", "PosternModel", "PosternText",
      ],
      path: "Tests/ConformanceTests", exclude: ["python"], swiftSettings: house),
    // Tests
    .testTarget(
      name: "PosternModelTests", dependencies: ["PosternModel"],
      path: "Tests/PosternModelTests", swiftSettings: house),
  ]
)
