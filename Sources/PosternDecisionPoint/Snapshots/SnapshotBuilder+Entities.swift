import PosternEngine
import PosternModel
import PosternPolicy

extension SnapshotBuilder {
  /// Compiles the policies of groups and returns the number of each group's set.
  mutating func addGroups(
    _ groups: [Group],
    names: EntityNames
  ) throws(LoadError) -> [EntityNames.Key: Int] {
    var numbers: [EntityNames.Key: Int] = [:]
    for group in groups {
      numbers[EntityNames.Key(group.account, group.name)] = sets.number(
        of: try documents(
          inline: group.inlinePolicies,
          attached: group.attachedPolicies,
          owner: names.arn(of: group)
        )
      )
    }
    return numbers
  }

  /// Adds a user with its own set and those of its groups.
  mutating func add(
    _ user: User,
    groups: [EntityNames.Key: Int],
    arn: String
  ) throws(LoadError) {
    let own = sets.number(
      of: try documents(
        inline: user.inlinePolicies,
        attached: user.attachedPolicies,
        owner: arn
      )
    )
    let shared = user.groups.compactMap { groups[EntityNames.Key(user.account, $0)] }
    compiled.principals.append(
      PrincipalEntry(
        form: .user,
        lookup: .name(arn),
        arn: arn,
        name: user.name,
        uniqueID: user.uniqueID,
        issuer: "",
        sets: ([own].compactMap(\.self) + shared).unique(),
        boundary: boundary(user.permissionsBoundary),
        session: .absent,
        scp: scp[user.account],
        tags: user.tags
      )
    )
  }

  /// Adds a role as a principal, asked for by its sessions, and as a resource whose policy is its
  /// trust policy.
  mutating func add(_ role: Role, arn: String) throws(LoadError) {
    compiled.principals.append(
      PrincipalEntry(
        form: .roleSession,
        lookup: .sessions,
        arn: arn,
        name: role.name,
        uniqueID: role.uniqueID,
        issuer: "",
        sets: try ownSets(of: role, arn: arn),
        boundary: boundary(role.permissionsBoundary),
        session: .absent,
        scp: scp[role.account],
        tags: role.tags
      )
    )
    let trust = try documents.number(
      of: role.trustPolicy,
      named: "\(arn)#trust",
      rules: .customer(.trust),
      attachedTo: arn,
      parsed: nil
    )
    compiled.resources.append(
      ResourceEntry(
        arn: arn,
        policy: sets.layer(of: [trust]),
        needsGrant: false,
        owner: role.account.text
      )
    )
  }

  /// Adds the policies of resources; those of the same account's resources above one speak of it
  /// too.
  ///
  /// - Complexity: O(n) in the bytes of the names, for each of their separators.
  mutating func add(_ policies: [ResourcePolicy]) throws(LoadError) {
    var numbers: [ResourceName: Int] = [:]
    for policy in policies {
      numbers[ResourceName(policy)] = try documents.number(
        of: policy.document,
        named: "\(policy.resource)#policy",
        rules: .customer(.resource),
        attachedTo: policy.resource,
        parsed: nil
      )
    }
    for policy in policies {
      let name = ResourceName(policy)
      compiled.resources.append(
        ResourceEntry(
          arn: policy.resource,
          policy: sets.layer(of: ([name] + name.above).compactMap { numbers[$0] }),
          needsGrant: false,
          owner: policy.account.text
        )
      )
    }
  }

  /// The set of the policies that a role has, alone in a list; none without policies.
  mutating func ownSets(of role: Role, arn: String) throws(LoadError) -> [Int] {
    let own = sets.number(
      of: try documents(
        inline: role.inlinePolicies,
        attached: role.attachedPolicies,
        owner: arn
      )
    )
    return own.map { [$0] } ?? []
  }

  /// The documents of an entity: its own, then those that are attached to it.
  private mutating func documents(
    inline: [InlinePolicy],
    attached: [String],
    owner: String
  ) throws(LoadError) -> [Int] {
    var all: [Int] = []
    for policy in inline {
      all.append(
        try documents.number(
          of: policy.document,
          named: "\(owner)#\(policy.name)",
          rules: .accepted(.inline)
        )
      )
    }
    return all + attached.compactMap { managed[$0] }
  }

  /// A boundary that names no policy here allows nothing: failing closed.
  mutating func boundary(_ arn: String?) -> LayerContent {
    guard let arn else { return .absent }
    return sets.layer(of: [managed[arn]].compactMap(\.self))
  }
}

extension [Int] {
  /// The numbers without repetition, in their order.
  fileprivate func unique() -> [Int] {
    // Few are so many that a search takes long.
    guard count <= 16 else {
      var seen: Set<Int> = []
      return filter { seen.insert($0).inserted }
    }
    var unique: [Int] = []
    for number in self where !unique.contains(number) { unique.append(number) }
    return unique
  }
}
