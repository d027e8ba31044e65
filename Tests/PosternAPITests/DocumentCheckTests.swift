import PosternAPI
import PosternModel
import PosternText
import Testing

@Suite("Checks of documents")
struct DocumentCheckTests {
  private static let allowed =
    #"{\"Version\": \"2012-10-17\", \"Statement\": "#
    + #"{\"Effect\": \"Allow\", \"Action\": \"a:B\", \"Resource\": \"*\"}}"#

  private static func ask(_ line: String) throws -> Lines.Answer {
    var check = DocumentCheck(limits: .standard)
    return try Lines.ask(&check, line, number: 3)
  }

  private static func line(_ type: String, _ document: String) -> String {
    #"{"id":"d","type":"\#(type)","document":\#(document)}"#
  }

  @Test("accepts a document of its type", arguments: ["managed", "inline", "session", "boundary"])
  func accepts(type: String) throws {
    let answer = try Self.ask(Self.line(type, "\"\(Self.allowed)\""))
    #expect(answer.outcome == .answered)
    #expect(answer.text == #"{"id":"d","accepted":true,"findings":[]}"#)
  }

  @Test("refuses with code, message and place")
  func refuses() throws {
    let answer = try Self.ask(Self.line("managed", #""{\n]""#))
    #expect(answer.outcome == .denied)
    #expect(answer.string("accepted") == "false")
    #expect(answer.string("code") == "MalformedPolicyDocument")
    #expect(answer.string("message") == "Syntax errors in policy.")
    #expect(answer.string("line") == "2")
    #expect(answer.string("column") == "1")
    #expect(answer.json["findings"]?.elements.isEmpty == true)
  }

  @Test("refuses a document of another type", arguments: ["trust", "resource", "rcp", "gateway"])
  func refusesType(type: String) throws {
    #expect(try Self.ask(Self.line(type, "\"\(Self.allowed)\"")).string("accepted") == "false")
  }

  @Test("lists what is legal and probably not meant")
  func findings() throws {
    let text = Self.allowed.replacing(
      #"\"*\"}"#,
      with: #"\"*\",\"Condition\":{\"StringEquals\":{\"color\":\"red\"}}}"#
    )
    let answer = try Self.ask(Self.line("inline", "\"\(text)\""))
    #expect(answer.string("accepted") == "true")
    let finding = answer.json["findings"]?.elements.first
    #expect(finding?["code"]?.string != nil && finding?["severity"]?.string != nil)
    #expect(finding?["statement"]?.numberText == "0" && finding?["line"]?.numberText == "1")
  }

  @Test(
    "answers a line that is none with an error",
    arguments: [
      ("", "malformedJSON"), ("[]", "wrongType"), (#"{"id":"d"}"#, "missingMember"),
      (line("policy", "{}"), "invalidValue"), (line("managed", "1"), "wrongType"),
      (#"{"id":"d","type":1,"document":{}}"#, "wrongType"),
      (#"{"id":"d","type":"scp","document":{},"name":"a"}"#, "unknownMember"),
    ]
  )
  func errors(line: String, code: String) throws {
    let answer = try Self.ask(line)
    #expect(answer.outcome == .failed)
    #expect(answer.string("error", "code") == code)
    #expect(answer.string("error", "line") == "3")
    #expect(answer.string("accepted") == nil)
  }
}
