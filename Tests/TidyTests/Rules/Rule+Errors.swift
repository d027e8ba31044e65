extension Rule {
  /// The rules about leaving nothing to chance.
  static let errors = [
    Rule(
      sentence: "an optional is unwrapped, never forced",
      concerns: \.isSwift,
      broken: Example("Sources/M/A.swift", "let a = f()!\nlet b: String! = a"),
      kept: Example("Sources/M/A.swift", "let a = !b && c != !d // a!\nlet e = \"b!\""),
      findings: forcedUnwraps
    ),
    Rule(
      sentence: "nothing that can fail is forced with `try!` or `as!`",
      concerns: \.isSwift,
      broken: Example("Sources/M/A.swift", "let a = try! f()\nlet b = a as! B"),
      kept: Example("Sources/M/A.swift", "let a = try? f()\nlet b = a as? B"),
      findings: forcedResults
    ),
    Rule(
      sentence: "nothing ends the process with `fatalError`",
      concerns: \.isSwift,
      broken: Example("Sources/M/A.swift", "func f() -> Never { fatalError() }"),
      kept: Example("Sources/M/A.swift", "func f() { precondition(a, \"fatalError\") }"),
      findings: fatalErrors
    ),
    Rule(
      sentence: "an error that is caught is handled",
      concerns: \.isSwift,
      broken: Example("Sources/M/A.swift", "do { try f() } catch {\n  // nothing\n}"),
      kept: Example("Sources/M/A.swift", "do { try f() } catch { deny() }"),
      findings: swallowedErrors
    ),
  ]

  private static func forcedUnwraps(in file: SourceFile) -> [Finding] {
    zip(file.tokens, file.tokens.dropFirst()).compactMap { previous, token in
      let follows = previous.kind != .symbol || [")", "]", "}", ">"].contains(previous.text)
      guard token.text == "!", token.touchesPrevious, follows,
        !["try", "as"].contains(previous.text)
      else { return nil }
      return file.finding(token.line, "unwrap with `guard let` or `if let`, in tests `#require`")
    }
  }

  private static func forcedResults(in file: SourceFile) -> [Finding] {
    zip(file.tokens, file.tokens.dropFirst()).compactMap { previous, token in
      guard token.text == "!", token.touchesPrevious, ["try", "as"].contains(previous.text) else {
        return nil
      }
      return file.finding(token.line, "handle the failure instead of forcing `\(previous.text)!`")
    }
  }

  private static func fatalErrors(in file: SourceFile) -> [Finding] {
    file.tokens.filter { $0.kind == .word && $0.text == "fatalError" }.map {
      file.finding($0.line, "throw, or state the caller's duty with `precondition`")
    }
  }

  private static func swallowedErrors(in file: SourceFile) -> [Finding] {
    let tokens = file.tokens
    return tokens.indices.compactMap { index in
      guard tokens[index].kind == .word, tokens[index].text == "catch",
        let opening = tokens[index...].firstIndex(where: { $0.text == "{" }),
        opening + 1 < tokens.count, tokens[opening + 1].text == "}"
      else { return nil }
      return file.finding(tokens[index].line, "handle the error, or let it pass on")
    }
  }
}
