import PosternAPI
import PosternModel
import Testing

@Suite("Lines that cannot be simulated")
struct SimulationErrorTests {
  private static func with(_ member: String) -> String {
    SimulationTests.line(extra: ",\(member)")
  }

  private static func policies(_ text: String) -> String { SimulationTests.line(policies: text) }

  static let unreadableLines: [BadLine] = [
    BadLine("nothing", "", "malformedJSON", nil),
    BadLine("blanks", "  \t\r", "malformedJSON", nil),
    BadLine("words", "may alice?", "malformedJSON", nil),
    BadLine("half an object", #"{"id":"a","#, "malformedJSON", nil),
    BadLine("two objects", "{} {}", "malformedJSON", nil),
    BadLine("a list", "[]", "wrongType", ""),
    BadLine("a string", #""a""#, "wrongType", ""),
    BadLine("a member twice", #"{"id":"a","id":"b"}"#, "duplicateMember", nil),
    BadLine("an id of the wrong type", #"{"id":[]}"#, "wrongType", "/id"),
    BadLine("a lone surrogate", #"{"id":"\ud800"}"#, "malformedJSON", nil),
    BadLine("great depth", String(repeating: "[", count: 5_000), "limitExceeded", nil),
    BadLine(
      "a line that is too long",
      String(repeating: " ", count: Limits.standard.lineByteCountMax + 1),
      "bodyTooLarge",
      nil
    ),
  ]

  static let refusedLines: [BadLine] = [
    BadLine("nothing in it", #"{"id":"a"}"#, "missingMember", "/principal"),
    BadLine("an unknown member", with(#""contxt":{}"#), "unknownMember", "/contxt"),
    BadLine("a member in other case", with(#""Lenient":true"#), "unknownMember", "/Lenient"),
    BadLine("a flag that is none", with(#""lenient":1"#), "wrongType", "/lenient"),
    BadLine("a flag in quotes", with(#""resourceless":"true""#), "wrongType", "/resourceless"),
    BadLine("no flag", with(#""needsResourceGrant":0"#), "wrongType", "/needsResourceGrant"),
    BadLine("a loud explanation", with(#""explain":"loud""#), "invalidValue", "/explain"),
    BadLine("an object as value", with(#""context":{"a:b":{}}"#), "wrongType", "/context/a:b"),
    BadLine("null as value", with(#""context":{"a:b":null}"#), "wrongType", "/context/a:b"),
    BadLine(
      "a key in two spellings",
      with(#""context":{"a:b":"1","A:B":"2"}"#),
      "duplicateKey",
      "/context/A:B"
    ),
    BadLine(
      "a list for one value",
      with(#""context":{"aws:SourceIp":["10.0.0.1"]}"#),
      "invalidContext",
      "/context/aws:SourceIp"
    ),
    BadLine(
      "a clock without time",
      with(#""context":{"aws:currentTime":"soon"}"#),
      "invalidContext",
      "/context/aws:currentTime"
    ),
    BadLine(
      "a session that began at no time",
      with(#""context":{"a:b":"1","aws:TokenIssueTime":"yesterday"}"#),
      "invalidContext",
      "/context/aws:TokenIssueTime"
    ),
    BadLine("policies as list", policies("[]"), "wrongType", "/policies"),
    BadLine("an unknown layer", policies(#"{"identiy":[]}"#), "unknownMember", "/policies/identiy"),
    BadLine("a layer as object", policies(#"{"identity":{}}"#), "wrongType", "/policies/identity"),
    BadLine("no levels", policies(#"{"scp":[{}]}"#), "wrongType", "/policies/scp/0"),
    BadLine("a null level", policies(#"{"rcp":[null]}"#), "wrongType", "/policies/rcp/0"),
    BadLine(
      "a policy as text",
      policies(#"{"session":["x"]}"#),
      "wrongType",
      "/policies/session/0"
    ),
    BadLine(
      "a policy without name",
      policies(#"{"gateway":[{"document":{}}]}"#),
      "missingMember",
      "/policies/gateway/0/name"
    ),
    BadLine(
      "a policy without document",
      policies(#"{"boundary":[{"name":"a"}]}"#),
      "missingMember",
      "/policies/boundary/0/document"
    ),
    BadLine(
      "a policy with more",
      policies(#"{"identity":[{"name":"a","document":{},"arn":"b"}]}"#),
      "unknownMember",
      "/policies/identity/0/arn"
    ),
    BadLine(
      "a document as list",
      policies(#"{"scp":[[{"name":"a","document":[]}]]}"#),
      "wrongType",
      "/policies/scp/0/0/document"
    ),
    BadLine(
      "a document that is refused",
      policies(#"{"identity":[\#(SimulationTests.full),{"name":"a","document":"{"}]}"#),
      "MalformedPolicyDocument",
      "/policies/identity/1/document"
    ),
  ]

  @Test("gets an error in its place, which names the line", arguments: unreadableLines)
  func unreadable(item: BadLine) throws {
    let answer = try Lines.simulate(item.line, number: 7)
    #expect(answer.outcome == .failed)
    #expect(answer.text.hasPrefix(#"{"id":null,"line":7,"error":{"#))
    #expect(answer.string("error", "code") == item.code)
    #expect(answer.string("error", "line") == "7")
    if let pointer = item.pointer { #expect(answer.string("error", "pointer") == pointer) }
  }

  @Test("gets an error with its id and the place", arguments: refusedLines)
  func refused(item: BadLine) throws {
    let answer = try Lines.simulate(item.line)
    #expect(answer.outcome == .failed)
    #expect(answer.text.hasPrefix(#"{"id":"a","error":{"#))
    #expect(answer.string("error", "code") == item.code)
    #expect(answer.string("error", "pointer") == item.pointer)
    #expect(answer.string("decision") == nil)
  }

  @Test("says where in a document the fault is")
  func documentPlace() throws {
    let answer = try Lines.simulate(
      Self.policies(#"{"identity":[{"name":"P","document":"{\n \"Verzion\": 1}"}]}"#),
      number: 9
    )
    #expect(answer.string("error", "line") == "2")
    #expect(answer.string("error", "column") == "2")
    #expect(answer.string("error", "message")?.hasPrefix("policy `P`: ") == true)
  }

  @Test("ends in an answer wherever it is cut off")
  func truncated() throws {
    let line = SimulationTests.line(extra: #","context":{"a:b":["x",1.5,true]}"#)
    var simulation = Lines.simulation()
    for length in 0..<line.utf8.count {
      let answer = try Lines.ask(&simulation, String(line.utf8.prefix(length)) ?? "")
      #expect(answer.outcome == .failed)
    }
    #expect(try Lines.ask(&simulation, line).outcome == .answered)
  }

  @Test("survives a flood of policies and levels")
  func flood() throws {
    let many = Array(repeating: SimulationTests.full, count: 2_000).joined(separator: ",")
    let levels = Array(repeating: "[\(SimulationTests.full)]", count: 2_000).joined(separator: ",")
    let answer = try Lines.simulate(Self.policies(#"{"identity":[\#(many)],"scp":[\#(levels)]}"#))
    #expect(answer.string("decision") == "allow")
  }
}
