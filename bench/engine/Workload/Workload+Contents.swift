import PosternModel

extension Workload {
  /// The account as the store would hand it over.
  ///
  /// - Parameter hasUsers: false leaves the users out, which shows what they weigh.
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
          permissionsBoundary: nil,
          tags: [Tag(key: "team", value: "team-\(user.team)")]
        )
      }
    }
    return contents
  }

  /// An id in the form of the platform's own: four letters for the type, seventeen for the entity.
  private func uniqueID(_ prefix: String, _ number: Int) -> String {
    let digits = String(number)
    return prefix + String(repeating: "0", count: 17 - digits.count) + digits
  }
}
