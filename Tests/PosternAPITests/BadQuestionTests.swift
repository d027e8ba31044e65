import PosternAPI
import PosternModel
import Testing

@Suite("Bad questions")
struct BadQuestionTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let body: String
    let status: UInt16
    let code: String
    let pointer: String?
    let testDescription: String

    init(
      _ testDescription: String,
      _ body: String,
      _ code: String,
      _ pointer: String?,
      status: UInt16 = 400
    ) {
      self.testDescription = testDescription
      self.body = body
      self.status = status
      self.code = code
      self.pointer = pointer
    }
  }

  private static func with(_ member: String) -> String {
    Shop.question(action: "orders:GetOrder", extra: ",\(member)")
  }

  static let cases = [
    Case("nothing", "", "malformedJSON", ""),
    Case("a truncated text", #"{"principal":"#, "malformedJSON", nil),
    Case("text behind the value", "{} {}", "malformedJSON", nil),
    Case("an array", "[]", "wrongType", ""),
    Case("a number", "1", "wrongType", ""),
    Case("nothing in it", "{}", "missingMember", "/principal"),
    Case("no action", #"{"principal":"p","resource":"*"}"#, "missingMember", "/action"),
    Case("no resource", #"{"principal":"p","action":"a:B"}"#, "missingMember", "/resource"),
    Case("an unknown member", with(#""contxt":{}"#), "unknownMember", "/contxt"),
    Case("a member in other case", with(#""Context":{}"#), "unknownMember", "/Context"),
    Case("a member twice", with(#""action":"a:B""#), "duplicateMember", nil),
    Case("a context key twice", with(#""context":{"k":"1","k":"2"}"#), "duplicateMember", nil),
    Case(
      "null for the action",
      #"{"principal":"p","action":null,"resource":"*"}"#,
      "wrongType",
      "/action"
    ),
    Case(
      "a number for the resource",
      #"{"principal":"p","action":"a:B","resource":1}"#,
      "wrongType",
      "/resource"
    ),
    Case(
      "a list for the principal",
      #"{"principal":["p"],"action":"a:B","resource":"*"}"#,
      "wrongType",
      "/principal"
    ),
    Case(
      "an empty object for the principal",
      #"{"principal":{},"action":"a:B","resource":"*"}"#,
      "wrongType",
      "/principal"
    ),
    Case(
      "a principal by access key",
      #"{"principal":{"accessKeyId":"AKIAEXAMPLE"},"action":"a:B","resource":"*"}"#,
      "notSupported",
      "/principal"
    ),
    Case(
      "a principal by signed request",
      #"{"principal":{"signedRequest":{}},"action":"a:B","resource":"*"}"#,
      "notSupported",
      "/principal"
    ),
    Case(
      "a presigned principal",
      #"{"principal":{"presigned":"p"},"action":"a:B","resource":"*"}"#,
      "notSupported",
      "/principal"
    ),
    Case(
      "a principal that is no name",
      #"{"principal":"alice","action":"a:B","resource":"*"}"#,
      "invalidPrincipal",
      "/principal"
    ),
    Case("a list for the context", with(#""context":[]"#), "wrongType", "/context"),
    Case("null in the context", with(#""context":{"k":null}"#), "wrongType", "/context/k"),
    Case("an object in the context", with(#""context":{"k":{}}"#), "wrongType", "/context/k"),
    Case("a list in a list", with(#""context":{"k":["a",["b"]]}"#), "wrongType", "/context/k/1"),
    Case("null in a list", with(#""context":{"a/b~c":[null]}"#), "wrongType", "/context/a~1b~0c/0"),
    Case(
      "a key that is derived",
      with(#""context":{"aws:username":"root"}"#),
      "derivedKey",
      "/context/aws:username"
    ),
    Case("a number as a tag", with(#""requestTags":{"team":1}"#), "wrongType", "/requestTags/team"),
    Case(
      "a list as a tag",
      with(#""resourceTags":{"team":["red"]}"#),
      "wrongType",
      "/resourceTags/team"
    ),
    Case("tags as a list", with(#""resourceTags":[]"#), "wrongType", "/resourceTags"),
    Case(
      "eleven digits",
      with(#""resourceAccount":"11112222333""#),
      "invalidValue",
      "/resourceAccount"
    ),
    Case(
      "a letter among digits",
      with(#""resourceAccount":"11112222333x""#),
      "invalidValue",
      "/resourceAccount"
    ),
    Case(
      "another account than the ARN's",
      with(#""resourceAccount":"444455556666""#),
      "invalidResource",
      "/resourceAccount"
    ),
    Case(
      "an account as a number",
      with(#""resourceAccount":111122223333"#),
      "wrongType",
      "/resourceAccount"
    ),
    Case(
      "a level of explanation that is none",
      with(#""explain":"all""#),
      "invalidValue",
      "/explain"
    ),
    Case("a boolean for explain", with(#""explain":true"#), "wrongType", "/explain"),
    Case(
      "a value that is too long",
      with(#""context":{"k":"\#(String(repeating: "x", count: 20_000))"}"#),
      "limitExceeded",
      "/context/k"
    ),
    Case(
      "a list that is too long",
      with(#""context":{"k":[\#(Array(repeating: "1", count: 1_001).joined(separator: ","))]}"#),
      "limitExceeded",
      "/context/k"
    ),
    Case(
      "a number that is too long",
      with(#""context":{"k":\#(String(repeating: "7", count: 1_025))}"#),
      "limitExceeded",
      "/context/k"
    ),
    Case(
      "too many keys",
      with(
        #""context":{\#((0...256).map { "\"k\($0)\":1" }.joined(separator: ","))}"#
      ),
      "limitExceeded",
      "/context/k256"
    ),
    Case(
      "nesting that is too deep",
      String(repeating: "[", count: 5_000),
      "limitExceeded",
      nil
    ),
    Case(
      "a body that is too long",
      with(#""context":{"k":"\#(String(repeating: "x", count: 70_000))"}"#),
      "bodyTooLarge",
      nil,
      status: 413
    ),
  ]

  @Test(
    "are refused with status, code and place, and the next question is answered",
    arguments: cases
  )
  func refused(_ bad: Case) throws {
    let plane = try Shop.plane()
    let exchange = Exchange.authorize(plane, bad.body)
    #expect(exchange.status == bad.status)
    #expect(exchange.body.hasPrefix(#"{"error":{"code":"\#(bad.code)","message":""#))
    if let pointer = bad.pointer {
      #expect(exchange.body.contains(#""pointer":"\#(pointer)","line":"#))
    }
    #expect(!exchange.body.contains("decision"))
    let next = Exchange.authorize(plane, Shop.question(action: "orders:GetOrder"))
    #expect(next.body.hasPrefix(#"{"decision":"allow""#))
  }

  @Test("point at line and column of the text")
  func position() throws {
    let exchange = Exchange.authorize(
      try Shop.plane(),
      "{\n  \"principal\": \"p\",\n  \"acton\": \"a:B\"\n}"
    )
    #expect(exchange.body.contains(#""pointer":"/acton","line":3,"column":3"#))
    #expect(exchange.body.contains("did you mean `action`?"))
  }

  @Test("keep numbers by their digits and take booleans and escapes")
  func values() throws {
    let body = Shop.question(
      action: "orders:GetOrder",
      extra: #","context":{"a":12.50,"b":1e2,"c":true,"d":["x","\u00e9"],"e":[]}"#
    )
    #expect(Exchange.authorize(try Shop.plane(), body).status == 200)
  }
}
