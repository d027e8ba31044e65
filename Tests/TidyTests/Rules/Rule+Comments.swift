extension Rule {
  /// The only words that may lead a comment.
  private static let tags: Set<String> = ["SAFETY:", "INVARIANT:"]

  /// The rules about comments in code.
  static let comments = [
    Rule(
      sentence: "a file begins with its imports or its documentation, not with a banner",
      concerns: { $0.isSwift && $0.stem != "Package" },
      broken: Example("Sources/M/A.swift", "//\n//  A.swift\n//\nimport B"),
      kept: Example("Sources/M/A.swift", "// SPDX-License-Identifier: Apache-2.0\nimport B"),
      findings: banners
    ),
    Rule(
      sentence: "a comment has no tag but `SAFETY:` and `INVARIANT:`",
      concerns: \.isSwift,
      broken: Example("Sources/M/A.swift", "// MARK: - Reading\nlet a = 0 // NOTE: zero"),
      kept: Example(
        "Sources/M/A.swift",
        "// SAFETY: it lives as long as the text.\n/// SIGTERM: stop."
      ),
      findings: taggedComments
    ),
    Rule(
      sentence: "a comment stands on lines of its own slashes",
      concerns: \.isSwift,
      broken: Example("Sources/M/A.swift", "/* a\n b */"),
      kept: Example("Sources/M/A.swift", "let a = \"/* a */\""),
      findings: blockComments
    ),
  ]

  private static func banners(in file: SourceFile) -> [Finding] {
    guard let first = file.comments.first, first.line == 1, !first.isDocumentation,
      !first.text.hasPrefix("// SPDX-License-Identifier: ")
    else { return [] }
    return [file.finding(1, "begin the file with its imports or the `///` of its type")]
  }

  private static func taggedComments(in file: SourceFile) -> [Finding] {
    file.comments.filter { !$0.isDocumentation }.compactMap { comment in
      let content = comment.text.drop { $0 == "/" || $0 == " " }
      let word = content.prefix { $0 != " " }
      guard word.count > 2, word.hasSuffix(":"), word.dropLast().allSatisfy(\.isUppercase),
        !tags.contains(String(word))
      else { return nil }
      return file.finding(comment.line, "say it as a sentence, without the tag `\(word)`")
    }
  }

  private static func blockComments(in file: SourceFile) -> [Finding] {
    file.comments.filter { $0.text.hasPrefix("/*") }.map {
      file.finding($0.line, "write the comment with `//`")
    }
  }
}
