import Testing

@Suite("The rules of the house")
struct RuleTests {
  @Test("every file keeps the rule", arguments: Rule.all)
  func everyFileKeepsIt(rule: Rule) {
    let files = Repository.current.files.filter(rule.concerns)
    #expect(!files.isEmpty, "no file to look at")
    Finding.expectNone(files.flatMap(rule.findings))
  }

  @Test("the rule finds what breaks it", arguments: Rule.all)
  func findsWhatBreaksIt(rule: Rule) {
    #expect(rule.concerns(rule.broken.file))
    #expect(!rule.findings(rule.broken.file).isEmpty)
  }

  @Test("the rule leaves alone what keeps it", arguments: Rule.all)
  func leavesAloneWhatKeepsIt(rule: Rule) {
    #expect(rule.concerns(rule.kept.file))
    #expect(rule.findings(rule.kept.file) == [])
  }

  @Test("the product escapes the checks of concurrency fewer than five times")
  func fewEscapes() {
    let findings = Repository.current.files.filter(\.isProduct).flatMap { file in
      Rule.concurrencyEscapes(in: file).map { file.finding($0, "share a value or a `Mutex`") }
    }
    if findings.count >= Room.concurrencyEscapeCountMax { Finding.expectNone(findings) }
  }
  @Test("the reference evaluator is short enough to be read beside the specification")
  func shortOracle() {
    let files = Repository.current.files.filter { $0.module == "PosternOracle" }
    let lineCount = files.reduce(0) { $0 + $1.codeLineCount }
    #expect(1...Room.oracleLineCountMax ~= lineCount, "write it plainer, not denser")
  }

  @Test("blank lines and comments are no code")
  func countsCode() {
    let text = "/// A.\nstruct A {\n\n  // Why.\n  let a = 0  // Because.\n}\n"
    #expect(SourceFile(path: "Sources/M/A.swift", text: text).codeLineCount == 3)
  }
}
