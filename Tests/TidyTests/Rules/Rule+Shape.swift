extension Rule {
  private static let lineCharacterCountMax = 100
  private static let functionLineCountMax = 70
  private static let sourceLineCountMax = 600
  private static let testLineCountMax = 1_000

  /// The rules about the size of things.
  static let shape = [
    Rule(
      sentence: "a function has at most 70 lines",
      concerns: \.isSwift,
      broken: Example("Sources/M/A.swift", "func f() {" + String(repeating: "\n", count: 70) + "}"),
      kept: Example("Sources/M/A.swift", "func f() {" + String(repeating: "\n", count: 69) + "}"),
      findings: longFunctions
    ),
    Rule(
      sentence: "a source file has at most 600 lines, a test file at most 1,000",
      concerns: \.isSwift,
      broken: Example("Sources/M/A.swift", String(repeating: "\n", count: 601)),
      kept: Example("Tests/M/A.swift", String(repeating: "\n", count: 1_000)),
      findings: longFiles
    ),
    Rule(
      sentence: "a line has at most 100 characters",
      concerns: \.isSwift,
      broken: Example("Sources/M/A.swift", "let a = 0\n" + String(repeating: "é", count: 101)),
      kept: Example("Sources/M/A.swift", String(repeating: "é", count: 100)),
      findings: longLines
    ),
    Rule(
      sentence: "a file holds one top-level type",
      concerns: \.isSwift,
      broken: Example("Sources/M/A.swift", "struct A { enum B {} }\nprivate enum C {}"),
      kept: Example("Sources/M/A.swift", "struct A { enum B {} }\nextension A { class C {} }"),
      findings: secondTypes
    ),
    Rule(
      sentence: "a file is named after its type, or `Type+Concern` when it extends one",
      concerns: { $0.isSwift && $0.stem != "main" && $0.stem != "Package" },
      broken: Example("Sources/M/Other.swift", "enum A {}"),
      kept: Example("Sources/M/A+Order.swift", "extension A: Comparable {}"),
      findings: misnamedFiles
    ),
  ]

  private static func longFunctions(in file: SourceFile) -> [Finding] {
    file.declarations.compactMap { declaration in
      guard declaration.isFunction, let lastLine = declaration.lastLine else { return nil }
      let lineCount = lastLine - declaration.line + 1
      guard lineCount > functionLineCountMax else { return nil }
      return file.finding(
        declaration.line,
        "divide `\(declaration.name)`, it has \(lineCount) lines"
      )
    }
  }

  private static func longFiles(in file: SourceFile) -> [Finding] {
    let limit = file.isTest ? testLineCountMax : sourceLineCountMax
    let lineCount = file.lines.last == "" ? file.lines.count - 1 : file.lines.count
    return lineCount > limit
      ? [file.finding(lineCount, "divide the file by concern, it has \(lineCount) lines")] : []
  }

  private static func longLines(in file: SourceFile) -> [Finding] {
    file.lines.enumerated().compactMap { index, line in
      guard line.utf8.count > lineCharacterCountMax, line.count > lineCharacterCountMax else {
        return nil
      }
      return file.finding(index + 1, "break the line, it has \(line.count) characters")
    }
  }

  private static func secondTypes(in file: SourceFile) -> [Finding] {
    file.declarations.filter { $0.isType && $0.depth == 0 }.dropFirst().map {
      file.finding($0.line, "give `\($0.name)` a file of its own, or nest it")
    }
  }

  private static func misnamedFiles(in file: SourceFile) -> [Finding] {
    // A fuzz target is one function that the fuzzer calls by its own name.
    guard !file.path.hasPrefix("Tests/Fuzz/") else { return [] }
    let topLevel = file.declarations.filter { $0.depth == 0 }
    if let type = topLevel.first(where: \.isType) {
      return type.name == file.stem
        ? [] : [file.finding(type.line, "name the file `\(type.name).swift`")]
    }
    let extended = topLevel.filter { $0.keyword == "extension" }.flatMap {
      [$0.name, $0.name.split(separator: ".").last.map(String.init) ?? $0.name]
    }
    let (type, concern) = (file.stem.prefix { $0 != "+" }, file.stem.contains("+"))
    return concern && extended.contains(String(type))
      ? [] : [file.finding(1, "name the file after what it extends, `Type+Concern.swift`")]
  }
}
