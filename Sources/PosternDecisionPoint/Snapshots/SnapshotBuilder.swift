import PosternCompiler
import PosternEngine
import PosternModel
import PosternPolicy

/// Compiles the contents of a store into a snapshot: documents once each, then one decision set for
/// each attachment set, then the principals that share them.
struct SnapshotBuilder {
  private let limits: Limits
  private var compiler = PolicyCompiler()
  private var descriptions: [StatementDescription] = []
  private var policyCount = 0
  /// The decision sets so far.
  var sets = SetPool()
  /// What the snapshot is made of.
  var compiled = SnapshotContents()
  /// The service control policies of each account that has any, level by level.
  var scp: [AccountID: [LayerContent]] = [:]
  /// The compiled statements of each managed policy, by ARN.
  private var managed: [String: [CompiledStatement]] = [:]

  /// Creates a builder.
  init(limits: Limits) {
    self.limits = limits
  }

  /// Makes the snapshot.
  ///
  /// - Throws: the first policy that is not understood, or the bound that is reached.
  /// - Complexity: O(n) in the text of all policies and the number of attachments.
  consuming func build(
    _ contents: AccountContents,
    revision: UInt64
  ) throws(LoadError) -> PolicySnapshot {
    let names = EntityNames(contents.accounts)
    for policy in contents.policies {
      guard let version = policy.defaultVersion else { continue }
      // Policies of the platform came from elsewhere and keep to fewer rules.
      managed[policy.arn] = try statements(
        of: version.document,
        named: policy.arn,
        rules: policy.account == nil ? .platformManaged : .customer(.managed)
      )
    }
    let groups = try addGroups(contents.groups, names: names)
    for organization in contents.organizations { try add(organization, names: names) }
    compiled.principals = contents.accounts.map { names.root(of: $0, scp: scp[$0.id]) }
    for user in contents.users {
      try add(user, groups: groups, arn: names.arn(of: user))
    }
    for role in contents.roles {
      try add(role, arn: names.arn(of: role))
    }
    for policy in contents.resourcePolicies { try add(policy) }
    return try finish(revision: revision)
  }

  private consuming func finish(revision: UInt64) throws(LoadError) -> PolicySnapshot {
    compiled.sets = sets.build(actions: compiler.actions)
    let snapshot = Snapshot(compiled, actions: compiler.actions, keys: compiler.keys)
    guard snapshot.byteCount <= limits.snapshotByteCountMax else {
      throw .limit(CompilerError(.snapshotTooLarge, limit: limits.snapshotByteCountMax).message)
    }
    let counts = SnapshotCounts(
      principals: compiled.principals.count,
      policies: policyCount,
      statements: descriptions.count,
      sets: compiled.sets.count,
      bytes: snapshot.byteCount
    )
    return PolicySnapshot(
      compiled: snapshot,
      revision: revision,
      counts: counts,
      statements: descriptions
    )
  }

  /// Compiles the policies of groups and returns the number of each group's set.
  private mutating func addGroups(
    _ groups: [Group],
    names: EntityNames
  ) throws(LoadError) -> [EntityNames.Key: Int] {
    var numbers: [EntityNames.Key: Int] = [:]
    for group in groups {
      numbers[EntityNames.Key(group.account, group.name)] = sets.number(
        of: try statements(
          inline: group.inlinePolicies,
          attached: group.attachedPolicies,
          owner: names.arn(of: group)
        )
      )
    }
    return numbers
  }

  private mutating func add(
    _ user: User,
    groups: [EntityNames.Key: Int],
    arn: String
  ) throws(LoadError) {
    let own = sets.number(
      of: try statements(
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
  private mutating func add(_ role: Role, arn: String) throws(LoadError) {
    let own = sets.number(
      of: try statements(
        inline: role.inlinePolicies,
        attached: role.attachedPolicies,
        owner: arn
      )
    )
    compiled.principals.append(
      PrincipalEntry(
        form: .roleSession,
        lookup: .sessions,
        arn: arn,
        name: role.name,
        uniqueID: role.uniqueID,
        issuer: "",
        sets: [own].compactMap(\.self),
        boundary: boundary(role.permissionsBoundary),
        session: .absent,
        scp: scp[role.account],
        tags: role.tags
      )
    )
    let trust = try statements(
      of: role.trustPolicy,
      named: "\(arn)#trust",
      rules: .customer(.trust)
    )
    compiled.resources.append(
      ResourceEntry(
        arn: arn,
        policy: sets.layer(of: trust),
        needsGrant: false,
        owner: role.account.text
      )
    )
  }

  private mutating func add(_ policy: ResourcePolicy) throws(LoadError) {
    let statements = try statements(
      of: policy.document,
      named: "\(policy.resource)#policy",
      rules: .customer(.resource)
    )
    compiled.resources.append(
      ResourceEntry(
        arn: policy.resource,
        policy: sets.layer(of: statements),
        needsGrant: false,
        owner: policy.account.text
      )
    )
  }

  private mutating func statements(
    inline: [InlinePolicy],
    attached: [String],
    owner: String
  ) throws(LoadError) -> [CompiledStatement] {
    var all: [CompiledStatement] = []
    for policy in inline {
      all += try statements(
        of: policy.document,
        named: "\(owner)#\(policy.name)",
        rules: .customer(.inline)
      )
    }
    for arn in attached { all += managed[arn] ?? [] }
    return all
  }

  /// Parses and compiles a document; what its statements are called is kept for explanations.
  mutating func statements(
    of text: PolicyText,
    named name: String,
    rules: PolicyRules
  ) throws(LoadError) -> [CompiledStatement] {
    let document: PolicyDocument
    do {
      document = try PolicyParser.parse(Array(text.text.utf8), rules: rules, limits: limits)
    } catch {
      throw .policy(name: name, error, origin: text.origin)
    }
    let firstID = UInt32(descriptions.count)
    descriptions += document.statements.map {
      StatementDescription(policy: name, $0)
    }
    policyCount += 1
    do {
      return try compiler.compile(document, kind: rules.kind, firstID: firstID, limits: limits)
    } catch {
      throw .limit(error.message)
    }
  }

  /// A boundary that names no policy here allows nothing: failing closed.
  private mutating func boundary(_ arn: String?) -> LayerContent {
    guard let arn else { return .absent }
    return sets.layer(of: managed[arn] ?? [])
  }
}

extension [Int] {
  /// The numbers without repetition, in their order.
  fileprivate func unique() -> [Int] {
    var seen: Set<Int> = []
    return filter { seen.insert($0).inserted }
  }
}
