/// Finds the declarations in a list of tokens.
struct DeclarationScanner {
  private static let keywords: Set<String> = [
    "struct", "class", "enum", "actor", "protocol", "extension", "func", "init", "deinit",
    "subscript", "var", "let", "typealias", "associatedtype", "import", "macro",
  ]
  private static let modifiers: Set<String> = [
    "package", "public", "private", "fileprivate", "internal", "open", "static", "final", "class",
    "mutating", "nonmutating", "consuming", "borrowing", "nonisolated", "isolated", "indirect",
    "lazy", "weak", "unowned", "override", "required", "convenience", "prefix", "postfix", "infix",
  ]

  private static let bodiless: Set<String> = ["let", "typealias", "associatedtype", "import"]

  private let tokens: [Token]
  /// For each opening brace its closing one.
  private var closingBraces: [Int: Int] = [:]
  /// For each closing parenthesis its opening one.
  private var openingParentheses: [Int: Int] = [:]
  private var depths: [Int] = []

  init(_ tokens: [Token]) {
    self.tokens = tokens
    var braces: [Int] = []
    var parentheses: [Int] = []
    for (index, token) in tokens.enumerated() {
      if token.text == "}", let opening = braces.popLast() { closingBraces[opening] = index }
      depths.append(braces.count)
      if token.text == "{" { braces.append(index) }
      if token.text == "(" { parentheses.append(index) }
      if token.text == ")" { openingParentheses[index] = parentheses.popLast() }
    }
  }

  /// Returns the declarations in the order of the text.
  func declarations() -> [Declaration] {
    tokens.indices.compactMap { isKeyword($0) ? declaration(at: $0) : nil }
  }

  private func isKeyword(_ index: Int) -> Bool {
    let text = tokens[index].text
    guard tokens[index].kind == .word, Self.keywords.contains(text) else { return false }
    let previous = index > 0 ? tokens[index - 1].text : ""
    guard previous != ".", previous != "@", previous != "#", let next = token(index + 1) else {
      return false
    }
    switch text {
    case "init": return ["(", "?", "!", "<"].contains(next.text)
    case "deinit": return next.text == "{"
    case "subscript": return ["(", "<"].contains(next.text)
    case "class": return next.kind == .word && !Self.keywords.contains(next.text)
    case "actor", "macro", "import": return next.kind == .word && next.line == tokens[index].line
    case "extension": return next.kind == .word || next.text == "["
    case "func": return next.text != ":" && next.text != ","
    default: return next.kind == .word || next.text == "("
    }
  }

  private func declaration(at index: Int) -> Declaration {
    let (modifiers, first) = modifiers(before: index)
    let body = bodyStart(after: index)
    return Declaration(
      keyword: tokens[index].text,
      name: name(after: index),
      modifiers: modifiers,
      firstLine: tokens[first].line,
      line: tokens[index].line,
      lastLine: body.flatMap { closingBraces[$0] }.map { tokens[$0].line },
      depth: depths[index]
    )
  }

  private func name(after index: Int) -> String {
    guard !["init", "deinit", "subscript"].contains(tokens[index].text) else { return "" }
    guard ["extension", "import"].contains(tokens[index].text) else {
      return token(index + 1)?.text.replacing("`", with: "") ?? ""
    }
    guard token(index + 1)?.text != "[" else { return "Array" }
    var name = ""
    var next = index + 1
    while let token = token(next), token.kind == .word || token.text == "." {
      if !name.isEmpty, !token.touchesPrevious { break }
      name += token.text
      next += 1
    }
    return name
  }

  /// Walks back over attributes and modifiers; returns them and the index of the first.
  private func modifiers(before index: Int) -> (names: [String], first: Int) {
    var names: [String] = []
    var first = index
    while first > 0 {
      var start = first - 1
      if tokens[start].text == ")", let opening = openingParentheses[start] { start = opening - 1 }
      guard start >= 0, tokens[start].kind == .word else { break }
      let arguments = tokens[(start + 1)..<first].map(\.text).joined()
      if start > 0, tokens[start - 1].text == "@" {
        names.append("@" + tokens[start].text + arguments)
        first = start - 1
      } else if Self.modifiers.contains(tokens[start].text) {
        names.append(tokens[start].text + arguments)
        first = start
      } else {
        break
      }
    }
    return (names.reversed(), first)
  }

  /// Returns the index of the brace that opens the body, nil for a declaration without one.
  private func bodyStart(after index: Int) -> Int? {
    guard !Self.bodiless.contains(tokens[index].text) else { return nil }
    let isProperty = tokens[index].text == "var"
    var openBrackets = 0
    for next in (index + 1)..<tokens.count {
      let startsLine = tokens[next].line > tokens[next - 1].line
      if isProperty, openBrackets == 0, startsLine { return nil }
      switch tokens[next].text {
      case "(", "[": openBrackets += 1
      case ")", "]": openBrackets -= 1
      case "{" where openBrackets == 0: return next
      case "}" where openBrackets == 0: return nil
      case "=" where isProperty: return nil
      case _ where openBrackets == 0 && isKeyword(next): return nil
      default: continue
      }
      if openBrackets < 0 { return nil }
    }
    return nil
  }

  private func token(_ index: Int) -> Token? {
    index < tokens.count ? tokens[index] : nil
  }
}
