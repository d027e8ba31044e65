extension Rule {
  private static let foundations: Set<String> = [
    "Foundation", "FoundationEssentials", "FoundationInternationalization", "FoundationNetworking",
    "FoundationXML", "XCTest",
  ]

  /// The rules about imports that one file shows; those about the package are in `PackageTests`.
  static let imports = [
    Rule(
      sentence: "the product lives without Foundation",
      concerns: \.isProduct,
      broken: Example("Sources/PosternText/A.swift", "internal import FoundationEssentials"),
      kept: Example("Sources/PosternText/A.swift", "// import Foundation\nimport Synchronization"),
      findings: foundationImports
    ),
    Rule(
      sentence: "a room imports only what the plan of the house allows",
      concerns: { $0.isProduct && $0.module.flatMap(Room.named) != nil },
      broken: Example("Sources/PosternEngine/A.swift", "package import PosternPolicy"),
      kept: Example("Sources/PosternEngine/A.swift", "package import PosternModel"),
      findings: strayImports
    ),
    Rule(
      sentence: "a C module is imported only in the folder that wraps it",
      concerns: \.isProduct,
      broken: Example("Sources/PosternStore/Queries/A.swift", "import CSQLite"),
      kept: Example("Sources/PosternStore/SQLite/A.swift", "import CSQLite"),
      findings: foreignImports
    ),
    Rule(
      sentence: "an import stays inside the room, or is `package`",
      concerns: { $0.isSwift && $0.module != "Postern" },
      broken: Example("Sources/PosternText/A.swift", "@_exported import B\npublic import C"),
      kept: Example("Sources/PosternText/A.swift", "package import B\nimport C"),
      findings: exportedImports
    ),
  ]

  private static func foundationImports(in file: SourceFile) -> [Finding] {
    file.imports.filter { foundations.contains($0.module) }.map {
      file.finding($0.declaration.line, "do without `\($0.module)`, it costs every pod its size")
    }
  }

  private static func strayImports(in file: SourceFile) -> [Finding] {
    guard let room = file.module.flatMap(Room.named) else { return [] }
    let ignored = Room.toolchain.subtracting(["Dispatch"]).union(foundations).union(Room.foreign)
    return file.imports.filter { !ignored.contains($0.module) }.compactMap {
      guard !room.mayImport.contains($0.module) else { return nil }
      return file.finding(
        $0.declaration.line,
        "`\(room.name)` must not know of `\($0.module)`: pass a value instead"
      )
    }
  }

  private static func foreignImports(in file: SourceFile) -> [Finding] {
    let allowed = foreignModules(of: file)
    return file.imports.filter { Room.foreign.contains($0.module) }.compactMap {
      guard !allowed.contains($0.module) else { return nil }
      return file.finding(
        $0.declaration.line,
        "import `\($0.module)` only in the folder that wraps it"
      )
    }
  }

  private static func foreignModules(of file: SourceFile) -> Set<String> {
    guard let room = file.module.flatMap(Room.named) else { return [] }
    let folder = file.folders.dropFirst(2).first
    return (room.foreignImports[""] ?? []).union(folder.flatMap { room.foreignImports[$0] } ?? [])
  }

  private static func exportedImports(in file: SourceFile) -> [Finding] {
    file.imports.compactMap { imported in
      let escape = imported.declaration.modifiers.first { $0 == "public" || $0 == "@_exported" }
      return escape.map {
        file.finding(imported.declaration.line, "import `\(imported.module)` without `\($0)`")
      }
    }
  }
}
