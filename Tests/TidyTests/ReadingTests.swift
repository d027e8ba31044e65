import Testing

@Suite("Reading Swift for the rules")
struct ReadingTests {
  @Test(
    "strings and comments are not code",
    arguments: [
      ("let a = \"b // c\" // d", ["let", "a", "=", ""]),
      ("#\"a \" b\"# c", ["", "c"]),
      ("\"\"\"\n a \"b\" \n\"\"\" c", ["", "c"]),
      ("\"a \\(b(\"c\") + d) e\" f", ["", "b", "(", "", ")", "+", "d", "f"]),
      ("/* a /* b */ c */ d", ["d"]),
      ("\"a\\\"b\" c", ["", "c"]),
    ]
  )
  func stringsAndComments(text: String, expected: [String]) {
    #expect(SourceLexer(text).tokens.map(\.text) == expected)
  }

  @Test("a token knows its line, after comments and strings of several lines")
  func lines() {
    let lexer = SourceLexer("a\n/*\n*/ b\n\"\"\"\n c\n\"\"\"\nd // e")
    #expect(lexer.tokens.map(\.line) == [1, 3, 4, 7])
    #expect(lexer.comments.map(\.line) == [2, 7])
  }

  @Test("text that ends in the middle of anything ends the reading")
  func unfinishedText() {
    for text in ["\"a", "\"\"\"a", "/* a", "\"\\(a", "#\"a\"", "\\", "func f() {", "var a: {"] {
      #expect(SourceFile(path: "a.swift", text: text).lines.count == 1)
    }
  }

  @Test("declarations have their keyword, name, modifiers, depth and extent")
  func declarations() throws {
    let file = SourceFile(
      path: "a.swift",
      text: """
        @inlinable package
        struct A<B>: C where B: D {
          private(set) var e: Int { 1 }
          var f = { 2 }()
          static func == (a: A, b: A) -> Bool
          { true }
          init?(g: Int = 3) { self.init() }
          class func h() {}
        }
        extension A.I: J {}
        extension [UInt8] {}
        """
    )
    let found = file.declarations
    #expect(
      found.map(\.keyword) == [
        "struct", "var", "var", "func", "init", "func", "extension", "extension",
      ]
    )
    #expect(found.map(\.name) == ["A", "e", "f", "==", "", "h", "A.I", "Array"])
    #expect(found.map(\.depth) == [0, 1, 1, 1, 1, 1, 0, 0])
    #expect(found.map(\.lastLine) == [9, 3, nil, 6, 7, 8, 10, 11])
    #expect(found[0].modifiers == ["@inlinable", "package"])
    #expect(found[0].firstLine == 1)
    #expect(found[1].modifiers == ["private(set)"])
  }

  @Test("a property without a body does not take the next one")
  func bodilessDeclarations() {
    let file = SourceFile(
      path: "a.swift",
      text: "protocol P {\n  func f()\n  var a: Int\n}\nvar b: Int\nif c {\n}"
    )
    #expect(file.declarations.map(\.lastLine) == [4, nil, nil, nil])
  }

  @Test(
    "a camel-case name is divided into its words",
    arguments: [
      ("SessionManager", ["Session", "Manager"]), ("JSONDataReader", ["JSON", "Data", "Reader"]),
      ("Base64", ["Base64"]), ("A+TextData", ["A", "Text", "Data"]), ("database", ["database"]),
    ]
  )
  func words(name: String, expected: [String]) {
    #expect(Rule.words(of: name) == expected)
  }
}
