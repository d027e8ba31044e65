import PosternModel
import PosternText
import Testing

/// Contents with a value in every field that the model has.
enum SampleContents {
  static func everything() throws -> AccountContents {
    var contents = AccountContents()
    contents.accounts = [
      try account(),
      Account(
        id: try #require(AccountID("444455556666")),
        partition: "aws-cn",
        alias: "second"
      ),
    ]
    contents.policies = try [
      policy(name: "Zeta", defaultVersionNumber: 2), policy(name: "Alpha", defaultVersionNumber: 1),
      ManagedPolicy(
        arn: "arn:aws:iam::aws:policy/job-function/Zeta",
        account: nil,
        name: "Zeta",
        path: "/job-function/",
        uniqueID: "ANPAPLATFORM",
        summary: "",
        createdSeconds: 1,
        versions: [.init(number: 7, document: text("{}"), createdSeconds: 3)],
        defaultVersionNumber: 7
      ),
    ]
    contents.groups = [
      try group(name: "Staff", uniqueID: "AGPA1"), try group(name: "Apes", uniqueID: "AGPA2"),
    ]
    contents.users = [
      try user(
        name: "Zoe",
        uniqueID: "AIDA1",
        groups: ["Staff", "Apes"],
        tags: [PosternModel.Tag(key: "b", value: ""), PosternModel.Tag(key: "a", value: "1")]
      ),
      try user(name: "alice", uniqueID: "AIDA2", groups: ["Apes", "Staff"]),
    ]
    contents.roles = [try role()]
    contents.resourcePolicies = [
      ResourcePolicy(
        resource: "arn:aws:s3:::bucket",
        account: try account().id,
        document: PolicyText(
          text: "{\"r\": 1}",
          origin: nil,
          principals: ["arn:aws:iam::111122223333:user/Zoe": "AIDA1"]
        )
      )
    ]
    contents.organizations = [try organization()]
    contents.instanceProfiles = try instanceProfiles()
    contents.services = [service]
    return contents
  }

  static func instanceProfiles() throws -> [InstanceProfile] {
    [
      InstanceProfile(
        account: try role().account,
        name: "Web",
        path: "/servers/",
        uniqueID: "AIPA1",
        createdSeconds: 5,
        role: try role().name,
        tags: [PosternModel.Tag(key: "b", value: "1")]
      ),
      InstanceProfile(
        account: try account().id,
        name: "Empty",
        path: "/",
        uniqueID: "AIPA2",
        createdSeconds: 6,
        role: nil,
        tags: []
      ),
    ]
  }

  static let service = Service(
    prefix: "orders",
    isResourceControlled: true,
    omitsResource: false,
    resourceTypes: [
      .init(name: "order", arn: "arn:aws:orders:*:*:order/*", needsResourceGrant: false),
      .init(name: "vault", arn: "arn:aws:orders:*:*:vault/*", needsResourceGrant: true),
    ],
    actions: [
      .init(
        name: "Get",
        resourceTypes: ["vault", "order"],
        defaultResource: nil,
        handlesPolicy: false,
        isExemptFromResourceGrant: true
      ),
      .init(
        name: "List",
        resourceTypes: [],
        defaultResource: "arn:aws:orders:::order/*",
        handlesPolicy: false,
        isExemptFromResourceGrant: false
      ),
    ],
    keys: [
      .init(name: "orders:Channels", type: .string, isList: true),
      .init(name: "orders:Total", type: .numeric, isList: false),
    ]
  )

  static func organization() throws -> Organization {
    Organization(
      id: "o-acme",
      managementAccount: try #require(AccountID("999988887777")),
      enforcesServiceControlPolicies: false,
      levels: [
        level(.root, "r-acme", in: nil, scp: [.fullAccess], rcp: []),
        level(.account, "111122223333", in: 0, scp: [.fullAccess], rcp: []),
        level(
          .unit,
          "ou-shop",
          in: 0,
          scp: [OrganizationPolicy(name: "Zeta", document: text("{\"s\": 1}")), .fullAccess],
          rcp: [OrganizationPolicy(name: "Zeta", document: text("{\"s\": 2}"))]
        ),
        level(.account, "444455556666", in: 2, scp: [.fullAccess], rcp: []),
      ]
    )
  }

  private static func level(
    _ kind: OrganizationLevel.Kind,
    _ id: String,
    in parent: Int?,
    scp: [OrganizationPolicy],
    rcp: [OrganizationPolicy]
  ) -> OrganizationLevel {
    OrganizationLevel(
      kind: kind,
      id: id,
      parent: parent,
      serviceControlPolicies: scp,
      resourceControlPolicies: rcp
    )
  }

  static func account(_ id: String = "111122223333") throws -> Account {
    Account(id: try #require(AccountID(id)), partition: "aws", alias: nil)
  }

  static func user(
    account: String = "111122223333",
    name: String,
    uniqueID: String,
    groups: [String],
    tags: [PosternModel.Tag] = []
  ) throws -> User {
    User(
      account: try #require(AccountID(account)),
      name: name,
      path: "/people/",
      uniqueID: uniqueID,
      createdSeconds: -5,
      groups: groups,
      inlinePolicies: [
        InlinePolicy(name: "two", document: text("{\"b\": 1}")),
        InlinePolicy(name: "One", document: PolicyText(text: "{}", origin: nil)),
      ],
      attachedPolicies: [],
      permissionsBoundary: nil,
      tags: tags
    )
  }

  static func group(name: String, uniqueID: String) throws -> Group {
    Group(
      account: try #require(AccountID("111122223333")),
      name: name,
      path: "/",
      uniqueID: uniqueID,
      createdSeconds: 1_700_000_000,
      inlinePolicies: [InlinePolicy(name: "g", document: text("{}"))],
      attachedPolicies: []
    )
  }

  static func policy(name: String, defaultVersionNumber: Int) throws -> ManagedPolicy {
    let owner = try account()
    return ManagedPolicy(
      arn: "arn:aws:iam::111122223333:policy/team/\(name)",
      account: owner.id,
      name: name,
      path: "/team/",
      uniqueID: "ANPA\(name)",
      summary: "what \(name) is for",
      createdSeconds: 17,
      versions: [
        .init(number: 1, document: text("{ \"v\": 1 }"), createdSeconds: 17),
        .init(number: 2, document: text("{ \"v\": 2 }"), createdSeconds: 18),
      ],
      defaultVersionNumber: defaultVersionNumber
    )
  }

  static func role() throws -> Role {
    let zeta = "arn:aws:iam::aws:policy/job-function/Zeta"
    return Role(
      account: try #require(AccountID("444455556666")),
      name: "Deployer",
      path: "/",
      uniqueID: "AROA1",
      createdSeconds: 9,
      trustPolicy: text("{\"trust\": true}"),
      sessionSecondsMax: 7_200,
      inlinePolicies: [InlinePolicy(name: "r", document: text("{}"))],
      attachedPolicies: [zeta, "arn:aws:iam::111122223333:policy/team/Alpha"],
      permissionsBoundary: zeta,
      tags: [PosternModel.Tag(key: "team", value: "platform")]
    )
  }

  static func text(_ text: String) -> PolicyText {
    PolicyText(
      text: text,
      origin: SourceOrigin(
        file: "a.yaml",
        position: TextPosition(line: 3, column: 5, byteOffset: 40),
        isVerbatim: false
      )
    )
  }
}
