import PosternModel
import PosternPolicy
import PosternText
import Testing

@Suite("Findings")
struct PolicyFindingTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let code: PolicyFinding.Code?
    let text: String
    var kind = PolicyKind.inline

    var testDescription: String { "\(code.map(\.rawValue) ?? "nothing"): \(text)" }
  }

  private static func condition(
    _ code: PolicyFinding.Code?,
    _ condition: String,
    version: String = "2012-10-17"
  ) -> Case {
    Case(code: code, text: Documents.condition(condition, version: version))
  }

  private static let cases = [
    Case(code: .actionNeverMatches, text: Documents.action("\"s3:GetObject, PutObject\"")),
    Case(code: .actionNeverMatches, text: Documents.action("\"s3:\"")),
    Case(code: .actionNeverMatches, text: Documents.action("\"s3: Get*\"")),
    Case(code: .variableIsPlainText, text: Documents.action("\"s3:${x}\"")),
    Case(code: nil, text: Documents.action("[\"s3:Get*\", \"*\"]")),
    Case(code: .malformedVariable, text: Documents.resource("\"arn:aws:s3:::${ a:b }\"")),
    Case(
      code: .variableInHead,
      text: Documents.resource("\"arn:aws:sqs:r:${aws:PrincipalAccount}:q\"")
    ),
    Case(code: .shortARN, text: Documents.resource("\"arn:aws:sqs:r\"")),
    Case(code: .wildcardInService, text: Documents.resource("\"arn:aws:s*:::x\"")),
    Case(code: .wildcardInResourceType, text: Documents.resource("\"arn:aws:dynamodb:r:1:t*/T\"")),
    Case(code: nil, text: Documents.resource("\"arn:aws:dynamodb:*:*:table/*\"")),
    Case(code: nil, text: Documents.resource("\"arn:aws:s3:::*/x\"")),
    Case(
      code: .variableIsPlainText,
      text: Documents.resource("\"arn:aws:s3:::${aws:username}\"", version: "2008-10-17")
    ),
    condition(.keyWithoutPrefix, "{\"StringEquals\": {\"a\": \"b\"}}"),
    condition(.keyWithoutTagName, "{\"StringEquals\": {\"aws:RequestTag/\": \"b\"}}"),
    condition(.emptyOperands, "{\"StringEquals\": {\"a:b\": []}}"),
    condition(.constantNull, "{\"ForAllValues:Null\": {\"a:b\": \"true\"}}"),
    condition(.constantNull, "{\"ForAnyValue:Null\": {\"a:b\": \"true\"}}"),
    condition(.missingKeyAllowed, "{\"ForAllValues:StringEquals\": {\"aws:TagKeys\": \"a\"}}"),
    condition(
      nil,
      """
      {"ForAllValues:StringEquals": {"aws:TagKeys": "a"}, "Null": {"aws:tagkeys": "false"}}
      """
    ),
    condition(
      .missingKeyAllowedBySuffix,
      "{\"ForAnyValue:StringEqualsIfExists\": {\"a:b\": \"a\"}}"
    ),
    condition(nil, "{\"ForAnyValue:StringEquals\": {\"a:b\": \"a\"}}"),
    condition(.dateNeverMatches, "{\"DateEquals\": {\"a:b\": \"2030-02-31\"}}"),
    condition(.operandCountsAsFalse, "{\"Bool\": {\"aws:SecureTransport\": \"yes\"}}"),
    condition(.operandCountsAsFalse, "{\"BoolIfExists\": {\"a:b\": [\"true\", 1]}}"),
    condition(.operandCountsAsFalse, "{\"Null\": {\"a:b\": \"${a:c}\"}}"),
    condition(nil, "{\"Bool\": {\"a:b\": [true, \"FALSE\", \"${a:c}\"]}}"),
    condition(nil, "{\"Null\": {\"a:b\": \"True\"}}"),
    condition(
      .variableIsPlainText,
      "{\"Bool\": {\"a:b\": \"${a:c}\"}}",
      version: "2008-10-17"
    ),
    condition(
      .operandNeverMatches,
      "{\"ArnNotLike\": {\"aws:principalarn\": \"arn:aws:sts::*:assumed-role/R/*\"}}"
    ),
    condition(
      .operandNeverMatches,
      """
      {"StringEquals": {
        "aws:PrincipalArn": "arn:aws:sts::${aws:PrincipalAccount}:assumed-role/R/s"
      }}
      """
    ),
    condition(.operandNeverMatches, "{\"StringEquals\": {\"aws:userid\": \"AROAEXAMPLE\"}}"),
    condition(
      nil,
      """
      {"ArnLike": {
        "aws:PrincipalArn": ["arn:aws:iam::*:role/R", "arn:aws:sts::*:federated-user/N"],
        "aws:SourceArn": "arn:aws:sts::*:assumed-role/R/*"
      }, "Null": {"aws:PrincipalArn": "false"}}
      """
    ),
    condition(
      nil,
      """
      {"StringLike": {"aws:userid": ["AROAEXAMPLE:*", "AROA*", "AIDAEXAMPLE", "111122223333"]}}
      """
    ),
    condition(.malformedVariable, "{\"StringEquals\": {\"a:b\": \"${}\"}}"),
    condition(
      .variableIsPlainText,
      "{\"StringEquals\": {\"a:b\": \"${a:c}\"}}",
      version: "2008-10-17"
    ),
    condition(nil, "{\"StringEquals\": {\"a:b\": \"${a:c} costs $5\"}}"),
    Case(
      code: .notPrincipal,
      text: Documents.statement(
        #""Effect": "Deny", "NotPrincipal": {"AWS": "111122223333"}, "Action": "s3:*""#
      ),
      kind: .resource
    ),
    Case(
      code: .actionNeverMatches,
      text: Documents.statement(
        """
        "Effect": "Deny", "Principal": "*", "Resource": "*", \
        "Action": ["kms:RetireGrant", "kms:*"]
        """
      ),
      kind: .rcp
    ),
    Case(
      code: .principalNeverMatches,
      text: Documents.statement(
        """
        "Effect": "Deny", "Action": "s3:*", "Resource": "*", \
        "Principal": {"CanonicalUser": "\(String(repeating: "0f", count: 32))"}
        """
      ),
      kind: .resource
    ),
    Case(
      code: .resourceNeverMatches,
      text: Documents.statement(
        #""Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:sqs""#
      ),
      kind: .resource
    ),
    Case(code: .unknownAction, text: Documents.action("\"orders:PutOrder\"")),
    Case(code: nil, text: Documents.action("[\"ORDERS:get*\", \"other:PutOrder\"]")),
    condition(.unknownConditionKey, "{\"StringEquals\": {\"orders:Totl\": \"1\"}}"),
    condition(.unknownConditionKey, "{\"StringEquals\": {\"aws:SourceIpp\": \"1\"}}"),
    condition(nil, "{\"StringEquals\": {\"Orders:label/x\": \"1\", \"orders:Total\": \"1\"}}"),
    condition(.operatorTypeMismatch, "{\"Bool\": {\"orders:Total\": \"true\"}}"),
    condition(.scalarOperatorOnList, "{\"StringEquals\": {\"orders:Channels\": \"web\"}}"),
    condition(.scalarOperatorOnList, "{\"StringNotEquals\": {\"aws:TagKeys\": \"a\"}}"),
    condition(nil, "{\"ForAnyValue:StringEquals\": {\"orders:Channels\": \"web\"}}"),
    Case(code: .everyoneTrusted, text: Documents.trust("\"*\""), kind: .trust),
    Case(
      code: .providerMismatch,
      text: Documents.trust("{\"Federated\": \"arn:aws:iam::111122223333:saml-provider/P\"}"),
      kind: .trust
    ),
    Case(
      code: nil,
      text: Documents.trust(
        "{\"Federated\": \"idp.example.com\"}",
        action: "\"sts:AssumeRoleWithWebIdentity\""
      ),
      kind: .trust
    ),
  ]

  private static let catalogue = ServiceCatalogue([
    Service(
      prefix: "orders",
      isResourceControlled: false,
      omitsResource: false,
      resourceTypes: [],
      actions: [
        Service.Action(
          name: "GetOrder",
          resourceTypes: [],
          defaultResource: nil,
          handlesPolicy: false,
          isExemptFromResourceGrant: false
        )
      ],
      keys: [
        Service.Key(name: "orders:Total", type: .numeric, isList: false),
        Service.Key(name: "orders:Channels", type: .string, isList: true),
        Service.Key(name: "orders:Label/", type: .string, isList: false),
      ]
    )
  ])

  @Test("name what is legal and seldom meant, and nothing else", arguments: cases)
  func finds(example: Case) throws {
    let document = try PolicyParser.parse(
      Array(example.text.utf8),
      rules: .accepted(example.kind),
      limits: .standard
    )
    let findings = PolicyValidator.findings(
      in: document,
      kind: example.kind,
      catalogue: Self.catalogue
    )
    #expect(findings.map(\.code) == (example.code.map { [$0] } ?? []))
    #expect(findings.allSatisfy { $0.statementIndex == 0 && $0.position.byteOffset > 0 })
  }

  @Test(
    "a session's ARN is answered with the ARN of its role (5.1)",
    arguments: [
      ("arn:aws:sts::111122223333:assumed-role/R/s", "arn:aws:iam::111122223333:role/R"),
      ("arn:aws:sts::*:assumed-role/R*", "arn:aws:iam::*:role/R*"),
      (
        "arn:aws:sts::${aws:PrincipalAccount}:assumed-role/*/s",
        "arn:aws:iam::${aws:PrincipalAccount}:role/*"
      ),
    ]
  )
  func namesTheRole(session: String, role: String) throws {
    let text = Documents.condition("{\"ArnLike\": {\"aws:PrincipalArn\": \"\(session)\"}}")
    let findings = PolicyValidator.findings(in: try Documents.parse(text), kind: .inline)
    #expect(findings.count == 1)
    #expect(findings.allSatisfy { $0.message.contains("write `\(role)`") })
  }

  @Test("every finding has an example")
  func isComplete() {
    #expect(Set(Self.cases.compactMap(\.code)) == Set(PolicyFinding.Code.allCases))
  }
}
