import PosternModel
import PosternPolicy
import PosternText
import Testing

@Suite("Policy documents")
struct PolicyParserTests {
  @Test("become a tree with everything that was written, and where")
  func reads() throws {
    let document = try Documents.parse(
      """
      {
        "Version": "2012-10-17",
        "Id": "an id",
        "Statement": [
          {
            "Sid": "Read", "Effect": "Allow",
            "Action": ["s3:Get*", "s3:List*"],
            "NotResource": "arn:aws:s3:::b\\u002F${aws:username}",
            "Condition": {
              "StringEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-west-2"]},
              "NumericLessThan": {"aws:MultiFactorAuthAge": 3.60e3},
              "Bool": {"aws:SecureTransport": true}
            }
          },
          {"Effect": "Deny", "NotAction": "iam:*", "Resource": "*"}
        ]
      }
      """
    )
    #expect(document.version == .v2012)
    #expect(document.id == "an id")
    #expect(document.statements.map(\.index) == [0, 1])
    let statement = document.statements[0]
    #expect(statement.sid == "Read")
    #expect(statement.effect == .allow)
    #expect(statement.principal == nil)
    #expect(!statement.action.isNegated)
    #expect(statement.action.entries.map(\.text) == ["s3:Get*", "s3:List*"])
    #expect(statement.resource?.isNegated == true)
    #expect(statement.resource?.entries.map(\.text) == ["arn:aws:s3:::b/${aws:username}"])
    #expect(
      statement.conditions.map(\.operator.name) == ["StringEquals", "NumericLessThan", "Bool"]
    )
    #expect(
      statement.conditions.map { $0.values.map(\.text) }
        == [["eu-west-1", "eu-west-2"], ["3.60e3"], ["true"]]
    )
    #expect(statement.start == TextPosition(line: 5, column: 5, byteOffset: 67))
    #expect(statement.conditions[1].values[0].position.line == 11)
    #expect(statement.conditions[1].values[0].position.column == 55)
    let second = document.statements[1]
    #expect(second.effect == .deny)
    #expect(second.action.isNegated)
    #expect(second.sid == nil)
    #expect((second.start.line, second.start.column) == (15, 5))
    #expect((second.end.line, second.end.column) == (15, 62))
  }

  @Test("without a version, or of the old one, have no variables (V-01)")
  func readsVersions() throws {
    let members = "\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}"
    #expect(try !Documents.parse("{\(members)}").allowsVariables)
    #expect(try !Documents.parse("{\"Version\": \"2008-10-17\", \(members)}").allowsVariables)
    #expect(try Documents.parse("{\"Version\": \"2012-10-17\", \(members)}").allowsVariables)
  }

  @Test("read a single value as a list of one (G-20)")
  func readsSingleValues() throws {
    let one = try Documents.parse(Documents.action("\"s3:GetObject\"")).statements
    let list = try Documents.parse(Documents.action("[\"s3:GetObject\"]")).statements
    #expect(one[0].action.entries.map(\.text) == list[0].action.entries.map(\.text))
  }

  @Test(
    "tolerates what has no effect (C-01, G-24, C-04)",
    arguments: [
      ("{}", 0), ("{\"StringEquals\": {}}", 0), ("{\"x\": {}}", 0), ("{\"NullIfExists\": {}}", 0),
      ("{\"DateGreaterThan\": {\"a\": []}}", 1),
      ("{\"StringEquals\": {\"a\": \"1\"}, \"StringLike\": {\"A\": \"1\"}}", 2),
      ("{\"ForAnyValue:StringEqualsIfExists\": {\"no prefix\": \"1\"}}", 1),
      ("{\"ForAllValues:Null\": {\"a:b\": \"true\"}}", 1),
    ]
  )
  func toleratesConditions(condition: String, count: Int) throws {
    let document = try Documents.parse(Documents.condition(condition))
    #expect(document.statements[0].conditions.count == count)
  }

  @Test("read every kind of principal (table 1.5)")
  func readsPrincipals() throws {
    let document = try Documents.parse(
      Documents.granted(
        to: """
          {"AWS": ["*", "111122223333"], "Service": "a.example.com", "CanonicalUser": "\(
            String(repeating: "0a", count: 32))"}
          """
      ),
      kind: .resource
    )
    let principal = try #require(document.statements[0].principal)
    #expect(!principal.isNegated)
    #expect(principal.entries.map(\.category) == [.aws, .aws, .service, .canonicalUser])
    let star = try Documents.parse(Documents.granted(to: "\"*\""), kind: .resource)
    #expect(star.statements[0].principal?.entries.map(\.name.text) == ["*"])
    #expect(star.statements[0].principal?.entries.map(\.category) == [.aws])
  }

  @Test("deleting any member of a denying statement is an error or leaves a denial")
  func deniesWhateverIsDeleted() throws {
    let members = [
      "\"Sid\": \"A\"", "\"Effect\": \"Deny\"", "\"Action\": \"*\"", "\"Resource\": \"*\"",
      "\"Condition\": {\"Bool\": {\"a:b\": \"true\"}}",
    ]
    var acceptedCount = 0
    for index in members.indices {
      var rest = members
      rest.remove(at: index)
      let text = Documents.statement(rest.joined(separator: ", "))
      guard let document = try? Documents.parse(text) else { continue }
      acceptedCount += 1
      #expect(document.statements.map(\.effect) == [.deny])
    }
    #expect(acceptedCount == 2)
  }

  @Test("reads a document at the ceiling in time that grows with its length")
  func readsLongDocument() throws {
    let entries = Array(repeating: "\"s3:a\"", count: 18_000).joined(separator: ",")
    // No quota of one document holds for session policies.
    let document = try Documents.parse(Documents.action("[\(entries)]"), kind: .session)
    #expect(document.statements[0].action.entries.count == 18_000)
    #expect(document.statements[0].action.entries[17_999].position.column == 72 + 17_999 * 7)
  }
}
