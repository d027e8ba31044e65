import PosternModel
import PosternPolicy
import PosternTestKit
import Testing

@Suite("The corpus of documents", .tags(.conformance))
struct DocumentCorpusTests {
  /// One file of the corpus.
  struct Sheet: CustomTestStringConvertible {
    let file: String
    let cases: [DocumentCase]

    var testDescription: String { file }

    static func all() throws -> [Sheet] {
      let files = Dictionary(grouping: try Corpus.documents()) {
        String($0.place.prefix { $0 != "#" })
      }
      return files.keys.sorted().map { Sheet(file: $0, cases: files[$0] ?? []) }
    }
  }

  @Test("holds", arguments: try Sheet.all())
  func holds(sheet: Sheet) {
    for item in sheet.cases {
      var refusal: PolicyError?
      do {
        _ = try PolicyParser.parse(
          Array(item.text.utf8),
          rules: .single(item.kind),
          limits: .standard
        )
      } catch {
        refusal = error
      }
      let problem = item.problem(with: refusal).map { problem in
        "\(item.place) \(item.rules): \(item.description): \(item.kind) \(problem)\n\(item.text)"
      }
      #expect(problem == nil)
    }
  }

  @Test("is there")
  func isThere() throws {
    let documents = try Corpus.documents()
    #expect(documents.contains { $0.isAccepted } && documents.contains { !$0.isAccepted })
  }
}
