import Foundation
import PosternAdministration
import PosternDecisionPoint
import PosternManifest
import PosternModel
import PosternStore
import Testing

@Suite("Unique ids of principals")
struct UniqueIDTests {
  private static func manifests(ann: String, worker: String) -> String {
    """
    {kind: Account, id: 111122223333}
    ---
    {kind: User, name: ann, uniqueId: \(ann)}
    ---
    kind: Role
    name: Worker
    path: /team/
    uniqueId: \(worker)
    trustPolicy:
      Version: "2012-10-17"
      Statement:
        - Sid: Ann
          Effect: Allow
          Principal: {AWS: "arn:aws:iam::111122223333:user/ann"}
          Action: sts:AssumeRole
    ---
    kind: ResourcePolicy
    resource: arn:aws:s3:::b
    account: 111122223333
    document:
      Version: "2012-10-17"
      Statement:
        - Sid: Entities
          Effect: Allow
          Principal:
            AWS: ["arn:aws:iam::111122223333:user/ann",
                  "arn:aws:iam::111122223333:role/team/Worker"]
          Action: "s3:*"
          Resource: "arn:aws:s3:::b/*"
        - Sid: ByName
          Effect: Allow
          Principal: "*"
          Action: "s3:ListBucket"
          Resource: "arn:aws:s3:::b"
          Condition:
            ArnEquals: {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/team/Worker"}
    """
  }

  private static let old = manifests(ann: "AIDAOLDOLDOLDOLD1", worker: "AROAOLDOLDOLDOLD1")
  private static let new = manifests(ann: "AIDANEWNEWNEWNEW1", worker: "AROANEWNEWNEWNEW1")

  private static let ann = "arn:aws:iam::111122223333:user/ann"
  private static let session = "arn:aws:sts::111122223333:assumed-role/worker/s"
  private static let worker = "arn:aws:iam::111122223333:role/team/Worker"

  /// The contents of a text after the checks of an import.
  private static func contents(_ manifests: String) throws -> AccountContents {
    let store = try EntityStore(at: .memory)
    let rules = ImportRules(limits: .standard, quotas: .standard)
    let directory = try Premises.directory(holding: manifests)
    _ = try AccountImport(rules: rules).importDirectory(directory.path, into: store)
    return try store.readContents().contents
  }

  @Test("an import binds the ARNs of users and roles to their unique ids (G-53)")
  func binds() throws {
    let contents = try Self.contents(Self.old)
    #expect(
      contents.resourcePolicies.map(\.document.principals) == [
        [Self.ann: "AIDAOLDOLDOLDOLD1", Self.worker: "AROAOLDOLDOLDOLD1"]
      ]
    )
    #expect(contents.roles.map(\.trustPolicy.principals) == [[Self.ann: "AIDAOLDOLDOLDOLD1"]])
    let premises = try Premises(Self.old)
    #expect(try premises.ask(Self.ann, "s3:GetObject", "arn:aws:s3:::b/k").outcome == .allow)
    #expect(try premises.ask(Self.session, "s3:GetObject", "arn:aws:s3:::b/k").outcome == .allow)
    #expect(try premises.ask(Self.ann, "sts:AssumeRole", Self.worker).outcome == .allow)
  }

  @Test("an entity of the same name that comes later is not meant, a condition means it (9#35)")
  func recreated() throws {
    let written = try Self.contents(Self.old)
    var contents = try Self.contents(Self.new)
    contents.resourcePolicies = written.resourcePolicies
    contents.roles = zip(contents.roles, written.roles).map { role, before in
      role.trusting(before.trustPolicy)
    }
    let store = try EntityStore(at: .memory)
    _ = try store.replaceContents(contents)
    let premises = try Premises(store.readContents().contents)
    let object = "arn:aws:s3:::b/k"
    #expect(try premises.ask(Self.ann, "s3:GetObject", object).outcome == .implicitDeny)
    #expect(try premises.ask(Self.session, "s3:GetObject", object).outcome == .implicitDeny)
    #expect(try premises.ask(Self.session, "s3:ListBucket", "arn:aws:s3:::b").outcome == .allow)
    #expect(try premises.ask(Self.ann, "sts:AssumeRole", Self.worker).layer == .trust)
  }

  @Test("a directory that is loaded again is written again: its ARNs mean who is there now")
  func reloaded() throws {
    let premises = try Premises(Self.new)
    #expect(try premises.ask(Self.ann, "s3:GetObject", "arn:aws:s3:::b/k").outcome == .allow)
  }

  @Test("a trust policy cannot name who does not exist, and keeps the id of who is gone")
  func missing() throws {
    let text = Self.old.replacing(
      "iam::111122223333:user/ann\"}",
      with: "iam::111122223333:user/al\"}"
    )
    #expect(
      try Premises.problems(text) == [
        "a.yaml:14:24: invalid principal in policy: there is no principal "
          + "`arn:aws:iam::111122223333:user/al`; did you mean "
          + "`arn:aws:iam::111122223333:user/ann`?"
      ]
    )
    let gone = Self.old.replacing(
      "{AWS: \"arn:aws:iam::111122223333:user/ann\"}",
      with: "{AWS: AIDAGONEGONEGONE1}"
    )
    #expect(try Premises.problems(gone).isEmpty)
    #expect(
      try Premises(gone).ask(Self.ann, "sts:AssumeRole", Self.worker).outcome == .implicitDeny
    )
  }

  @Test("the policy of a role is not the policy of what is below its name")
  func roleBelow() throws {
    let below = "arn:aws:iam::111122223333:role/team/Worker/x"
    #expect(try Premises(Self.old).ask(Self.ann, "sts:AssumeRole", below).layer == .trust)
  }
}
