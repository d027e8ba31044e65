import PosternModel
import PosternPolicy
import PosternText
import Testing

@Suite("Shape of policies")
struct SyntaxTests {
  private static let rest = "\"Action\": \"*\", \"Resource\": \"*\""

  @Test(
    "rejects what is no document (G-01, G-02, G-03, G-08)",
    arguments: [
      Refusal("[]", Documents.syntax), Refusal("\"x\"", Documents.syntax),
      Refusal("null", Documents.syntax), Refusal("{§", Documents.syntax),
      Refusal("{} §{}", Documents.syntax), Refusal("{§'Statement': []}", Documents.syntax),
      Refusal("{\"Id\": \"x\", §}", Documents.syntax), Refusal("§", Documents.syntax),
      Refusal("{\"Id\": \"§\u{100}\"}", Documents.syntax),
      Refusal("{\"Id\": \"x\",\n  §\"Id\": \"x\"}", Documents.syntax),
      Refusal(
        "{\"Statement\": {\"Effect\": \"Deny\", \"Action\": \"*\", §\"Action\": \"*\"}}",
        Documents.syntax
      ),
      Refusal(
        Documents.condition("{\"Bool\": {\"a:b\": \"true\", §\"a:b\": \"true\"}}"),
        Documents.syntax
      ),
      Refusal(
        Documents.granted(to: "{\"AWS\": \"*\", §\"AWS\": \"*\"}"),
        Documents.syntax,
        kind: .resource
      ),
      Refusal(
        "{\"Statement\": [{\"Condition\": {\"x\": {\"y\": [[[§[1]]]]}}}]}",
        Documents.syntax
      ),
    ]
  )
  func rejectsText(refusal: Refusal) { refusal.check() }

  @Test(
    "rejects unknown or malformed elements at the top (table 1.2)",
    arguments: [
      Refusal("{}", Documents.syntax), Refusal("{\"Statement\": §[]}", Documents.syntax),
      Refusal("{\"Statement\": §null}", Documents.syntax),
      Refusal("{\"Statement\": §\"x\"}", Documents.syntax),
      Refusal("{\"Statement\": [§1]}", Documents.syntax),
      Refusal("{§\"statement\": []}", Documents.syntax),
      Refusal("{\"Version\": §\"2012-10-18\"}", Documents.syntax),
      Refusal("{\"Version\": §20121017}", Documents.syntax),
      Refusal("{\"Version\": §[\"2012-10-17\"]}", Documents.syntax),
      Refusal("{\"Id\": §1}", Documents.syntax), Refusal("{§\"Conditions\": {}}", Documents.syntax),
    ]
  )
  func rejectsTop(refusal: Refusal) { refusal.check() }

  @Test(
    "rejects unknown or malformed elements of statements (section 1.3, G-05, G-22)",
    arguments: [
      Refusal("{\"Statement\": §{\(rest)}}", Documents.syntax),
      Refusal(Documents.statement("\"Effect\": §\"Maybe\", \(rest)"), Documents.syntax),
      Refusal(Documents.statement("\"Effect\": §true, \(rest)"), Documents.syntax),
      Refusal(
        Documents.statement("\"Effect\": \"Deny\", §\"sid\": \"x\", \(rest)"),
        Documents.syntax
      ),
      Refusal(
        Documents.statement("\"Effect\": \"Deny\", \"Sid\": §1, \(rest)"),
        Documents.syntax
      ),
      Refusal(
        Documents.statement("\"Effect\": \"Deny\", \(rest), §\"NotAction\": \"*\""),
        Documents.syntax
      ),
      Refusal(
        Documents.statement("\"Effect\": \"Deny\", \(rest), §\"NotResource\": \"*\""),
        Documents.syntax
      ),
      Refusal(Documents.action("§1"), Documents.syntax),
      Refusal(Documents.action("§{}"), Documents.syntax),
      Refusal(Documents.action("[\"*\", §null]"), Documents.syntax),
      Refusal(Documents.action("[\"*\", §[\"*\"]]"), Documents.syntax),
      Refusal(Documents.resource("[§true]"), Documents.syntax),
    ]
  )
  func rejectsStatement(refusal: Refusal) { refusal.check() }

  @Test(
    "rejects malformed condition blocks (G-04, G-23, G-24, G-25, C-24)",
    arguments: [
      "§[]", "§\"x\"", "{\"StringEquals\": §[]}", "{§\"x\": {\"a\": \"1\"}}",
      "{§\"stringEquals\": {\"a\": \"1\"}}", "{§\"NullIfExists\": {\"a\": \"true\"}}",
      "{§\"ForAnyValue::StringEquals\": {\"a\": \"1\"}}",
      "{§\"foranyvalue:StringEquals\": {\"a\": \"1\"}}",
      "{§\"StringEqualsIfExistsIfExists\": {\"a\": \"1\"}}",
      "{\"StringEquals\": {\"a\": §null}}", "{\"StringEquals\": {\"a\": §{}}}",
      "{\"StringEquals\": {\"a\": [\"1\", §[]]}}",
      "{\"StringEquals\": {\"aws:PrincipalTag/a\": \"1\", §\"aws:principaltag/A\": \"1\"}}",
    ]
  )
  func rejectsCondition(condition: String) {
    Refusal(Documents.condition(condition), Documents.syntax).check()
  }

  @Test(
    "rejects malformed principal elements (G-21, G-50)",
    arguments: [
      "§\"arn:aws:iam::111122223333:root\"", "§{}", "§[]", "§1", "{\"AWS\": §[]}",
      "{§\"aws\": \"*\"}", "{§\"Group\": \"*\"}", "{\"AWS\": §1}", "{\"AWS\": [\"*\", §null]}",
    ]
  )
  func rejectsPrincipal(principal: String) {
    Refusal(Documents.granted(to: principal), Documents.syntax, kind: .resource).check()
  }

  @Test(
    "says what was expected and what was probably meant",
    arguments: [
      (
        Documents.condition("{\"StringEqual\": {\"a\": \"1\"}}"),
        "unknown condition operator `StringEqual`", "did you mean `StringEquals`?"
      ),
      (
        Documents.condition("{\"ForAnyValues:stringlikeIfExist\": {\"a\": \"1\"}}"),
        "unknown condition operator `ForAnyValues:stringlikeIfExist`", nil
      ),
      (
        Documents.condition("{\"ForAnyValues:stringlikeIfExists\": {\"a\": \"1\"}}"),
        "unknown condition operator `ForAnyValues:stringlikeIfExists`",
        "did you mean `ForAnyValue:StringLikeIfExists`?"
      ),
      (
        Documents.condition("{\"NullIfExists\": {\"a\": \"1\"}}"),
        "unknown condition operator `NullIfExists`",
        "`Null` takes no `IfExists`: it asks whether the key exists"
      ),
      (
        "{\"Statment\": []}",
        "unknown element `Statment` in the policy, expected `Version`, `Id` or `Statement`",
        "did you mean `Statement`?"
      ),
      (
        Documents.statement("\"Effect\": \"Denny\""),
        "unknown effect `Denny`, expected `Allow` or `Deny`", "did you mean `Deny`?"
      ),
    ] as [(String, String, String?)]
  )
  func explains(text: String, detail: String, help: String?) {
    let error = #expect(throws: PolicyError.self) { try Documents.parse(text) }
    #expect(error?.detail == detail)
    if let help { #expect(error?.help == help) }
  }

  @Test("repeats at most a line of the user's text")
  func cutsLongText() throws {
    let name = String(repeating: "x", count: 10_000) + "\\n"
    let error = try #require(
      #expect(throws: PolicyError.self) { try Documents.parse("{\"\(name)\": 1}") }
    )
    #expect(error.detail.count < 300)
    #expect(!error.detail.contains("\n"))
  }
}
