import PosternText
import Testing

@Suite("JSON tape")
struct JSONTapeTests {
  private let text = Array(
    #" {"a": [1, true, {"b": null}], "c\n": "d\u0041", "e": {}, "f": [], "g": false} "#.utf8
  )

  private func scanned() throws -> JSONTape {
    var tape = JSONTape()
    try tape.scan(text.span, rules: .request)
    return tape
  }

  @Test("lists values and names in the order of the text")
  func order() throws {
    let tape = try scanned()
    #expect(
      (0..<tape.nodeCount).map { tape.kind($0) } == [
        .object, .string, .array, .number, .boolean, .object, .string, .null, .string, .string,
        .string, .object, .string, .array, .string, .boolean,
      ]
    )
    let raw = (0..<tape.nodeCount).map {
      String(decoding: text[tape.byteRange($0)], as: UTF8.self)
    }
    #expect(raw[1...4] == ["a", #"[1, true, {"b": null}]"#, "1", "true"])
    #expect(raw[8...11] == [#"c\n"#, #"d\u0041"#, "e", "{}"])
    #expect(raw[0].first == "{" && raw[0].last == "}")
  }

  @Test("leads from value to value")
  func navigation() throws {
    let tape = try scanned()
    #expect(tape.childCount(0) == 5)
    #expect(tape.firstChild(0) == 1)
    #expect(tape.next(1) == 2)
    #expect(tape.next(2) == 8)
    #expect(tape.childCount(2) == 3)
    #expect(tape.next(5) == 8)
    #expect(tape.next(0) == tape.nodeCount)
    #expect(tape.childCount(11) == 0 && tape.next(11) == 12)
    #expect(tape.childCount(13) == 0 && tape.next(13) == 14)
    #expect(tape.isTrue(4) && !tape.isTrue(15) && !tape.isTrue(8))
    #expect(tape.hasEscapes(8) && tape.hasEscapes(9) && !tape.hasEscapes(1) && !tape.hasEscapes(4))
  }

  @Test("decodes strings")
  func strings() throws {
    let tape = try scanned()
    #expect(tape.string(1, of: text.span) == "a")
    #expect(tape.string(8, of: text.span) == "c\n")
    var bytes = Array("x".utf8)
    tape.appendString(9, of: text.span, to: &bytes)
    tape.appendRaw(9, of: text.span, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == #"xdAd\u0041"#)
  }

  @Test(
    "decodes every escape",
    arguments: [
      (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u20AC""#, "Aé€"),
      (#""\ud83d\ude00x""#, "😀x"), (#""\ud800\udc00\udbff\udfff""#, "\u{10000}\u{10FFFF}"),
      (#""\u0001\u001f""#, "\u{1}\u{1F}"), (#""\\u0041""#, #"\u0041"#), (#""😀\n€""#, "😀\n€"),
    ]
  )
  func escapes(text: String, decoded: String) throws {
    let bytes = Array(text.utf8)
    var tape = JSONTape()
    try tape.scan(bytes.span, rules: .request)
    #expect(Array(tape.string(0, of: bytes.span).utf8) == Array(decoded.utf8))
  }

  @Test("compares a string with a literal, decoded and byte for byte")
  func equality() throws {
    let bytes = Array(#"["Key", "\u004bey", "\u212aey", "Kex", "Keys", ""]"#.utf8)
    var tape = JSONTape()
    try tape.scan(bytes.span, rules: .request)
    let equal = (1..<tape.nodeCount).filter { tape.equals($0, of: bytes.span, "Key") }
    #expect(equal == [1, 2])
    let isEmpty = tape.equals(6, of: bytes.span, "")
    #expect(isEmpty)
  }

  @Test("points to every value; a name has the place of its member")
  func pointers() throws {
    let bytes = Array(#"{"a/b": [1, {"~": null}], "": {"": 2}}"#.utf8)
    var tape = JSONTape()
    try tape.scan(bytes.span, rules: .request)
    let pointers = (0..<tape.nodeCount).map { tape.pointer(to: $0, of: bytes.span) }
    #expect(
      pointers == [
        "", "/a~1b", "/a~1b", "/a~1b/0", "/a~1b/1", "/a~1b/1/~0", "/a~1b/1/~0", "/", "/", "//",
        "//",
      ]
    )
  }

  @Test("points to the same place whatever element of a list was noted")
  func notedPointers() throws {
    let bytes = Array(#"{"a": [[1, 2], {"b": [3]}, 4], "c": [5]}"#.utf8)
    var tape = JSONTape()
    try tape.scan(bytes.span, rules: .request)
    let pointers = (0..<tape.nodeCount).map { tape.pointer(to: $0, of: bytes.span) }
    var node = tape.firstChild(2)
    for index in 0..<tape.childCount(2) {
      tape.note(element: node, at: index, of: 2)
      let again = (0..<tape.nodeCount).map { tape.pointer(to: $0, of: bytes.span) }
      #expect(again == pointers)
      node = tape.next(node)
    }
  }

  @Test("a second scan knows nothing of the first, nor of a failed one")
  func reuse() throws {
    var tape = try scanned()
    let small = Array("[7]".utf8)
    try tape.scan(small.span, rules: .request)
    #expect(tape.nodeCount == 2)
    #expect(tape.string(1, of: small.span) == "7")
    #expect(throws: JSONSyntaxError.self) { try tape.scan(Array("[7".utf8).span, rules: .request) }
    try tape.scan(text.span, rules: .request)
    #expect(tape.nodeCount == 16)
    #expect(tape.next(0) == 16)
  }

  @Test("a copy is not changed by the next scan of the original")
  func copies() throws {
    var tape = try scanned()
    let copy = tape
    try tape.scan(Array("1".utf8).span, rules: .request)
    #expect(copy.nodeCount == 16 && tape.nodeCount == 1)
  }
}
