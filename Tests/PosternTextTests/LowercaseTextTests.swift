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
}
