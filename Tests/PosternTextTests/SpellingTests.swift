import PosternText
import Testing

@Suite("Spelling")
struct SpellingTests {
  private let operators = ["StringEquals", "StringNotEquals", "StringLike", "Bool", "Null"]

  @Test(
    "guesses what was meant",
    arguments: [
      ("StringEqual", "StringEquals"), ("stringequals", "StringEquals"),
      ("StrngLike", "StringLike"),
      ("StringNotEqual", "StringNotEquals"), ("bool", "Bool"), ("Nul", "Null"),
      ("Boll", "Bool"), ("Nlul", "Null"), ("tsringEqulas", "StringEquals"),
    ]
  )
  func guesses(word: String, meant: String) {
    #expect(Spelling.closest(to: word, among: operators) == meant)
  }

  @Test(
    "takes two neighbours in the wrong order for one mistake",
    arguments: [
      ("form", "from"), ("ofrm", nil), ("rfom", "from"), ("frmo", "from"), ("morf", nil),
      ("lvie", "live"), ("il", "li"), ("Form", nil), ("Live", "live"),
    ]
  )
  func transpositions(word: String, meant: String?) {
    #expect(Spelling.closest(to: word, among: ["from", "live", "li"]) == meant)
  }

  @Test(
    "has no guess for what is far away",
    arguments: ["", "Xylophone", "Boxy", "StringEqualsIgnoringCase"]
  )
  func gives(word: String) {
    #expect(Spelling.closest(to: word, among: operators) == nil)
  }

  @Test("has no guess without candidates, nor above 64 bytes")
  func bounds() {
    let long = String(repeating: "a", count: 65)
    #expect(Spelling.closest(to: "a", among: []) == nil)
    #expect(Spelling.closest(to: long, among: [long]) == nil)
    #expect(Spelling.closest(to: "a", among: [long]) == nil)
    let fits = String(repeating: "a", count: 64)
    #expect(Spelling.closest(to: fits, among: [long, fits]) == fits)
  }
}
