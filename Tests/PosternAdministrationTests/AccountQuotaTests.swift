import PosternAdministration
import PosternModel
import Testing

@Suite("Quotas of accounts (table 7.3)")
struct AccountQuotaTests {
  /// One kind of entities, of which an account may have two.
  struct Case: CustomTestStringConvertible, Sendable {
    let kind: String
    let members: String
    let words: String
    let option: String
    let lower: @Sendable (inout AccountQuotas) -> Void
    var testDescription: String { kind }
  }

  private static let policy =
    "document: {Version: '2012-10-17', "
    + "Statement: {Effect: Allow, Action: 's3:Get*', Resource: '*'}}"
  private static let trust =
    "trustPolicy: {Version: '2012-10-17', Statement: {Effect: Allow, Action: 'sts:AssumeRole', "
    + "Principal: {AWS: '111122223333'}}}"

  static let cases = [
    Case(kind: "User", members: "", words: "users", option: "usersPerAccountCountMax") {
      $0.usersPerAccountCountMax = 2
    },
    Case(kind: "Group", members: "", words: "groups", option: "groupsPerAccountCountMax") {
      $0.groupsPerAccountCountMax = 2
    },
    Case(kind: "Role", members: trust, words: "roles", option: "rolesPerAccountCountMax") {
      $0.rolesPerAccountCountMax = 2
    },
    Case(
      kind: "Policy",
      members: policy,
      words: "managed policies",
      option: "policiesPerAccountCountMax"
    ) {
      $0.policiesPerAccountCountMax = 2
    },
    Case(
      kind: "InstanceProfile",
      members: "",
      words: "instance profiles",
      option: "instanceProfilesPerAccountCountMax"
    ) {
      $0.instanceProfilesPerAccountCountMax = 2
    },
  ]

  /// An account with so many entities of a kind, each on two lines.
  private static func account(_ id: String, _ item: Case, count: Int) -> String {
    let members = item.members.isEmpty ? "" : ", \(item.members)"
    return "{kind: Account, id: \(id)}\n"
      + (1...count).map {
        "---\n{kind: \(item.kind), account: \(id), name: e\($0)\(members)}\n"
      }.joined()
  }

  @Test("an account has no more entities of a kind than its quota, and so many", arguments: cases)
  func holds(_ item: Case) throws {
    var quotas = AccountQuotas.standard
    item.lower(&quotas)
    let full = try TemporaryDirectory(["a.yaml": Self.account("111122223333", item, count: 2)])
    #expect(try full.problems(quotas: quotas) == [])
    let over = try TemporaryDirectory(["a.yaml": Self.account("111122223333", item, count: 4)])
    #expect(
      try over.problems(quotas: quotas) == [
        "a.yaml:7:1: the account `111122223333` may have at most 2 \(item.words), found 4; "
          + "raise `quotas.\(item.option)` if that is meant"
      ]
    )
    #expect(try over.problems() == [])
  }

  @Test("accounts are counted for themselves", arguments: cases.prefix(2))
  func countsApart(_ item: Case) throws {
    var quotas = AccountQuotas.standard
    item.lower(&quotas)
    let directory = try TemporaryDirectory([
      "a.yaml": Self.account("111122223333", item, count: 2),
      "b.yaml": Self.account("444455556666", item, count: 2),
    ])
    #expect(try directory.check(quotas: quotas).accounts.count == 2)
  }

  @Test("an organization has no more control policies than its quota, however often attached")
  func boundsOrganizations() throws {
    func problems(names: [String]) throws -> [String] {
      let levels = names.map { name in
        "{id: ou-\(name), serviceControlPolicies: [FullAWSAccess], resourceControlPolicies: "
          + "[{name: \(name.uppercased().prefix(1)), document: {Version: '2012-10-17', "
          + "Statement: {Effect: Deny, Principal: '*', Action: 's3:*', Resource: '*'}}}]}"
      }
      let directory = try TemporaryDirectory([
        "a.yaml": """
        {kind: Account, id: 111122223333}
        ---
        kind: Organization
        id: o-a
        managementAccount: 111122223333
        root: {id: r-a, units: [\(levels.joined(separator: ", "))]}
        """
      ])
      var quotas = AccountQuotas.standard
      quotas.resourceControlPoliciesPerOrganizationCountMax = 2
      return try directory.problems(quotas: quotas)
    }
    #expect(try problems(names: ["a1", "a2", "b1"]) == [])
    #expect(
      try problems(names: ["a1", "b1", "c1"]) == [
        "a.yaml:3:1: the organization `o-a` may have at most 2 resource control policies, found 3; "
          + "raise `quotas.resourceControlPoliciesPerOrganizationCountMax` if that is meant"
      ]
    )
  }

  @Test("an entity's own policies may be as long as its quota, above the usual one too (1.8)")
  func boundsInlinePolicies() throws {
    let resources = (1...900).map { "'arn:aws:s3:::b\($0)'" }.joined(separator: ", ")
    let directory = try TemporaryDirectory([
      "a.yaml": """
      {kind: Account, id: 111122223333}
      ---
      {kind: Group, name: g, inlinePolicies: [{name: P, document: {Version: '2012-10-17',
       Statement: {Effect: Allow, Action: 's3:Get*', Resource: [\(resources)]}}}]}
      """
    ])
    let problems = try directory.problems()
    #expect(problems.count == 1)
    let sentence =
      "a.yaml:3:1: the inline policies of the group `g` have 17979 characters without whitespace, "
      + "at most 5120 are allowed; move some into managed policies, or raise "
      + "`quotas.inlinePerGroupCharacterCountMax`"
    #expect(problems.first == sentence)
    var quotas = AccountQuotas.standard
    quotas.inlinePerGroupCharacterCountMax = 17_979
    #expect(try directory.problems(quotas: quotas) == [])
  }

  @Test("policies of the platform count in no account")
  func exemptsPlatform() throws {
    let policies = (1...3).map {
      #"{"PolicyName":"P\#($0)","Arn":"arn:aws:iam::aws:policy/P\#($0)","DefaultVersionId":"v1","#
        + #""PolicyVersionList":[{"VersionId":"v1","Document":{"Statement":{"Effect":"Allow","#
        + #""Action":"s3:Get*","Resource":"*"}}}]}"#
    }
    let directory = try TemporaryDirectory([
      "a.yaml": "{kind: Account, id: 111122223333}\n",
      "e.json": #"{"Policies":[\#(policies.joined(separator: ","))]}"#,
    ])
    var quotas = AccountQuotas.standard
    quotas.policiesPerAccountCountMax = 2
    #expect(try directory.check(quotas: quotas).policies.count == 3)
  }
}
