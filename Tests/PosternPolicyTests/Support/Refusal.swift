import PosternModel
import PosternPolicy
import PosternText
import Testing

/// A document that must be refused: `§` stands before the piece that the error points at.
struct Refusal: CustomTestStringConvertible, Sendable {
  let kind: PolicyKind
  let marked: String
  let message: String

  init(_ marked: String, _ message: String, kind: PolicyKind = .inline) {
    self.kind = kind
    self.marked = marked
    self.message = message
  }

  var testDescription: String { "\(kind): \(marked)" }

  /// The document without the mark.
  var text: String { marked.replacing("§", with: "") }

  /// The place of the mark; the document's first character when there is none.
  var position: TextPosition {
    let before = marked.firstIndex(of: "§").map { marked[..<$0] } ?? ""
    let line = before.count { $0 == "\n" } + 1
    let column = before.reversed().prefix { $0 != "\n" }.count + 1
    return TextPosition(line: line, column: column, byteOffset: before.utf8.count)
  }

  /// Checks that the document is refused as expected.
  func check(sourceLocation: SourceLocation = #_sourceLocation) {
    do {
      _ = try PolicyParser.parse(text, kind: kind, limits: .standard)
      Issue.record("accepted", sourceLocation: sourceLocation)
    } catch {
      #expect(error.message == message, sourceLocation: sourceLocation)
      #expect(error.position == position, sourceLocation: sourceLocation)
    }
  }
}
