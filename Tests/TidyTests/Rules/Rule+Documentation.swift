extension Rule {
  /// The rules about documentation and access.
  static let documentation = [
    Rule(
      sentence: "what other rooms can see is documented",
      concerns: \.isSwift,
      broken: Example("Sources/M/A.swift", "@inlinable\n// a\npackage static func f() {}"),
      kept: Example(
        "Sources/M/A.swift",
        "package import B\n/// A.\n@available(*, deprecated)\n@inlinable package func f() {}"
      ),
      findings: undocumentedDeclarations
    ),
    Rule(
      sentence: "nothing is public but the facade and the types that must be inlined",
      concerns: { $0.isProduct && $0.module != "Postern" },
      broken: Example("Sources/M/A.swift", "open class A { public var b = 0 }"),
      kept: Example(
        "Sources/M/A.swift",
        "package func open(_ public: Int) { open(2) }\npublic struct JSONTape {}"
      ),
      findings: publicDeclarations
    ),
  ]

  private static func undocumentedDeclarations(in file: SourceFile) -> [Finding] {
    file.declarations.compactMap { declaration in
      guard declaration.keyword != "import", isVisible(declaration),
        !isDocumented(declaration, in: file)
      else { return nil }
      let name = declaration.name.isEmpty ? declaration.keyword : declaration.name
      return file.finding(declaration.line, "document `\(name)` with `///`")
    }
  }

  private static func publicDeclarations(in file: SourceFile) -> [Finding] {
    file.declarations.compactMap { declaration in
      if declaration.isType, Room.inlinedTypes.contains(declaration.name) { return nil }
      let access = declaration.modifiers.first { $0 == "public" || $0 == "open" }
      return access.map {
        file.finding(declaration.line, "say `package` for `\(declaration.name)`, not `\($0)`")
      }
    }
  }

  private static func isVisible(_ declaration: Declaration) -> Bool {
    declaration.modifiers.contains { ["package", "public", "open"].contains($0) }
  }

  /// The documentation stands directly above the declaration; a safety argument may stand between.
  private static func isDocumented(_ declaration: Declaration, in file: SourceFile) -> Bool {
    var above = declaration.firstLine - 2
    while file.lines.indices.contains(above) {
      let text = file.lines[above].drop { $0 == " " }
      if text.hasPrefix("///") { return true }
      guard text.hasPrefix("//") else { return false }
      above -= 1
    }
    return false
  }
}
