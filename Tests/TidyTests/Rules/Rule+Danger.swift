extension Rule {
  /// How far above its use a `SAFETY:` comment may stand.
  private static let safetyReachLineCount = 30

  /// The rules about leaving what the compiler can check.
  static let danger = [
    Rule(
      sentence: "`unsafe` stands only in the folders that wrap memory and C",
      concerns: \.isProduct,
      broken: Example("Sources/PosternEngine/A.swift", "let a = unsafe b[0]\n@safe struct C {}"),
      kept: Example(
        "Sources/PosternText/Scan/A.swift",
        "// SAFETY: a.\nlet unsafety = unsafe b[0]"
      ),
      findings: strayUnsafety
    ),
    Rule(
      sentence: "each use of `unsafe` has a `SAFETY:` comment near above it",
      concerns: \.isProduct,
      broken: Example("Sources/PosternText/Scan/A.swift", "// Fast.\nlet a = unsafe b[0]"),
      kept: Example(
        "Sources/PosternText/Scan/A.swift",
        "// SAFETY: inside.\n\nlet a = unsafe b[0]"
      ),
      findings: unexplainedUnsafety
    ),
    Rule(
      sentence: "an escape from the checks of concurrency has a `SAFETY:` paragraph directly above",
      concerns: \.isSwift,
      broken: Example("Sources/M/A.swift", "/// A.\nfinal class A: @unchecked Sendable {}"),
      kept: Example(
        "Sources/M/A.swift",
        "// SAFETY: written once,\n// then only read.\nnonisolated(unsafe) var a = 0"
      ),
      findings: unexplainedEscapes
    ),
  ]

  private static func strayUnsafety(in file: SourceFile) -> [Finding] {
    guard !Room.unsafeFolders.contains(where: file.path.hasPrefix) else { return [] }
    return file.tokens.indices.compactMap { index in
      isUnsafety(index, in: file.tokens)
        ? file.finding(file.tokens[index].line, "keep unsafe code in the folders that wrap it")
        : nil
    }
  }

  private static func unexplainedUnsafety(in file: SourceFile) -> [Finding] {
    let explained = file.comments.filter { $0.text.contains("SAFETY:") }.map(\.line)
    return file.tokens.indices.compactMap { index in
      let line = file.tokens[index].line
      guard isUnsafety(index, in: file.tokens),
        !explained.contains(where: { (line - safetyReachLineCount...line).contains($0) })
      else { return nil }
      return file.finding(line, "say after `// SAFETY:` why this holds")
    }
  }

  private static func unexplainedEscapes(in file: SourceFile) -> [Finding] {
    concurrencyEscapes(in: file).compactMap { line in
      hasSafetyParagraph(above: line, in: file)
        ? nil : file.finding(line, "say in a `// SAFETY:` paragraph directly above why this holds")
    }
  }

  /// The lines on which a file leaves the checks of concurrency.
  static func concurrencyEscapes(in file: SourceFile) -> [Int] {
    let tokens = file.tokens
    return tokens.indices.compactMap { index in
      let isUnchecked = tokens[index].text == "unchecked" && text(index - 1, in: tokens) == "@"
      let isUnsafe =
        tokens[index].text == "nonisolated" && text(index + 1, in: tokens) == "("
        && text(index + 2, in: tokens) == "unsafe"
      return isUnchecked || isUnsafe ? tokens[index].line : nil
    }
  }

  /// Whether a token is `unsafe`, `@unsafe` or `@safe`; escapes of concurrency have their own rule.
  private static func isUnsafety(_ index: Int, in tokens: [Token]) -> Bool {
    guard tokens[index].kind == .word else { return false }
    let isArgument =
      text(index - 1, in: tokens) == "(" && text(index - 2, in: tokens) == "nonisolated"
    return tokens[index].text == "unsafe" && !isArgument
      || tokens[index].text == "safe" && text(index - 1, in: tokens) == "@"
  }

  /// Looks up from a line over comments and attributes for the start of a `SAFETY:` paragraph.
  private static func hasSafetyParagraph(above line: Int, in file: SourceFile) -> Bool {
    for index in stride(from: line - 2, through: 0, by: -1) {
      let text = file.lines[index].drop { $0 == " " }
      if text.hasPrefix("// SAFETY:") { return true }
      guard text.hasPrefix("//") || text.hasPrefix("@") else { return false }
    }
    return false
  }

  private static func text(_ index: Int, in tokens: [Token]) -> String {
    tokens.indices.contains(index) ? tokens[index].text : ""
  }
}
