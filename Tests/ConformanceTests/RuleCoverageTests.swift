import PosternTestKit
import PosternText
import Testing

@Suite("The rules behind the corpus", .tags(.conformance))
struct RuleCoverageTests {
  private let rules: Set<String>
  private let reasons: [String: String]
  private let cited: Set<String>

  init() throws {
    let listed = try Corpus.file("rules.json").elements.compactMap(\.string)
    rules = Set(listed)
    try #require(rules.count == listed.count && rules.count > 200)
    reasons = try Corpus.file("rules-without-cases.json").elements
      .reduce(into: [:]) { reasons, element in
        let rule = try #require(element["rule"]?.string)
        try #require(reasons[rule] == nil, "\(rule) stands there twice")
        reasons[rule] = try #require(element["reason"]?.string)
      }
    cited = Set(try Corpus.decisions().flatMap(\.rules) + Corpus.documents().flatMap(\.rules))
  }

  @Test("every rule is cited by a case, or has a reason why not")
  func isCited() {
    #expect(rules.subtracting(cited).subtracting(reasons.keys).sorted() == [])
  }

  @Test("a case cites rules that there are")
  func isKnown() {
    #expect(cited.subtracting(rules).sorted() == [])
    #expect(Set(reasons.keys).subtracting(rules).sorted() == [])
  }

  @Test("a reason is given for what no case reaches, and for nothing else")
  func isNeeded() {
    for (rule, reason) in reasons {
      #expect(!reason.isEmpty, "\(rule)")
      #expect(reason.hasPrefix("in part:") == cited.contains(rule), "\(rule): \(reason)")
    }
  }
}
