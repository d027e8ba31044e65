import PosternCompiler
import PosternEngine
import PosternModel
import PosternPolicy

/// Compiles the contents of a store into a snapshot: documents once each, then one decision set for each attachment
/// set, then the principals that share them.
struct SnapshotBuilder {
  private let limits: Limits
  private var compiler = PolicyCompiler()
  private var descriptions: [StatementDescription] = []
  private var policyCount = 0
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
    _ contents: AccountContents, revision: UInt64
  ) throws(LoadError) -> PolicySnapshot {
    for policy in contents.policies {
      guard let version = policy.defaultVersion else { continue }
      managed[policy.arn] = try compile(
        version.document, named: policy.arn, kind: .managed)
    }
    var sets = SetPool()
    let accounts = Dictionary(
      contents.accounts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var groups: [GroupName: Int] = [:]
    for group in contents.groups {
      let arn = arn("group", group.account, group.path, group.name, in: accounts)
      groups[GroupName(group.account, group.name)] = sets.number(
        of: try statements(
          inline: group.inlinePolicies, attached: group.attachedPolicies, owner: arn))
    }
    var principals: [PrincipalEntry] = contents.accounts.map(root)
    for user in contents.users {
      let arn = arn("user", user.account, user.path, user.name, in: accounts)
      let own = sets.number(
        of: try statements(
          inline: user.inlinePolicies, attached: user.attachedPolicies, owner: arn))
      let shared = user.groups.compactMap { groups[GroupName(user.account, $0)] }
      principals.append(
        PrincipalEntry(
          form: .user, arn: arn, name: user.name, uniqueID: user.uniqueID,
          sets: ([own].compactMap(\.self) + shared).unique(),
          boundary: boundary(user.permissionsBoundary, sets: &sets), tags: user.tags))
    }
    for role in contents.roles {
      let arn = arn("role", role.account, role.path, role.name, in: accounts)
      let own = sets.number(
        of: try statements(
          inline: role.inlinePolicies, attached: role.attachedPolicies, owner: arn))
      principals.append(
        PrincipalEntry(
          form: .role, arn: arn, name: role.name, uniqueID: role.uniqueID,
          sets: [own].compactMap(\.self),
          boundary: boundary(role.permissionsBoundary, sets: &sets), tags: role.tags))
    }
    return try finish(sets, principals, revision: revision)
  }

  private func finish(
    _ sets: SetPool, _ principals: [PrincipalEntry], revision: UInt64
  ) throws(LoadError) -> PolicySnapshot {
    let compiled = Snapshot(
      sets: sets.build(actions: compiler.actions), principals: principals,
      actions: compiler.actions, keys: compiler.keys)
    guard compiled.byteCount <= limits.snapshotByteCountMax else {
      throw .limit(CompilerError(.snapshotTooLarge, limit: limits.snapshotByteCountMax).message)
    }
    let counts = SnapshotCounts(
      principals: principals.count, policies: policyCount, statements: descriptions.count,
      sets: sets.count, bytes: compiled.byteCount)
    return PolicySnapshot(
      compiled: compiled, revision: revision, counts: counts, statements: descriptions)
  }

  private mutating func statements(
    inline: [InlinePolicy], attached: [String], owner: String
  ) throws(LoadError) -> [CompiledStatement] {
    var statements: [CompiledStatement] = []
    for policy in inline {
      statements += try compile(policy.document, named: "\(owner)#\(policy.name)", kind: .inline)
    }
    for arn in attached { statements += managed[arn] ?? [] }
    return statements
  }

  private mutating func compile(
    _ text: PolicyText, named name: String, kind: PolicyKind
  ) throws(LoadError) -> [CompiledStatement] {
    let document: PolicyDocument
    do {
      document = try PolicyParser.parse(Array(text.text.utf8), kind: kind, limits: limits)
    } catch {
      throw .policy(name: name, error, origin: text.origin)
    }
    let firstID = UInt32(descriptions.count)
    descriptions += document.statements.map {
      StatementDescription(policy: name, sid: $0.sid, index: $0.index, position: $0.start)
    }
    policyCount += 1
    do {
      return try compiler.compile(document, kind: kind, firstID: firstID, limits: limits)
    } catch {
      throw .limit(error.message)
    }
  }

  /// A boundary that names no policy here allows nothing: failing closed.
  private func boundary(_ arn: String?, sets: inout SetPool) -> PrincipalEntry.Boundary {
    guard let arn else { return .absent }
    guard let number = sets.number(of: managed[arn] ?? []) else { return .silent }
    return .set(number)
  }

  private func root(of account: Account) -> PrincipalEntry {
    PrincipalEntry(
      form: .root, arn: "arn:\(account.partition):iam::\(account.id):root", name: "root",
      uniqueID: account.id.text, sets: [], boundary: .absent, tags: [])
  }

  private func arn(
    _ type: String, _ id: AccountID, _ path: String, _ name: String,
    in accounts: [AccountID: Account]
  ) -> String {
    let account = accounts[id] ?? Account(id: id, partition: "aws", alias: nil)
    return account.arn(type: type, path: path, name: name)
  }

  /// A group's name in its account, which ignores case.
  private struct GroupName: Hashable {
    let account: AccountID
    let name: String

    init(_ account: AccountID, _ name: String) {
      self.account = account
      self.name = name.lowercased()
    }
  }
}

extension [Int] {
  /// The numbers without repetition, in their order.
  fileprivate func unique() -> [Int] {
    var seen: Set<Int> = []
    return filter { seen.insert($0).inserted }
  }
}
