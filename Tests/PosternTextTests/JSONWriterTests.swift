import PosternText
import Testing

@Suite("JSON writer")
struct JSONWriterTests {
  @Test("goes back to a place, and writes on as if nothing had been behind it")
  func rewinds() {
    var writer = JSONWriter()
    writer.beginArray()
    for text in ["one", "two"] {
      let mark = writer.mark
      writer.beginObject()
      writer.name("forgotten")
      writer.rewind(to: mark)
      writer.string(text)
    }
    writer.endArray()
    #expect(String(decoding: writer.take(), as: UTF8.self) == #"["one","two"]"#)
  }

  private func written(_ write: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter(reusing: [])
    write(&writer)
    return String(decoding: writer.take(), as: UTF8.self)
  }

  @Test("sets commas and nothing else")
  func structure() {
    let text = written {
      $0.beginObject()
      $0.name("a")
      $0.beginArray()
      $0.integer(1)
      $0.boolean(true)
      $0.boolean(false)
      $0.null()
      $0.beginObject()
      $0.endObject()
      $0.beginArray()
      $0.endArray()
      $0.string("x")
      $0.endArray()
      $0.name("b" as String)
      $0.raw(Array("1.50".utf8))
      $0.name("c")
      $0.string("y" as String)
      $0.endObject()
    }
    #expect(text == #"{"a":[1,true,false,null,{},[],"x"],"b":1.50,"c":"y"}"#)
  }

  @Test(
    "escapes what RFC 8259 §7 asks for",
    arguments: [
      ("", #""""#), ("a\"b\\c/", #""a\"b\\c/""#), ("\n", #""\n""#),
      ("\0\u{1}\t\u{F}\u{10}\u{1A}\u{1F}", #""\u0000\u0001\u0009\u000f\u0010\u001a\u001f""#),
      ("\u{7F}é€😀\u{2028}", "\"\u{7F}é€😀\u{2028}\""),
    ]
  )
  func escapes(text: String, expected: String) {
    #expect(written { $0.string(text) } == expected)
    #expect(written { $0.string(bytes: Array(text.utf8).span) } == expected)
    #expect(written { $0.name(text) } == expected + ":")
  }

  @Test("every character below U+0100 but NUL survives being written and read")
  func roundTrip() throws {
    let text = String(String.UnicodeScalarView((1...0xFF).map { Unicode.Scalar(UInt8($0)) }))
    let document = try JSONDocument(written { $0.string(text) }, rules: .policyDocument)
    #expect(document.root.string.map { Array($0.utf8) } == Array(text.utf8))
  }

  @Test(
    "writes whole numbers",
    arguments: [0, 1, -1, 9, 10, 1_000_000, -1_000_000, Int.max, Int.min]
  )
  func integers(value: Int) {
    #expect(written { $0.integer(value) } == String(value))
    #expect(written { $0.integer(UInt64(value.magnitude)) } == String(value.magnitude))
  }

  @Test("the largest number has twenty digits")
  func largest() {
    #expect(written { $0.integer(UInt64.max) } == String(UInt64.max))
  }

  @Test("a text that is longer than the room arrives whole, and the writer can be used again")
  func growth() {
    let text = String(repeating: "a\"", count: 3_000)
    var writer = JSONWriter()
    for _ in 0..<2 {
      writer.string(text)
      var bytes: [UInt8] = []
      writer.move(to: &bytes)
      #expect(bytes == Array("\"\(text.replacing("\"", with: "\\\""))\"".utf8))
      #expect(writer.byteCount == 0)
    }
  }

  @Test("appends to the buffer that it was given")
  func reuse() {
    var writer = JSONWriter(reusing: Array("x".utf8))
    writer.null()
    #expect(writer.byteCount == 5)
    #expect(String(decoding: writer.take(), as: UTF8.self) == "xnull")
  }

  @Test("finds what must be escaped at every place of texts of every length", arguments: 1...24)
  func places(length: Int) throws {
    for place in 0..<length {
      for special: Character in ["\"", "\\", "\u{1f}", "é"] {
        var characters = Array(repeating: Character("-"), count: length)
        characters[place] = special
        let text = String(characters)
        let json = written { $0.string(text) }
        let escaped =
          switch special {
          case "\"": "\\\""
          case "\\": "\\\\"
          case "\u{1f}": "\\u001f"
          default: String(special)
          }
        let before = String(repeating: "-", count: place)
        let behind = String(repeating: "-", count: length - place - 1)
        #expect(json == "\"\(before)\(escaped)\(behind)\"")
        #expect(try JSONDocument(json, rules: .request).root.string == text)
      }
    }
  }
}
