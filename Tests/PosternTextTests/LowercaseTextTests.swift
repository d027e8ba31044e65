import PosternText
import Testing

@Suite("Texts in lower case")
struct LowercaseTextTests {
  private func areEqual(_ left: String, _ right: String) -> Bool {
    let forward = LowercaseText.areEqual(Array(left.utf8).span, Array(right.utf8).span)
    let backward = LowercaseText.areEqual(Array(right.utf8).span, Array(left.utf8).span)
    #expect(forward == backward)
    return forward
  }

  @Test(
    "are equal (C-41)",
    arguments: [
      ("", ""), ("ABCxyz019", "abcXYZ019"), ("k", "\u{212A}"), ("K", "\u{212A}"), ("ß", "ẞ"),
      ("É", "é"), ("Σ", "σ"), ("ΟΣ", "ος"), ("ΟΣ ΟΣ", "ος ος"), ("ΟΣΟ", "οσο"), ("aΣ", "aς"),
      ("ΟΣ.", "ος."), ("İ", "i\u{307}"), ("Å", "\u{212B}"), ("prefix-É", "PREFIX-é"),
      ("Ǆ", "ǆ"), ("𐐀", "𐐨"),
    ]
  )
  func equal(left: String, right: String) {
    #expect(areEqual(left, right))
  }

  @Test(
    "are not equal (C-41)",
    arguments: [
      ("ß", "SS"), ("ß", "ss"), ("s", "ſ"), ("Σ", "ς"), ("I", "ı"), ("i", "İ"), ("a", ""),
      ("a", "ab"),
      ("@", "`"), ("[", "{"), ("é", "e\u{301}"), ("ΟΣ", "οσ"), ("ΟΣΟ", "οςο"), ("aé", "a"),
      ("a", "á"),
    ]
  )
  func unequal(left: String, right: String) {
    #expect(!areEqual(left, right))
  }

  @Test("are compared as whole texts in lower case are, wherever they begin to differ")
  func agreement() {
    let pieces = ["k", "\u{212A}", "Σ", "ς", "'", "İ"]
    var texts = [""]
    var longest = texts
    for _ in 0..<3 {
      longest = longest.flatMap { text in pieces.map { text + $0 } }
      texts += longest
    }
    let all = texts.map { (bytes: Array($0.utf8), scalars: Self.lowered($0)) }
    var equalCount = 0
    var wrong: [String] = []
    for left in all {
      for right in all {
        let isEqual = LowercaseText.areEqual(left.bytes.span, right.bytes.span)
        if isEqual != (left.scalars == right.scalars) { wrong.append("\(left) \(right)") }
        equalCount += isEqual ? 1 : 0
      }
    }
    #expect(wrong == [])
    #expect(equalCount > all.count)
  }

  /// The scalars in lower case, found in another way: all at once.
  private static func lowered(_ text: String) -> [Unicode.Scalar] {
    let scalars = Array(text.unicodeScalars)
    return scalars.enumerated().flatMap { index, scalar -> [Unicode.Scalar] in
      guard scalar == "Σ" else { return Array(scalar.properties.lowercaseMapping.unicodeScalars) }
      let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
      let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
      let isFinal = before?.properties.isCased == true && after?.properties.isCased != true
      return [isFinal ? "ς" : "σ"]
    }
  }

  @Test(
    "are appended letter by letter",
    arguments: [
      ("", ""), ("aws:TagKeys", "aws:tagkeys"), ("Über/ΟΣ", "über/οσ"), ("K\u{212A}k", "kkk"),
      ("İ", "i\u{307}"),
    ]
  )
  func append(text: String, lowered: String) {
    var bytes = Array("Own".utf8)
    LowercaseText.append(text.utf8.span, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "Own" + lowered)
  }
}
