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
      broken: Example(
        "Sources/PosternText/Scan/A.swift",
        "// SAFETY: one.\nlet a = 1\n// Fast.\nstruct B {"
          + String(repeating: "\n", count: 30) + "let a = unsafe b[0]\n}"
      ),
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
    let explained = explainedLines(in: file)
    return file.tokens.indices.compactMap { index in
      let line = file.tokens[index].line
      guard isUnsafety(index, in: file.tokens), !explained.contains(line) else { return nil }
      return file.finding(line, "say after `// SAFETY:` why this holds")
    }
  }

  /// The lines that `SAFETY:` comments speak for.
  ///
  /// A comment speaks for the lines that follow it, directly above a declaration for all of it,
  /// above the type that the file is named after for the whole file. Inside a type that is marked
  /// `@safe` it speaks for the mark.
  private static func explainedLines(in file: SourceFile) -> Set<Int> {
    let comments = file.comments.filter { $0.text.contains("SAFETY") }.map(\.line)
    let marked = file.declarations.filter(\.isType).filter { type in
      comments.contains { type.firstLine...(type.lastLine ?? type.line) ~= $0 }
    }
    let whole = file.declarations.filter { hasSafetyParagraph(above: $0.firstLine, in: file) }
    return Set(comments.flatMap { $0...($0 + safetyReachLineCount) })
      .union(marked.flatMap { $0.firstLine...$0.line })
      .union(whole.flatMap { $0.firstLine...($0.lastLine ?? $0.line) })
      .union(whole.contains { $0.isType && $0.name == file.stem } ? 1...file.lines.count : 0...0)
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
      if text.drop(while: { $0 == "/" || $0 == " " }).hasPrefix("SAFETY") { return true }
      guard text.hasPrefix("//") || text.hasPrefix("@") else { return false }
    }
    return false
  }

  private static func text(_ index: Int, in tokens: [Token]) -> String {
    tokens.indices.contains(index) ? tokens[index].text : ""
  }
}
