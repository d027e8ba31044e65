import PosternModel
import PosternPolicy
import Testing

@Suite("Lenient reading")
struct LenientParserTests {
  @Test(
    "tolerates what a store refuses and a decision can meet",
    arguments: [
      Documents.condition("{\"NumericEquals\": {\"a:b\": \"many\"}}"),
      Documents.condition("{\"DateEquals\": {\"a:b\": \"someday\"}}"),
      Documents.condition("{\"ArnLike\": {\"a:b\": \"*\"}}"),
      Documents.condition("{\"IpAddress\": {\"a:b\": \"2001:db8::5/64\"}}"),
      Documents.action("[]"), Documents.action("\"GetObject\""),
      Documents.resource("[]"), Documents.resource("\"bucket\""),
      Documents.resource("\"arn:aws:s3:::b\"", version: "2008-10-17"),
      Documents.statement(
        "\"Sid\": \"a b\", \"Effect\": \"Deny\", \"Action\": \"*\", \"Resource\": \"*\""
      ),
    ]
  )
  func tolerates(text: String) throws {
    let document = try PolicyParser.parse(lenient: text, kind: .managed, limits: .standard)
    #expect(document.statements.count == 1)
  }

  @Test("tolerates a resource policy that names nobody, which never matches (M-36)")
  func toleratesNobody() throws {
    let text = Documents.statement("\"Effect\": \"Deny\", \"Action\": \"s3:*\"")
    let document = try PolicyParser.parse(lenient: text, kind: .resource, limits: .standard)
    #expect(document.statements.map { $0.principal == nil } == [true])
  }

  @Test(
    "tolerates elements that the kind of policy has not",
    arguments: [PolicyKind.inline, .scp, .trust, .rcp]
  )
  func toleratesElements(kind: PolicyKind) throws {
    let text = Documents.granted(to: "\"*\"")
    let document = try PolicyParser.parse(lenient: text, kind: kind, limits: .standard)
    #expect(document.statements.count == 1)
  }

  @Test(
    "rejects what has not the shape of statements of its kind",
    arguments: [
      ("{", PolicyKind.inline), ("[]", .inline), ("{\"Statement\": []}", .inline),
      (Documents.action("1"), .inline),
      (
        Documents.statement("\"Effect\": \"allow\", \"Action\": \"*\", \"Resource\": \"*\""),
        .inline
      ),
      (Documents.statement("\"Effect\": \"Allow\", \"Resource\": \"*\""), .inline),
      (Documents.statement("\"Effect\": \"Allow\", \"Action\": \"*\""), .inline),
      (Documents.condition("{\"StringEqual\": {\"a:b\": \"1\"}}"), .inline),
    ]
  )
  func rejects(text: String, kind: PolicyKind) {
    #expect(throws: PolicyError.self) {
      try PolicyParser.parse(lenient: text, kind: kind, limits: .standard)
    }
  }
}
