import PosternDecisionPoint
import PosternModel

extension Workload {
  /// The account as the store would hand it over.
  ///
  /// - Parameter hasUsers: false leaves the users out, which shows what they weigh.
  /// - Returns: the account.
  /// - Throws: when the vocabulary has no account.
  func contents(hasUsers: Bool) throws -> AccountContents {
    guard let account = AccountID(Vocabulary.account) else { throw BenchError.badAccount }
    var contents = AccountContents()
    contents.accounts = [Account(id: account, partition: "aws", alias: nil)]
    contents.policies = policies.enumerated().map { number, policy in
      ManagedPolicy(
        arn: policy.arn,
        account: account,
        name: policy.name,
        path: "/",
        uniqueID: uniqueID("ANPA", number),
        summary: "",
        createdSeconds: 0,
        versions: [
          ManagedPolicy.Version(
            number: 1,
            document: PolicyText(text: policy.document, origin: nil),
            createdSeconds: 0
          )
        ],
        defaultVersionNumber: 1
      )
    }
    contents.groups = groups.enumerated().map { number, attached in
      Group(
        account: account,
        name: groupName(number),
        path: "/",
        uniqueID: uniqueID("AGPA", number),
        createdSeconds: 0,
        inlinePolicies: [],
        attachedPolicies: attached.map { policies[$0].arn }
      )
    }
    if hasUsers {
      contents.users = users.enumerated().map { number, user in
        User(
          account: account,
          name: user.name,
          path: "/",
          uniqueID: uniqueID("AIDA", number),
          createdSeconds: 0,
          groups: user.groups.map(groupName),
          inlinePolicies: [],
          attachedPolicies: [],
          permissionsBoundary: user.boundary.map { policies[$0].arn },
          tags: [Tag(key: "team", value: "team-\(user.team)")]
        )
      }
    }
    addLayers(to: &contents, account)
    return contents
  }

  /// The sessions with their policies.
  func sessions() throws -> [AssumedSession] {
    let cache = PolicyCache(limits: .standard)
    return try layers.sessions.map { session in
      let role = layers.roles[session.role]
      let policy = try cache.policy(
        layers.sessionPolicies[session.policy].document,
        kind: .session,
        reading: .strict,
        owner: role.arn
      )
      return AssumedSession(role: role.arn, name: session.name, policies: [policy], tags: [])
    }
  }

  private func addLayers(to contents: inout AccountContents, _ account: AccountID) {
    contents.roles = layers.roles.enumerated().map { number, role in
      Role(
        account: account,
        name: role.name,
        path: "/",
        uniqueID: uniqueID("AROA", number),
        createdSeconds: 0,
        trustPolicy: PolicyText(text: Workload.trustPolicy, origin: nil),
        sessionSecondsMax: 3_600,
        inlinePolicies: [],
        attachedPolicies: role.policies.map { self.policies[$0].arn },
        permissionsBoundary: nil,
        tags: [Tag(key: "team", value: "team-\(role.team)")]
      )
    }
    contents.resourcePolicies = layers.resourcePolicies.map { policy in
      ResourcePolicy(
        resource: policy.arn,
        account: account,
        document: PolicyText(text: policy.document, origin: nil)
      )
    }
    guard layers.serviceControls.count == 2, let management = AccountID("999988887777") else {
      return
    }
    func controls(_ level: Int) -> [OrganizationPolicy] {
      layers.serviceControls[level].enumerated().map { number, text in
        OrganizationPolicy(
          name: "p-\(level)-\(number)",
          document: PolicyText(text: text, origin: nil)
        )
      }
    }
    contents.organizations = [
      Organization(
        id: "o-bench00001",
        managementAccount: management,
        enforcesServiceControlPolicies: true,
        levels: [
          OrganizationLevel(
            kind: .root,
            id: "r-b001",
            parent: nil,
            serviceControlPolicies: controls(0),
            resourceControlPolicies: []
          ),
          OrganizationLevel(
            kind: .account,
            id: account.text,
            parent: 0,
            serviceControlPolicies: controls(1),
            resourceControlPolicies: []
          ),
        ]
      )
    ]
  }

  private static let trustPolicy = """
    {"Version":"2012-10-17","Statement":{"Effect":"Allow",\
    "Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}
    """

  /// An id in the form of the platform's own: four letters for the type, seventeen for the entity.
  private func uniqueID(_ prefix: String, _ number: Int) -> String {
    let digits = String(number)
    return prefix + String(repeating: "0", count: 17 - digits.count) + digits
  }
}
