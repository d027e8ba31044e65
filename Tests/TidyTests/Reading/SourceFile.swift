/// A text file of the repository, read for the rules.
struct SourceFile: Sendable {
  /// Its path from the top of the repository, with `/`.
  let path: String
  /// Its lines without their line ends.
  let lines: [String]
  /// Its tokens; empty unless it is Swift.
  let tokens: [Token]
  /// Its comments, a line each; empty unless it is Swift.
  let comments: [CommentLine]
  /// Its declarations in the order of the text; empty unless it is Swift.
  let declarations: [Declaration]

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let lexer = path.hasSuffix(".swift") ? SourceLexer(text) : SourceLexer("")
    tokens = lexer.tokens
    comments = lexer.comments
    declarations = DeclarationScanner(tokens).declarations()
  }

  /// The parts of its path.
  var folders: [String] { path.split(separator: "/").dropLast().map(String.init) }

  /// Its name without the ending: `Type` or `Type+Concern`.
  var stem: String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.hasSuffix(".swift") ? String(name.dropLast(".swift".count)) : name
  }

  /// How many of its lines have code: neither blank lines nor comments alone count.
  var codeLineCount: Int {
    lines.count { line in
      let text = line.drop { $0 == " " }
      return !text.isEmpty && !text.hasPrefix("//")
    }
  }

  /// Whether it is Swift that people write: generated messages are not.
  var isSwift: Bool { path.hasSuffix(".swift") && !path.hasSuffix(".pb.swift") }

  /// Whether the product is built from it.
  var isProduct: Bool { isSwift && path.hasPrefix("Sources/") }

  /// Whether it belongs to a test or to test support.
  var isTest: Bool { isSwift && path.hasPrefix("Tests/") }

  /// The target that it belongs to, by its folder; nil outside `Sources` and `Tests`.
  var module: String? {
    let folders = folders
    guard let top = folders.first, top == "Sources" || top == "Tests", folders.count > 1 else {
      return nil
    }
    return ["Support", "Fuzz"].contains(folders[1]) && folders.count > 2 ? folders[2] : folders[1]
  }

  /// Makes a finding about a line of it.
  func finding(_ line: Int, _ advice: String) -> Finding {
    Finding(path: path, line: line, advice: advice)
  }
}
