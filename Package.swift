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
  // Said to the frontend, where it wins over what a command says for all packages: the release
  // binary leaves such checks out of other people's code only (see the Makefile).
  .unsafeFlags(["-Xfrontend", "-enforce-exclusivity=checked"]),
]

/// The fuzz targets: programs of libFuzzer, which link with `--sanitize fuzzer` only (`make fuzz`).
let fuzzers: [Target] =
  Context.environment["POSTERN_FUZZ"] == nil
  ? []
  : [
    ("CallFuzzer", []), ("HTTP2Fuzzer", []), ("JSONFuzzer", []), ("PolicyFuzzer", ["PosternModel"]),
    ("TLSFuzzer", []),
  ].map { name, others in
    .executableTarget(
      name: name,
      dependencies: ["PosternFuzzKit"] + others,
      path: "Tests/Fuzz/\(name)",
      exclude: ["Inputs"],
      // There is no `main`: libFuzzer has it.
      swiftSettings: house + [.unsafeFlags(["-parse-as-library"])]
    )
  }

let package = Package(
  name: "postern",
  products: [
    .executable(name: "postern", targets: ["postern"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
    // Without its traits it needs no Foundation but the essentials.
    .package(url: "https://github.com/apple/swift-protobuf.git", from: "1.39.0", traits: []),
  ],
  targets: [
    // Level 0
    .systemLibrary(
      name: "CNghttp2",
      pkgConfig: "libnghttp2",
      providers: [.apt(["libnghttp2-dev"])]
    ),
    .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CProcessor"),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    // Level 1
    .target(name: "PosternText", dependencies: ["CProcessor"], swiftSettings: house),
    .testTarget(
      name: "PosternTextTests",
      dependencies: ["PosternText"],
      path: "Tests/PosternTextTests",
      swiftSettings: house
    ),
    .target(name: "PosternCrypto", dependencies: ["COpenSSL"], swiftSettings: house),
    .testTarget(
      name: "PosternCryptoTests",
      dependencies: ["PosternCrypto"],
      path: "Tests/PosternCryptoTests",
      swiftSettings: house
    ),
    // Level 2
    .target(name: "PosternModel", dependencies: ["PosternText"], swiftSettings: house),
    .testTarget(
      name: "PosternModelTests",
      dependencies: ["PosternModel"],
      path: "Tests/PosternModelTests",
      swiftSettings: house
    ),
    .target(
      name: "PosternTransport",
      dependencies: [
        "CNghttp2", "COpenSSL", "PosternText",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      swiftSettings: house
    ),
    .testTarget(
      name: "PosternTransportTests",
      dependencies: [
        "PosternTransport", "COpenSSL",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
      ],
      path: "Tests/PosternTransportTests",
      swiftSettings: house
    ),
    // Level 3
    .target(
      name: "PosternPolicy",
      dependencies: ["PosternModel", "PosternText"],
      swiftSettings: house
    ),
    .testTarget(
      name: "PosternPolicyTests",
      dependencies: ["PosternPolicy", "PosternModel", "PosternText"],
      path: "Tests/PosternPolicyTests",
      swiftSettings: house
    ),
    .target(
      name: "PosternEngine",
      dependencies: ["CProcessor", "PosternModel", "PosternText"],
      swiftSettings: house
    ),
    .target(
      name: "PosternStore",
      dependencies: ["PosternModel", "PosternText", "CSQLite"],
      swiftSettings: house
    ),
    .testTarget(
      name: "PosternStoreTests",
      dependencies: ["PosternStore", "PosternModel", "PosternText"],
      path: "Tests/PosternStoreTests",
      swiftSettings: house
    ),
    // Level 4
    .target(
      name: "PosternCompiler",
      dependencies: ["PosternPolicy", "PosternEngine", "PosternModel", "PosternText"],
      swiftSettings: house
    ),
    .target(
      name: "PosternManifest",
      dependencies: ["PosternModel", "PosternText", "CYAML"],
      swiftSettings: house
    ),
    .testTarget(
      name: "PosternManifestTests",
      dependencies: ["PosternManifest", "PosternModel", "PosternText"],
      path: "Tests/PosternManifestTests",
      swiftSettings: house
    ),
    // Level 5
    .target(
      name: "PosternAdministration",
      dependencies: [
        "PosternManifest", "PosternStore", "PosternCrypto", "PosternPolicy", "PosternModel",
        "PosternText",
      ],
      swiftSettings: house
    ),
    .testTarget(
      name: "PosternAdministrationTests",
      dependencies: [
        "PosternAdministration", "PosternManifest", "PosternStore", "PosternModel",
      ],
      path: "Tests/PosternAdministrationTests",
      swiftSettings: house
    ),
    .target(
      name: "PosternDecisionPoint",
      dependencies: [
        "PosternCompiler", "PosternEngine", "PosternPolicy", "PosternModel", "PosternText",
      ],
      swiftSettings: house
    ),
    .testTarget(
      name: "PosternDecisionPointTests",
      dependencies: [
        "PosternDecisionPoint", "PosternTestKit", "PosternEngine", "PosternModel", "PosternPolicy",
        "PosternText",
      ],
      path: "Tests/PosternDecisionPointTests",
      swiftSettings: house
    ),
    .testTarget(
      name: "LayersTests",
      dependencies: [
        "PosternAdministration", "PosternDecisionPoint", "PosternEngine", "PosternManifest",
        "PosternModel", "PosternStore",
      ],
      path: "Tests/LayersTests",
      swiftSettings: house
    ),
    // Level 7
    .target(
      name: "PosternAPI",
      dependencies: [
        "PosternDecisionPoint", "PosternEngine", "PosternModel", "PosternPolicy", "PosternText",
        "PosternTransport",
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ],
      swiftSettings: house
    ),
    .testTarget(
      name: "PosternAPITests",
      dependencies: [
        "PosternAPI", "PosternTestKit", "PosternDecisionPoint", "PosternModel", "PosternText",
        "PosternTransport",
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ],
      path: "Tests/PosternAPITests",
      swiftSettings: house
    ),
    // Level 8
    .target(
      name: "PosternServer",
      dependencies: [
        "PosternAPI", "PosternAdministration", "PosternDecisionPoint", "PosternEngine",
        "PosternManifest", "PosternModel", "PosternPolicy", "PosternStore", "PosternText",
        "PosternTransport",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      swiftSettings: house
    ),
    .testTarget(
      name: "PosternServerTests",
      dependencies: [
        "PosternAPI", "PosternAdministration", "PosternManifest", "PosternModel", "PosternServer",
        "PosternTransport",
        .product(name: "Logging", package: "swift-log"),
      ],
      path: "Tests/PosternServerTests",
      swiftSettings: house
    ),
    // Level 9
    .executableTarget(
      name: "postern",
      dependencies: [
        "PosternAPI", "PosternDecisionPoint", "PosternManifest", "PosternModel", "PosternServer",
        "PosternTransport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: house
    ),
    // Tests
    .testTarget(
      name: "EndToEndTests",
      path: "Tests/EndToEndTests",
      exclude: ["python", "requirements.txt", "scenarios"],
      swiftSettings: house
    ),
    .testTarget(name: "TidyTests", path: "Tests/TidyTests", swiftSettings: house),
    .target(
      name: "PosternTestKit",
      dependencies: ["PosternPolicy", "PosternModel", "PosternText"],
      path: "Tests/Support/PosternTestKit",
      swiftSettings: house
    ),
    .target(
      name: "PosternOracle",
      dependencies: ["PosternPolicy", "PosternModel", "PosternText", "PosternTestKit"],
      path: "Tests/Support/PosternOracle",
      swiftSettings: house
    ),
    .target(
      name: "PosternTestEngine",
      dependencies: ["PosternDecisionPoint", "PosternEngine", "PosternModel", "PosternTestKit"],
      path: "Tests/Support/PosternTestEngine",
      swiftSettings: house
    ),
    .testTarget(
      name: "DifferentialTests",
      dependencies: [
        "PosternDecisionPoint", "PosternEngine", "PosternOracle", "PosternTestEngine",
        "PosternTestKit", "PosternModel", "PosternText",
      ],
      path: "Tests/DifferentialTests",
      swiftSettings: house
    ),
    .testTarget(
      name: "ConformanceTests",
      dependencies: [
        "PosternOracle", "PosternTestEngine", "PosternTestKit", "PosternPolicy", "PosternModel",
        "PosternText",
      ],
      path: "Tests/ConformanceTests",
      exclude: ["python"],
      swiftSettings: house
    ),
    .target(
      name: "PosternFuzzKit",
      dependencies: [
        "PosternAPI", "PosternCompiler", "PosternDecisionPoint", "PosternPolicy", "PosternModel",
        "PosternText", "PosternTransport",
      ],
      path: "Tests/Support/PosternFuzzKit",
      swiftSettings: house
    ),
    .testTarget(
      name: "FuzzReplayTests",
      dependencies: ["PosternFuzzKit", "PosternModel"],
      path: "Tests/FuzzReplayTests",
      swiftSettings: house
    ),
  ] + fuzzers
)

// The evaluators need no network, no files and no library of the system: the tests that compare
// them build without all that, in release, in a minute.
if Context.environment["POSTERN_PURE"] != nil {
  var rooms: Set = [
    "CProcessor", "PosternText", "PosternModel", "PosternPolicy", "PosternEngine",
    "PosternCompiler", "PosternDecisionPoint", "PosternTestKit", "PosternOracle",
    "PosternTestEngine", "DifferentialTests", "ConformanceTests",
  ]
  // The benchmark also starts from a store.
  if Context.environment["POSTERN_BENCH"] != nil { rooms.formUnion(["PosternStore", "CSQLite"]) }
  package.targets.removeAll { !rooms.contains($0.name) }
  package.dependencies = []
  package.products = []
}

// What measures is built only for whoever asks for it: `make bench`.
if Context.environment["POSTERN_BENCH"] != nil {
  package.targets.append(.systemLibrary(name: "CHeap", path: "bench/heap"))
  package.targets.append(
    .executableTarget(
      name: "postern-bench",
      dependencies: [
        "CHeap", "PosternCompiler", "PosternDecisionPoint", "PosternEngine", "PosternModel",
        "PosternOracle", "PosternPolicy", "PosternStore", "PosternTestKit", "PosternText",
      ],
      path: "bench/engine",
      swiftSettings: house
    )
  )
}
