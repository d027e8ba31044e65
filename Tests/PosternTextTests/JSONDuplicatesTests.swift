import PosternText
import Testing

@Suite("Members of JSON objects")
struct JSONDuplicatesTests {
  @Test(
    "rejects a name that occurs twice, at its second place (G-03)",
    arguments: [
      JSONFault(#"{"a":1,"a":2}"#, .duplicateMember, at: 7, in: "/a"),
      JSONFault(#"{"a":1,"b":2,"a":{}}"#, .duplicateMember, at: 13, in: "/a"),
      JSONFault(#"{"a":1,"\u0061":2}"#, .duplicateMember, at: 7, in: "/a"),
      JSONFault(#"{"\u0061":1,"a":2}"#, .duplicateMember, at: 12, in: "/a"),
      JSONFault(#"{"\u0061":1,"\u0061":2}"#, .duplicateMember, at: 12, in: "/a"),
      JSONFault(#"{"\/":1,"/":2}"#, .duplicateMember, at: 8, in: "/~1"),
      JSONFault(#"{"":1,"":2}"#, .duplicateMember, at: 6, in: "/"),
      JSONFault(#"{"\ud83d\ude00":1,"😀":2}"#, .duplicateMember, at: 18, in: "/😀"),
      JSONFault(#"{"é":1,"\u00E9":2}"#, .duplicateMember, at: 8, in: "/é"),
      JSONFault(#"[0,{"x":{"a":{"b":1,"c":2,"b":3}}}]"#, .duplicateMember, at: 26, in: "/1/x/a/b"),
    ]
  )
  func rejects(fault: JSONFault) throws {
    let error = try #require(JSONFault.find(in: fault.text))
    #expect(error.code == .duplicateMember)
    #expect(error.position.byteOffset == fault.byteOffset)
    #expect(error.pointer == fault.pointer)
  }

  @Test(
    "a name in a message stays on one line",
    arguments: ["\\n", "\\u0085", "\u{2028}", "\u{7F}"]
  )
  func oneLine(breaking: String) throws {
    let text = Array("{\"a\(breaking)b\":1,\"a\(breaking)b\":2}".utf8)
    let error = try #require(JSONFault.find(in: text))
    #expect(error.message == "the member `a\u{FFFD}b` occurs twice in one object")
  }

  @Test("compares names byte for byte: what only looks equal is another name")
  func tolerates() {
    for text in [
      #"{"a":1,"A":2}"#, #"{"\u212a":1,"K":2}"#, #"{"\u00e9":1,"e\u0301":2}"#, #"{"a":1,"a ":2}"#,
      #"{"a":{"a":{"a":1}}}"#, #"[{"a":1},{"a":1}]"#,
    ] {
      #expect(JSONFault.find(in: Array(text.utf8)) == nil, "\(text)")
    }
  }

  @Test("holds in objects of any size", arguments: [2, 63, 64, 65, 66, 500])
  func manyMembers(count: Int) throws {
    let names = (0..<count).map { $0 % 7 == 3 ? "\\u006e\($0)" : "n\($0)" }
    let members = names.map { "\"\($0)\":0" }.joined(separator: ",")
    #expect(JSONFault.find(in: Array("{\(members)}".utf8)) == nil)
    for other in [0, count / 2, count - 1] {
      let text = Array("{\(members),\"n\(other)\":1}".utf8)
      let error = try #require(JSONFault.find(in: text))
      #expect(error.code == .duplicateMember)
      #expect(error.position.byteOffset == members.utf8.count + 2)
      #expect(error.pointer == "/n\(other)")
    }
  }

  @Test("the first name that occurs again is the one that is reported")
  func first() throws {
    let few = try #require(JSONFault.find(in: Array(#"{"a":1,"b":1,"b":2,"a":2}"#.utf8)))
    #expect(few.pointer == "/b")
    let names = (0..<80).map { "\"n\($0)\":0" } + [#""n5":1"#, #""n2":1"#]
    let many = try #require(JSONFault.find(in: Array("{\(names.joined(separator: ","))}".utf8)))
    #expect(many.pointer == "/n5")
  }

  @Test(
    "tells names apart that have the same length and the same characters at both ends",
    arguments: ["0", "12345678", "é23456"]
  )
  func lookalikes(middle: String) {
    let names = ["a\(middle)b", "axb", "ayb", "a\(middle)cb", "a\(middle)db"]
    let members = names.map { "\"\($0)\":1" }
    let distinct = "{\(members.joined(separator: ","))}"
    #expect(JSONFault.find(in: Array(distinct.utf8)) == nil)
    for name in names {
      let repeated = "{\(members.joined(separator: ",")),\"\(name)\":2}"
      #expect(JSONFault.find(in: Array(repeated.utf8))?.code == .duplicateMember)
    }
  }
}
