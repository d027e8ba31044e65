extension Room {
  /// The plan of the house: which room may import what.
  ///
  /// `ARCHITECTURE.md` says why.
  static let plan = [
    Room(
      "PosternText",
      level: 1,
      mayImport: ["CProcessor"],
      foreign: ["Scan": ["CProcessor"]]
    ),
    Room("PosternCrypto", level: 1, mayImport: ["COpenSSL"], foreign: ["": ["COpenSSL"]]),
    Room("PosternModel", level: 2, mayImport: ["PosternText"]),
    Room(
      "PosternTransport",
      level: 2,
      mayImport: sockets.union(["PosternText", "CNghttp2", "COpenSSL"]),
      // Glibc names the error numbers that the event loops report.
      foreign: ["HTTP2": ["CNghttp2"], "TLS": ["COpenSSL"], "": ["Glibc"]]
    ),
    Room("PosternPolicy", level: 3, mayImport: ["PosternModel", "PosternText"]),
    Room(
      "PosternEngine",
      level: 3,
      mayImport: ["PosternModel", "PosternText", "CProcessor"],
      foreign: ["Storage": ["CProcessor"]]
    ),
    Room(
      "PosternStore",
      level: 3,
      mayImport: ["PosternModel", "PosternText", "CSQLite"],
      foreign: ["SQLite": ["CSQLite"]]
    ),
    Room(
      "PosternCompiler",
      level: 4,
      mayImport: ["PosternPolicy", "PosternEngine", "PosternModel", "PosternText"]
    ),
    Room(
      "PosternManifest",
      level: 4,
      mayImport: ["PosternPolicy", "PosternModel", "PosternText", "CYAML"],
      foreign: ["YAML": ["CYAML"], "Files": ["Glibc"]]
    ),
    Room(
      "PosternAdministration",
      level: 5,
      mayImport: [
        "PosternPolicy", "PosternManifest", "PosternStore", "PosternCrypto", "PosternModel",
        "PosternText",
      ]
    ),
    Room(
      "PosternDecisionPoint",
      level: 5,
      mayImport: [
        "PosternCompiler", "PosternEngine", "PosternPolicy", "PosternStore", "PosternModel",
        "PosternText", "Dispatch",
      ]
    ),
    Room(
      "PosternSTS",
      level: 6,
      mayImport: [
        "PosternDecisionPoint", "PosternStore", "PosternCrypto", "PosternModel", "PosternText",
      ]
    ),
    Room(
      "PosternAPI",
      level: 7,
      mayImport: rooms(below: 7).subtracting(["PosternStore"]).union(["SwiftProtobuf"])
    ),
    Room(
      "PosternServer",
      level: 8,
      mayImport: rooms(below: 8).union(sockets).union(["Logging", "Dispatch"]),
      foreign: ["System": ["Glibc"]]
    ),
    Room(
      "Postern",
      level: 8,
      mayImport: ["PosternDecisionPoint", "PosternPolicy", "PosternModel"]
    ),
    Room("postern", level: 9, mayImport: rooms(below: 9).union(["ArgumentParser"])),
  ]

  /// Test support, by name, and what it may import; the product never imports any of it.
  static let support: [String: Set<String>] = [
    "PosternOracle": ["PosternPolicy", "PosternModel", "PosternText", "PosternTestKit"],
    "PosternTestEngine": [
      "PosternDecisionPoint", "PosternEngine", "PosternModel", "PosternTestKit",
    ],
    "PosternTestKit": ["PosternPolicy", "PosternModel", "PosternText"],
    "PosternFuzzKit": [
      "PosternAPI", "PosternCompiler", "PosternDecisionPoint", "PosternPolicy", "PosternModel",
      "PosternText", "PosternTransport",
    ],
  ]

  /// The event loops and their parser of HTTP/1.1.
  static let sockets: Set<String> = ["NIOCore", "NIOPosix", "NIOHTTP1"]

  /// Modules of the tool chain that need no declaration.
  static let toolchain: Set<String> = [
    "Swift", "Synchronization", "Testing", "Foundation", "Glibc", "Dispatch",
  ]

  /// Modules that are written in C: whoever imports one leaves the safe language.
  static let foreign: Set<String> = [
    "CNghttp2", "COpenSSL", "CProcessor", "CSQLite", "CYAML", "Glibc",
  ]

  /// Folders in which the word `unsafe` may stand, from the top of the repository.
  static let unsafeFolders = [
    "Sources/PosternText/Scan/", "Sources/PosternEngine/Storage/", "Sources/PosternCrypto/",
    "Sources/PosternTransport/HTTP2/", "Sources/PosternTransport/TLS/",
    "Sources/PosternStore/SQLite/", "Sources/PosternManifest/YAML/",
    // Without Foundation, files, signals and the clock are asked of the system itself.
    "Sources/PosternManifest/Files/", "Sources/PosternServer/System/",
    // The owner of a socket's file is set where the file is made.
    "Sources/PosternTransport/System/",
  ]

  /// Types that are public for the sake of their methods.
  ///
  /// Methods of a package type are never inlined into other modules, `@inlinable` or not (Swift
  /// 6.3); those of a public one are, although they stay `package` themselves.
  static let inlinedTypes: Set<String> = [
    "JSONTape", "JSONKind", "JSONWriter", "JSONCursor", "PlainTextBlock", "JSONNameLooks",
    "GrowingBytes", "AuthorizationRequest", "ContextEntry", "RequestList", "TextRange",
  ]

  /// How many escapes from the checks of concurrency the product may have.
  static let concurrencyEscapeCountMax = 5

  /// How many lines of code the reference evaluator has at most: it is the specification that can
  /// be run, and who reads the one has to be able to read the other.
  static let oracleLineCountMax = 400

  /// Returns the room of a name; nil for a module that is not ours.
  static func named(_ name: String) -> Room? {
    plan.first { $0.name == name }
  }

  private static func rooms(below level: Int) -> Set<String> {
    let names: [[String]] = [
      ["PosternText", "PosternCrypto"], ["PosternModel", "PosternTransport"],
      ["PosternPolicy", "PosternEngine", "PosternStore"], ["PosternCompiler", "PosternManifest"],
      ["PosternAdministration", "PosternDecisionPoint"], ["PosternSTS"], ["PosternAPI"],
      ["PosternServer"],
    ]
    return Set(names.prefix(level - 1).joined())
  }
}
