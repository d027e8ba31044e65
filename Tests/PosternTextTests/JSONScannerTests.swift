import PosternText
import Testing

@Suite("JSON scanner")
struct JSONScannerTests {
  @Test(
    "accepts what RFC 8259 calls JSON",
    arguments: [
      "null", "true", "false", "0", "-0", "10", "-1.5", "1e5", "1E+5", "0.0e-0",
      "123456789012345678",
      "\"\"", "\"a\"", "[]", "{}", " \t\r\n[ 1 , 2 ] \n", "[[],{}]", "{\"a\":{\"b\":[null]}}",
      #""\"\\\/\b\f\n\r\t""#, #""\u0041\u00E9\u00e9""#, #""\ud83d\ude00""#, "\"\u{7F}\"", "\"é€😀\"",
      #"{"":1}"#, #"{"a":1,"A":1}"#, "[\"\u{10FFFF}\u{E000}\u{D7FF}\"]",
    ]
  )
  func accepts(text: String) {
    #expect(JSONFault.find(in: Array(text.utf8)) == nil)
  }

  static let broken = [
    JSONFault("", .unexpectedEnd, at: 0), JSONFault("  \n", .unexpectedEnd, at: 3),
    JSONFault("[", .unexpectedEnd, at: 1, in: "/0"), JSONFault("[1", .unexpectedEnd, at: 2),
    JSONFault("[1,", .unexpectedEnd, at: 3, in: "/1"),
    JSONFault("[1,]", .unexpectedCharacter, at: 3, in: "/1"),
    JSONFault("[,1]", .unexpectedCharacter, at: 1, in: "/0"),
    JSONFault("[1 2]", .unexpectedCharacter, at: 3),
    JSONFault("{", .unexpectedEnd, at: 1), JSONFault("{\"a\"", .unexpectedEnd, at: 4),
    JSONFault("{\"a\":", .unexpectedEnd, at: 5, in: "/a"),
    JSONFault("{\"a\":1", .unexpectedEnd, at: 6),
    JSONFault("{\"a\":1,}", .unexpectedCharacter, at: 7),
    JSONFault("{\"a\" 1}", .unexpectedCharacter, at: 5),
    JSONFault("{a:1}", .unexpectedCharacter, at: 1),
    JSONFault("{'a':1}", .unexpectedCharacter, at: 1),
    JSONFault("{1:1}", .unexpectedCharacter, at: 1),
    JSONFault("{\"a\":1]", .unexpectedCharacter, at: 6),
    JSONFault("[1}", .unexpectedCharacter, at: 2),
    JSONFault("{} {}", .trailingText, at: 3), JSONFault("1 2", .trailingText, at: 2),
    JSONFault("]", .unexpectedCharacter, at: 0), JSONFault("// a\n1", .unexpectedCharacter, at: 0),
    JSONFault("[1]/**/", .trailingText, at: 3), JSONFault("nul", .unexpectedCharacter, at: 0),
    JSONFault("nulL", .unexpectedCharacter, at: 0), JSONFault("True", .unexpectedCharacter, at: 0),
    JSONFault("truex", .trailingText, at: 4), JSONFault("NaN", .unexpectedCharacter, at: 0),
    JSONFault("\u{FEFF}1", .unexpectedCharacter, at: 0),
    JSONFault("\u{A0}1", .unexpectedCharacter, at: 0),
    JSONFault("\u{0B}1", .unexpectedCharacter, at: 0), JSONFault([0x31, 0], .trailingText, at: 1),
  ]

  static let numbers = [
    JSONFault("01", .trailingText, at: 1), JSONFault("-", .invalidNumber, at: 1),
    JSONFault("--1", .invalidNumber, at: 1), JSONFault("1.", .invalidNumber, at: 2),
    JSONFault("1.e5", .invalidNumber, at: 2), JSONFault("1e", .invalidNumber, at: 2),
    JSONFault("1e+", .invalidNumber, at: 3), JSONFault("+1", .unexpectedCharacter, at: 0),
    JSONFault(".5", .unexpectedCharacter, at: 0), JSONFault("0x1", .trailingText, at: 1),
    JSONFault("-Infinity", .invalidNumber, at: 1), JSONFault("1_0", .trailingText, at: 1),
  ]

  static let strings = [
    JSONFault("\"a", .unexpectedEnd, at: 2), JSONFault("\"a\\", .unexpectedEnd, at: 2),
    JSONFault("\"a\nb\"", .unexpectedCharacter, at: 2),
    JSONFault("\"\t\"", .unexpectedCharacter, at: 1),
    JSONFault([0x22, 0, 0x22], .unexpectedCharacter, at: 1),
    JSONFault(#""\a""#, .invalidEscape, at: 1),
    JSONFault(#""\'""#, .invalidEscape, at: 1), JSONFault(#""\U0041""#, .invalidEscape, at: 1),
    JSONFault(#""\u12""#, .invalidEscape, at: 1), JSONFault(#""\u12G4""#, .invalidEscape, at: 1),
    JSONFault(#""\u"#, .invalidEscape, at: 1), JSONFault(#""\u+123""#, .invalidEscape, at: 1),
    JSONFault(#""ab\u0000""#, .forbiddenCharacter, at: 3),
    JSONFault(#""\ud800""#, .loneSurrogate, at: 1), JSONFault(#""\udc00""#, .loneSurrogate, at: 1),
    JSONFault(#""\ud800\u0041""#, .loneSurrogate, at: 1),
    JSONFault(#""\ud800\ud800""#, .loneSurrogate, at: 1),
    JSONFault(#""\ud800\n""#, .loneSurrogate, at: 1),
    JSONFault(#""\ud800\u"#, .loneSurrogate, at: 1),
    JSONFault(#""\ude00\ud83d""#, .loneSurrogate, at: 1),
  ]

  /// Every class of bytes that RFC 3629 §3 does not allow.
  static let bytes = [
    [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80],
    [0xE0, 0x9F, 0xBF], [0xE2, 0x82], [0xE2, 0x28, 0xA1], [0xE2, 0x82, 0x28], [0xED, 0xA0, 0x80],
    [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98],
    [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE],
    [0xFF],
  ].map { (bytes: [UInt8]) in
    JSONFault([0x5B, 0x22] + bytes + [0x22, 0x5D], .invalidUTF8, at: 2, in: "/0")
  }

  @Test("rejects the rest, and says where", arguments: broken + numbers + strings + bytes)
  func rejects(fault: JSONFault) throws {
    let error = try #require(JSONFault.find(in: fault.text))
    #expect(error.code == fault.code)
    #expect(error.position == .of(byteOffset: fault.byteOffset, in: fault.text.span))
    #expect(error.pointer == fault.pointer)
    #expect(!error.message.isEmpty && !error.message.hasSuffix("."))
  }

  @Test("says line and column, counted in characters")
  func position() throws {
    let error = try #require(JSONFault.find(in: Array("{\n  \"é😀\": x}".utf8)))
    #expect(error.position == TextPosition(line: 2, column: 9, byteOffset: 14))
    #expect(error.pointer == "/é😀")
  }

  @Test("points into nested values; `~` and `/` of names are escaped (RFC 6901 §3)")
  func pointer() throws {
    let error = try #require(JSONFault.find(in: Array(#"{"a/b":[0,{"c~d":[x]}]}"#.utf8)))
    #expect(error.pointer == "/a~1b/1/c~0d/0")
  }

  @Test("cuts long names in pointers and messages")
  func cutsNames() throws {
    let name = String(repeating: "é", count: 1_000)
    let broken = try #require(JSONFault.find(in: Array("{\"\(name)\":x}".utf8)))
    #expect(broken.pointer.unicodeScalars.count == 65)
    let twice = try #require(JSONFault.find(in: Array("{\"\(name)\":1,\"\(name)\":1}".utf8)))
    #expect(twice.pointer.unicodeScalars.count == 65)
    #expect(twice.message.unicodeScalars.count < 170)
    #expect(!twice.message.unicodeScalars.contains("\u{FFFD}"))
  }

  @Test("rejects a number above its bound, where it begins", arguments: [1_024, 1_025])
  func longNumbers(byteCount: Int) {
    let text = "[7, " + String(repeating: "1", count: byteCount) + "]"
    let error = JSONFault.find(in: Array(text.utf8))
    #expect(error?.code == (byteCount > 1_024 ? .numberTooLong : nil))
    #expect(error?.position.column == (byteCount > 1_024 ? 5 : nil))
    #expect(error?.pointer == (byteCount > 1_024 ? "/1" : nil))
  }

  @Test("rejects values that are nested too deep", arguments: ["[", "{\"a\":"])
  func depth(opening: String) throws {
    let closing = opening == "[" ? "]" : "}"
    let text = { (depth: Int) in
      Array(
        (String(repeating: opening, count: depth - 1) + (opening == "[" ? "[" : "{")
          + (opening == "[" ? "]" : "}") + String(repeating: closing, count: depth - 1)).utf8
      )
    }
    #expect(JSONFault.find(in: text(8)) == nil)
    let error = try #require(JSONFault.find(in: text(9)))
    #expect(error.code == .tooDeep)
    #expect(error.position.byteOffset == opening.utf8.count * 8)
    #expect(
      JSONFault.find(in: Array(String(repeating: opening, count: 100_000).utf8))?.code == .tooDeep
    )
  }

  @Test("depth counts what is open, not what was open")
  func siblings() {
    let text = "[" + Array(repeating: "[[[]]]", count: 50).joined(separator: ",") + "]"
    #expect(JSONFault.find(in: Array(text.utf8)) == nil)
  }

  @Test("rejects more values than its bound; names count")
  func nodeCount() throws {
    var rules = JSONRules.request
    rules.nodeCountMax = 5
    #expect(JSONFault.find(in: Array("[1,2,3,4]".utf8), rules: rules) == nil)
    let error = try #require(JSONFault.find(in: Array("[1,2,3,4,5]".utf8), rules: rules))
    #expect(error.code == .tooManyValues)
    #expect(error.pointer == "/4")
    #expect(JSONFault.find(in: Array(#"{"a":1,"b":2}"#.utf8), rules: rules) == nil)
    #expect(
      JSONFault.find(in: Array(#"{"a":1,"b":2,"c":3}"#.utf8), rules: rules)?.code == .tooManyValues
    )
  }

  @Test("rejects a text that is too large, in bytes or in characters")
  func sizes() throws {
    var rules = JSONRules.request
    rules.byteCountMax = 12
    rules.characterCountMax = 6
    #expect(JSONFault.find(in: Array("\"éééé\"".utf8), rules: rules) == nil)
    #expect(JSONFault.find(in: Array("\"aaaa\"".utf8), rules: rules) == nil)
    let characters = try #require(JSONFault.find(in: Array("\"aaaaa\"".utf8), rules: rules))
    #expect(characters.code == .tooLarge)
    #expect(characters.message.contains("7 characters"))
    let bytes = try #require(JSONFault.find(in: Array("\"éé😀😀\"".utf8), rules: rules))
    #expect(bytes.code == .tooLarge)
    #expect(bytes.message.contains("14 bytes"))
    #expect(bytes.position == TextPosition(line: 1, column: 1, byteOffset: 0))
  }

  @Test("a policy holds up to 131,072 characters (G-08), not bytes")
  func policySize() {
    let fits = "\"" + String(repeating: "é", count: 131_070) + "\""
    #expect(JSONFault.find(in: Array(fits.utf8), rules: .policyDocument) == nil)
    let excess = Array((fits + " ").utf8)
    #expect(JSONFault.find(in: excess, rules: .policyDocument)?.code == .tooLarge)
  }

  @Test("a policy has characters up to U+00FF; escapes may name others (G-02)")
  func policyCharacters() {
    let find = { (text: String) in JSONFault.find(in: Array(text.utf8), rules: .policyDocument) }
    #expect(find("\"\u{20}\u{7F}\u{80}\u{FF}\"") == nil)
    #expect(find(#""\u0100\u212a\ud83d\ude00\u0001""#) == nil)
    #expect(find("\"a\u{100}\"")?.code == .forbiddenCharacter)
    #expect(find("\"a\u{100}\"")?.position.byteOffset == 2)
    #expect(find("{\"€\":1}")?.code == .forbiddenCharacter)
    #expect(find("\"😀\"")?.code == .forbiddenCharacter)
    #expect(find(#""\u0000""#)?.code == .forbiddenCharacter)
  }
}
