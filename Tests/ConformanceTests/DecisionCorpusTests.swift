import PosternOracle
import PosternTestEngine
import PosternTestKit
import Testing

@Suite("The corpus of decisions", .tags(.conformance))
struct DecisionCorpusTests {
  /// One file of the corpus under one evaluator.
  struct Sheet: CustomTestStringConvertible {
    let evaluator: Evaluator
    let file: String
    let cases: [DecisionCase]

    var testDescription: String { "\(evaluator), \(file)" }

    static func all() throws -> [Sheet] {
      let files = Dictionary(grouping: try Corpus.decisions()) {
        String($0.place.prefix { $0 != "#" })
      }
      return [Evaluator.oracle, .simulator].flatMap { evaluator in
        files.keys.sorted().map { file in
          Sheet(evaluator: evaluator, file: file, cases: files[file] ?? [])
        }
      }
    }
  }

  @Test("holds under every evaluator", arguments: try Sheet.all())
  func holds(sheet: Sheet) {
    for item in sheet.cases {
      let problem = Self.problem(with: item, under: sheet.evaluator)
      #expect(problem == nil)
    }
  }

  @Test("is there")
  func isThere() throws {
    #expect(try Corpus.decisions().count > 300)
  }

  /// What is wrong about the answer to a case, nil when nothing is.
  private static func problem(with item: DecisionCase, under evaluator: Evaluator) -> String? {
    let expected = "\(item.place) \(item.rules): \(item.description): expected \(item.expectation)"
    let verdict: Verdict
    do {
      verdict = try evaluator.decide(item.world())
    } catch {
      return item.expectation == .error ? nil : "\(expected), refused: \(error)\n\(item.line)"
    }
    return item.accepts(verdict)
      ? nil : "\(expected), got \(verdict) \(verdict.message ?? "")\n\(item.line)"
  }
}
