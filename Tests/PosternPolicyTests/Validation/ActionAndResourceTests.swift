import PosternModel
import PosternPolicy
import Testing

@Suite("Actions and resources")
struct ActionAndResourceTests {
  @Test(
    "rejects malformed actions (G-30…G-32)",
    arguments: [
      (
        "\"GetObject\"",
        "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
      ),
      ("\"\"", "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."),
      ("\"**\"", "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."),
      ("\"s3:Get:Object\"", "Actions/Condition can contain only one colon."),
      ("\"s3:GetObject, s3:PutObject\"", "Actions/Condition can contain only one colon."),
      ("\"*:Get*\"", "Vendor * is not valid"), ("\"s?:*\"", "Vendor s? is not valid"),
      ("\":Get*\"", "Vendor  is not valid"), ("\"s 3:Get*\"", "Vendor s 3 is not valid"),
    ]
  )
  func rejectsAction(action: String, message: String) {
    Refusal(Documents.action("[\"s3:*\", §\(action)]"), message).check()
    let negated = "\"Effect\": \"Deny\", \"NotAction\": §\(action), \"Resource\": \"*\""
    Refusal(Documents.statement(negated), message).check()
  }

  @Test(
    "tolerates actions that match nothing (G-33)",
    arguments: [
      "s3:", "iam: asdf af", "nosuch:Thing", "s3:GetObject, PutObject", "my-own.service:Go",
      "s3:${aws:username}",
    ]
  )
  func toleratesAction(action: String) throws {
    // A variable has a colon of its own and actions know no variables.
    guard !action.contains("$") else {
      Refusal(
        Documents.action("§\"\(action)\""),
        "Actions/Condition can contain only one colon."
      ).check()
      return
    }
    let document = try Documents.parse(Documents.action("\"\(action)\""))
    #expect(document.statements[0].action.entries.map(\.text) == [action])
  }

  @Test(
    "rejects malformed resources (G-34…G-38, V-04)",
    arguments: [
      ("bucket/x", #"Resource bucket/x must be in ARN format or "*"."#),
      ("", #"Resource  must be in ARN format or "*"."#),
      ("**", #"Resource ** must be in ARN format or "*"."#),
      ("ARN:aws:s3:::b", #"Resource ARN:aws:s3:::b must be in ARN format or "*"."#),
      ("arn:b:s3:::x", #"Partition "b" is not valid for resource "arn:b:s3:::x"."#),
      ("arn:b:s3", #"Partition "b" is not valid for resource "arn:b:s3:*:*:*"."#),
      ("arn:b", #"Partition "b" is not valid for resource "arn:b:*:*:*:*"."#),
      ("arn:", #"Partition "" is not valid for resource "arn::*:*:*:*"."#),
      ("arn:aws", "Resource vendor must be fully qualified and cannot contain regexes."),
      ("arn:*", "Resource vendor must be fully qualified and cannot contain regexes."),
      (
        "arn:aws:iam:eu:1:user/x",
        "IAM resource arn:aws:iam:eu:1:user/x cannot contain region information."
      ),
      (
        "arn:aws:s3:eu::b", "Resource arn:aws:s3:eu::b can not contain region information."
      ),
      ("arn:aws::::b", Documents.legacy), ("arn:aws:", Documents.legacy),
      ("arn:aws:s3::b", Documents.legacy), ("arn:b::x", Documents.legacy),
      (
        "arn:aws:sqs:${aws:RequestedRegion}:1:q",
        #"Resource arn:aws:sqs:${aws:RequestedRegion}:1:q must be in ARN format or "*"."#
      ),
    ]
  )
  func rejectsResource(resource: String, message: String) {
    Refusal(Documents.resource("[\"*\", §\"\(resource)\"]"), message).check()
    let negated = "\"Effect\": \"Deny\", \"Action\": \"*\", \"NotResource\": §\"\(resource)\""
    Refusal(Documents.statement(negated), message).check()
  }

  @Test("rejects paths of entities that do not exist (G-37)", arguments: ["u*", "root", "users/x"])
  func rejectsPath(path: String) throws {
    let error = try #require(
      #expect(throws: PolicyError.self) {
        try Documents.parse(Documents.resource("\"arn:aws:iam::1:\(path)\""))
      }
    )
    #expect(error.message.hasPrefix("IAM resource path must either be \"*\" or start with user/, "))
    #expect(error.message.hasSuffix("report/, access-report/."))
  }

  @Test(
    "tolerates what only the platform writes in policies of the platform (G-37, V-04)",
    arguments: [
      "arn:aws:iam::aws:role-template/a/b:1", "arn:aws:iam::111122223333:root",
      "arn:*:kms:*:${aws:PrincipalAccount}:key/*", "arn:aws:iam::${aws:PrincipalAccount}:role/*",
      "arn:aws:s3:::${aws:PrincipalAccount}",
    ]
  )
  func toleratesPlatform(resource: String) throws {
    let text = Array(Documents.resource("\"\(resource)\"").utf8)
    let document = try PolicyParser.parse(text, rules: .platformManaged, limits: .standard)
    #expect(document.allowsHeadVariables)
    guard !resource.hasPrefix("arn:aws:s3") else { return }
    #expect(throws: PolicyError.self) {
      try PolicyParser.parse(text, rules: .customer(.managed), limits: .standard)
    }
  }

  @Test(
    "rejects variables in a partition and in short ARNs wherever they come from (V-04)",
    arguments: ["arn:${aws:a}:s3:::b", "arn:aws:s3:${aws:RequestedRegion}", "arn:aws::${a:b}:1:x"]
  )
  func rejectsVariables(resource: String) throws {
    #expect(throws: PolicyError.self) {
      try PolicyParser.parse(
        Array(Documents.resource("\"\(resource)\"").utf8),
        rules: .platformManaged,
        limits: .standard
      )
    }
  }

  @Test(
    "tolerates every resource that may exist",
    arguments: [
      "*", "arn:aws:s3:::b", "arn:aws:s3:::b/${aws:username}/*", "arn:*:s3:::b", "arn:aws:fdsasf",
      "arn:aws:*:*:*:x", "arn:aws:sqs:us-east-1:*", "arn:aws:iam::111122223333:role/a/b",
      "arn:aws:iam::*:*", "arn:aws-cn:s3:::b", "arn:aws:s3:eu-west-1:1:accesspoint/p",
      "arn:aws:dynamodb:*:1:table/T", "arn:aws:s3:::${*}", "arn:aws:s3:::b:c::d", "arn:aws:s3:::${",
    ]
  )
  func toleratesResource(resource: String) throws {
    let document = try Documents.parse(Documents.resource("\"\(resource)\""))
    #expect(document.statements[0].resource?.entries.map(\.text) == [resource])
  }

  @Test("reads variables as plain text in old documents (V-01)")
  func readsOldVariables() throws {
    let resource = "\"arn:aws:sqs:${x}:1:q\""
    _ = try Documents.parse(Documents.resource(resource, version: "2008-10-17"))
  }

  @Test(
    "short ARNs are refused where nothing fills them (M-18)",
    arguments: [
      (PolicyKind.inline, "arn:aws:sqs:us-east-1", true), (.scp, "arn:aws:sqs:us-east-1:*", true),
      (.scp, "arn:aws:sqs:us-east-1", false),
    ]
  )
  func checksShortARN(kind: PolicyKind, resource: String, isAccepted: Bool) throws {
    let text = Documents.resource("§\"\(resource)\"")
    let refusal = Refusal(text, Documents.legacy, kind: kind)
    guard isAccepted else { return refusal.check() }
    _ = try Documents.parse(refusal.text, kind: kind)
  }

  @Test("rejects empty lists (G-21)")
  func rejectsEmptyLists() {
    Refusal(
      Documents.statement("\"Effect\": \"Allow\", §\"Action\": [], \"Resource\": \"*\""),
      "Policy statement must contain actions."
    ).check()
    Refusal(
      Documents.statement("\"Effect\": \"Allow\", \"Action\": \"*\", §\"NotResource\": []"),
      "Policy statement must contain resources."
    ).check()
  }
}
