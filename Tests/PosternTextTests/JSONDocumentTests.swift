import PosternText
import Testing

@Suite("JSON document")
struct JSONDocumentTests {
  private let document: JSONDocument

  init() throws {
    document = try JSONDocument(
      "{\n \"é\": [1.50, \"x\\ny\", true, null],\n \"a/~\": {\"b\": {}}\n}",
      rules: .request
    )
  }

  @Test("gives values by name, by order and by kind")
  func values() throws {
    let root = document.root
    #expect(root.kind == .object)
    #expect(root.members.map(\.name) == ["é", "a/~"])
    let list = try #require(root["é"])
    #expect(list.elements.map(\.kind) == [.number, .string, .boolean, .null])
    #expect(list.elements.map(\.numberText) == ["1.50", nil, nil, nil])
    #expect(list.elements.map(\.string) == [nil, "x\ny", nil, nil])
    #expect(list.elements.map(\.boolean) == [nil, nil, true, nil])
    #expect(list.elements.map(\.scalarText) == ["1.50", "x\ny", "true", nil])
    #expect(list.members.isEmpty && root.elements.isEmpty && list["é"] == nil)
    #expect(root["b"] == nil && root.scalarText == nil && list.scalarText == nil)
    #expect(root["a/~"]?["b"]?.pointer == "/a~1~0/b")
    #expect(root.pointer == "")
  }

  @Test("says where each value begins and ends, quotes included")
  func positions() throws {
    let root = document.root
    #expect(root.position == TextPosition(line: 1, column: 1, byteOffset: 0))
    #expect(root.endPosition.line == 4 && root.endPosition.column == 2)
    let list = try #require(root["é"])
    #expect(list.position == TextPosition(line: 2, column: 7, byteOffset: 9))
    let text = list.elements[1]
    #expect(text.position.column == 14 && text.endPosition.column == 20)
    #expect(text.rawText == #""x\ny""#)
    #expect(root.members[1].namePosition.line == 3 && root.members[1].namePosition.column == 2)
    for value in list.elements {
      #expect(value.position == .of(byteOffset: value.position.byteOffset, in: document.bytes.span))
    }
  }

  @Test("finds a name byte for byte, not one that only looks the same")
  func names() throws {
    let root = try JSONDocument(#"{"\u212aind": 1, "Kind": 2}"#, rules: .request).root
    #expect(root["Kind"]?.numberText == "2")
    #expect(root["\u{212A}ind"]?.numberText == "1")
    let accents = try JSONDocument(#"{"e\u0301": 1}"#, rules: .request).root
    #expect(accents["\u{E9}"] == nil)
  }

  @Test("throws what the scanner finds")
  func throwing() {
    #expect(throws: JSONSyntaxError.self) { try JSONDocument("{\"a\":1,\"a\":2}", rules: .request) }
    #expect(throws: JSONSyntaxError.self) { try JSONDocument([0x22, 0xFF, 0x22], rules: .request) }
  }

  @Test("a large document is walked with its positions")
  func large() throws {
    let lines = (0..<20_000).map { "\"n\($0)\": [\"é\"]" }
    let text = "{\n" + lines.joined(separator: ",\n") + "\n}"
    let members = try JSONDocument(text, rules: .manifest).root.members
    #expect(members.count == 20_000)
    #expect(members.enumerated().allSatisfy { $1.namePosition.line == $0 + 2 })
    #expect(members.allSatisfy { $0.value.endPosition.column == $0.value.position.column + 5 })
  }
}
