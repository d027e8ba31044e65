extension Rule {
  /// Words that say nothing about what a thing is.
  private static let emptyWords: Set<String> = [
    "Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Common", "Base",
    "Impl", "Implementation", "Info", "Data",
  ]

  /// The rules about names.
  static let names = [
    Rule(
      sentence: "a name says what a thing is",
      concerns: \.isSwift,
      broken: Example("Sources/M/A.swift", "struct SessionManager {}"),
      kept: Example("Sources/M/Base64.swift", "enum Base64 { let data = baseAddress }"),
      findings: emptyTypeNames
    ),
    Rule(
      sentence: "a file and its folders have names that say what is in them",
      concerns: \.isSwift,
      broken: Example("Sources/M/Helpers/A+Text.swift", "extension A {}"),
      kept: Example("Sources/M/Database/A+Text.swift", "extension A {}"),
      findings: emptyPaths
    ),
    Rule(
      sentence: "a name has no leading underscore",
      concerns: \.isSwift,
      broken: Example("Sources/M/A.swift", "struct A { private var _count = 0 }"),
      kept: Example("Sources/M/A.swift", "func f(_ count: Int) { let _ = count }"),
      findings: underscoredNames
    ),
    Rule(
      sentence: "a source file lies in `Sources/Module/` or `Sources/Module/Concept/`",
      concerns: \.isProduct,
      broken: Example("Sources/M/Concept/Part/A.swift", "enum A {}"),
      kept: Example("Sources/M/Concept/A.swift", "enum A {}"),
      findings: strayFiles
    ),
  ]

  private static func emptyTypeNames(in file: SourceFile) -> [Finding] {
    file.declarations.compactMap { declaration in
      guard declaration.isType || ["typealias", "associatedtype"].contains(declaration.keyword),
        let word = words(of: declaration.name).first(where: emptyWords.contains)
      else { return nil }
      return file.finding(
        declaration.line,
        "name `\(declaration.name)` for what it does, `\(word)` says nothing"
      )
    }
  }

  private static func emptyPaths(in file: SourceFile) -> [Finding] {
    (file.folders + [file.stem]).compactMap { part in
      words(of: part).first(where: emptyWords.contains).map {
        file.finding(1, "rename `\(part)`, `\($0)` says nothing")
      }
    }
  }

  private static func underscoredNames(in file: SourceFile) -> [Finding] {
    file.declarations.compactMap { declaration in
      guard declaration.name.hasPrefix("_"), declaration.name != "_",
        declaration.keyword != "import"
      else { return nil }
      return file.finding(declaration.line, "drop the underscore of `\(declaration.name)`")
    }
  }

  private static func strayFiles(in file: SourceFile) -> [Finding] {
    (2...3).contains(file.folders.count)
      ? [] : [file.finding(1, "move the file to `Sources/Module/Concept/`")]
  }

  /// Divides a camel-case name: `JSONDataReader` gives `JSON`, `Data`, `Reader`.
  static func words(of name: String) -> [String] {
    name.split { !$0.isLetter && !$0.isNumber }.flatMap { part in
      let characters = Array(part)
      let starts = characters.indices.filter { index in
        guard index > 0, characters[index].isUppercase else { return index == 0 }
        let leads = index + 1 < characters.count && characters[index + 1].isLowercase
        return !characters[index - 1].isUppercase || leads
      }
      return zip(starts, starts.dropFirst() + [characters.count]).map {
        String(characters[$0..<$1])
      }
    }
  }
}
