import Foundation
import PosternAdministration
import PosternDecisionPoint
import PosternManifest
import PosternModel
import Testing

/// Exports hold what their service has accepted, and it replaces variables in every part of a
/// resource; a manifest may have them in the sixth part only (V-04).
@Suite("Variables before the sixth part of a resource")
struct HeadVariableTests {
  private static let user = "arn:aws:iam::111122223333:user/u"

  /// What the export's user may do by a policy of its own, and by one of the platform.
  private static func export(_ statements: String, isPlatform: Bool) -> String {
    let document = #"{"Version": "2012-10-17", "Statement": [\#(statements)]}"#
    let inline = isPlatform ? "[]" : #"[{"PolicyName": "P", "PolicyDocument": \#(document)}]"#
    let policy = #"""
      {"Arn": "arn:aws:iam::aws:policy/P", "DefaultVersionId": "v1",
       "PolicyVersionList": [{"VersionId": "v1", "Document": \#(document)}]}
      """#
    let attached = isPlatform ? #"[{"PolicyArn": "arn:aws:iam::aws:policy/P"}]"# : "[]"
    return #"""
      {"UserDetailList": [{"UserName": "u", "Arn": "\#(user)", "UserPolicyList": \#(inline),
         "AttachedManagedPolicies": \#(attached)}],
       "Policies": \#(isPlatform ? "[\(policy)]" : "[]")}
      """#
  }

  private static func premises(_ statements: String, isPlatform: Bool) throws -> Premises {
    // An export in JSON is one in YAML too.
    try Premises(export(statements, isPlatform: isPlatform))
  }

  private static let everything = #"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#
  private static let resources = [
    "arn:aws:orders:eu-west-1:111122223333:order/1",
    "arn:aws-cn:orders:EU-WEST-1:111122223333:order/1",
    "arn:aws:orders:eu-west-1:444455556666:order/1",
    "arn:aws:orders:eu-west-1:111122223333:alias/1",
    "arn:aws:orders:us-east-1:111122223333:order/1",
    "arn:aws:sqs:eu-west-1:111122223333:order/1", "arn:aws:orders:eu-west-1::order/1", "*",
  ]

  @Test(
    "decide as the texts that they stand for, in every element",
    arguments: [
      ("arn:*:orders:*:${aws:PrincipalAccount}:order/*", "arn:*:orders:*:111122223333:order/*"),
      ("arn:aws:orders:${k:region}:111122223333:*", "arn:aws:orders:eu-west-1:111122223333:*"),
      ("arn:aws:Orders:${k:region}*:1*:*", "arn:aws:Orders:eu-west-1*:1*:*"),
      ("arn:aws:${k:service}:*:*:order/${k:one}", "arn:aws:orders:*:*:order/1"),
      ("arn:aws:orders:${k:none, 'eu-west-1'}:*:*", "arn:aws:orders:eu-west-1:*:*"),
      ("arn:aws:orders:${k:star}:*:*", "arn:aws:orders:nowhere:*:*"),
    ]
  )
  func decides(variable: String, literal: String) throws {
    let context = [
      "k:region": ["EU-West-1"], "k:service": ["orders"], "k:one": ["1"], "k:star": ["*"],
    ]
    for isPlatform in [false, true] {
      for element in ["Resource", "NotResource"] {
        for effect in ["Allow", "Deny"] {
          let answers = try [variable, literal].map { resource in
            let premises = try Self.premises(
              #"{"Effect": "\#(effect)", "Action": "*", "\#(element)": "\#(resource)"}"#
                + (effect == "Deny" ? ", \(Self.everything)" : ""),
              isPlatform: isPlatform
            )
            return try Self.resources.map {
              try premises.ask(Self.user, "a:Get", $0, context: context).outcome
            }
          }
          #expect(answers[0] == answers[1], "\(isPlatform) \(element) \(effect)")
        }
      }
    }
  }

  @Test("match nothing without a value, and with a colon in it only where that denies (V-08)")
  func isUnknown() throws {
    let resource = "arn:aws:orders:eu-west-1:111122223333:order/1"
    func outcome(_ statement: String, _ value: String?) throws -> Decision.Outcome {
      let premises = try Self.premises(statement, isPlatform: false)
      let context = value.map { ["k:region": [$0]] } ?? [:]
      return try premises.ask(Self.user, "b:Get", resource, context: context).outcome
    }
    for element in ["Resource", "NotResource"] {
      func statement(_ effect: String) -> String {
        #"""
        {"Effect": "\#(effect)", "Action": "*", "\#(element)": "arn:aws:orders:${k:region}:1*:*"}
        """#
      }
      let deny = statement("Deny") + ", " + Self.everything
      #expect(try outcome(statement("Allow"), "eu-west-1:1") == .implicitDeny)
      #expect(try outcome(deny, "eu-west-1:1") == .explicitDeny)
      #expect(try outcome(statement("Allow"), nil) == .implicitDeny)
      // An entry without a value denies nothing, and a list of exceptions none (V-13, M-16).
      #expect(try outcome(deny, nil) == (element == "Resource" ? .allow : .explicitDeny))
    }
  }

  @Test("are found in an export and refused in a manifest")
  func isFound() throws {
    let resource = "arn:aws:orders:*:${aws:PrincipalAccount}:order/*"
    let statement = #"{"Effect": "Allow", "Action": "orders:*", "Resource": "\#(resource)"}"#
    let rules = ImportRules(limits: .standard, quotas: .standard)
    let directory = try Premises.directory(holding: Self.export(statement, isPlatform: false))
    let found = try AccountImport(rules: rules).findings(inDirectory: directory.path)
    #expect(
      found.sorted.map(\.message) == [
        "warning: a policy variable stands before the fifth colon of `\(resource)`"
      ]
    )
    let manifest = """
      {kind: Account, id: "111122223333"}
      ---
      {kind: User, name: u, inlinePolicies: [{name: P, document: {Statement: \(statement),
        Version: "2012-10-17"}}]}
      """
    #expect(try Premises.problems(manifest).count == 1)
  }
}
