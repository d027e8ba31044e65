import PosternText
import Testing

@Suite("Base64")
struct Base64Tests {
  @Test(
    "encodes and decodes the vectors of RFC 4648 §10",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ]
  )
  func vectors(bytes: String, text: String) {
    #expect(Base64.encode(Array(bytes.utf8)) == text)
    #expect(Base64.decode(Array(text.utf8).span) == Array(bytes.utf8))
  }

  @Test("every byte survives, with the last two characters of the alphabet")
  func everyByte() {
    let bytes = (UInt8.min...UInt8.max).map { $0 }
    let text = Base64.encode(bytes)
    #expect(text.hasPrefix("AAECAwQF"))
    #expect(text.contains("+") && text.contains("/"))
    #expect(Base64.decode(Array(text.utf8).span) == bytes)
    #expect(Base64.encode([0xFB, 0xFF]) == "+/8=")
  }

  @Test(
    "rejects what is not the one canonical encoding (C-65)",
    arguments: [
      "Z", "Zg", "Zg=", "Zg===", "====", "=Zg=", "Z===", "Zg==Zg==", "Zm8=Zg==", "Zh==", "Zm9=",
      "Zm9_",
      "Zm9-", "Zm9v\n", "Zm 9", " Zg=", "Zg=\n", "Zg=A", "Zg==\n", "!!!!", "Zm9\u{E9}",
    ]
  )
  func rejects(text: String) {
    #expect(Base64.decode(Array(text.utf8).span) == nil)
    let isF = Base64.isEncoding(Array(text.utf8).span, of: Array("f".utf8).span)
    #expect(!isF)
    let isFOO = Base64.isEncoding(Array(text.utf8).span, of: Array("foo".utf8).span)
    #expect(!isFOO)
  }

  @Test(
    "tells whether a text is the encoding of bytes",
    arguments: ["", "f", "fo", "foo", "foobar"]
  )
  func isEncoding(bytes: String) {
    let text = Array(Base64.encode(Array(bytes.utf8)).utf8)
    for other in ["", "f", "g", "fo", "fp", "foo", "fop", "foobar", "foobas", "foobarr"] {
      let isSame = Base64.isEncoding(text.span, of: Array(other.utf8).span)
      #expect(isSame == (other == bytes), "\(other)")
    }
  }
}
