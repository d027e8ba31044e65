import PosternEngine
import PosternModel
import PosternPolicy

/// Makes one snapshot after another, and compiles only what changed between them.
///
///     texts ─▶ DocumentPool ─▶ SetPool ─▶ decision sets ─┐
///     users, roles, sessions ──▶ principals ─────────────┼─▶ Snapshot
///     resources, organizations ──────────────────────────┘
///
/// Documents are known by name and content, sets by their documents; principals, resources and
/// organizations are laid out again as a whole when any of them changed. Whatever did not change is
/// shared with the snapshot before.
struct SnapshotBuilder {
  /// The contents of the parts of the snapshot before, to find out what changed.
  private struct Before {
    let snapshot: PolicySnapshot
    let principals: ContentHash
    let resources: ContentHash
    let organizations: ContentHash
    let vocabulary: Vocabulary
  }

  /// How many names had a number.
  private struct Vocabulary: Equatable {
    let actionCount: Int
    let keyCount: Int
  }

  /// The bounds of every snapshot that it makes.
  let limits: Limits
  /// The documents so far.
  var documents: DocumentPool
  /// The user's own services, which every number here was given for.
  private(set) var services: [Service] = []
  /// The decision sets so far.
  var sets = SetPool()
  /// What the snapshot is made of.
  var compiled = SnapshotContents()
  /// The service control policies of each account that has any, level by level.
  var scp: [AccountID: [LayerContent]] = [:]
  /// The number of each managed policy's document, by ARN.
  var managed: [String: Int] = [:]
  /// The snapshot that was made last; nil before the first and while another is being made.
  private var before: Before?
  /// The names that had a number when nothing was left over from other snapshots.
  private var firstVocabulary: Vocabulary?

  /// Creates a builder that has made nothing.
  init(limits: Limits) {
    self.limits = limits
    documents = DocumentPool(limits: limits)
  }

  /// Makes the snapshot of contents.
  ///
  /// - Throws: the first policy that is not understood, or the bound that is reached; the next
  ///   snapshot can be made nevertheless.
  /// - Complexity: O(n) in the text of the policies that changed, and in the number of entities.
  mutating func build(
    _ contents: AccountContents,
    sessions: [AssumedSession],
    revision: UInt64
  ) throws(LoadError) -> PolicySnapshot {
    if hasTooMuchGone { self = SnapshotBuilder(limits: limits) }
    let isFirst = firstVocabulary == nil
    do throws(LoadError) {
      return try buildOnce(contents, sessions, revision)
    } catch {
      guard case .limit = error else { throw error }
      // The bound may be reached by what is gone: whoever begins anew has only what is there.
      self = SnapshotBuilder(limits: limits)
      if isFirst { throw error }
    }
    do throws(LoadError) {
      return try buildOnce(contents, sessions, revision)
    } catch {
      self = SnapshotBuilder(limits: limits)
      throw error
    }
  }

  /// Makes a snapshot that differs from the one before in one managed policy.
  ///
  /// - Returns: the snapshot; nil when the policy is new or mentions a tag of principals for the
  ///   first time, so that `build` has to look at everything.
  /// - Throws: why the policy is refused.
  /// - Complexity: O(n) in the text of the policy, and in the statements of the sets that have it.
  mutating func build(
    replacing policy: ManagedPolicy,
    revision: UInt64
  ) throws(LoadError) -> PolicySnapshot? {
    guard let before, !hasTooMuchGone, let version = policy.defaultVersion else { return nil }
    let rules = SnapshotBuilder.rules(for: policy)
    do throws(LoadError) {
      let replaced = try documents.replace(version.document, named: policy.arn, rules: rules)
      guard let number = replaced else { return nil }
      sets.layOut(setsWith: number, documents)
      guard !mentionsNewTag(since: before.vocabulary) else {
        self.before = nil
        return nil
      }
      return try finish(
        revision: revision,
        principals: before.principals,
        resources: before.resources,
        organizations: before.organizations
      )
    } catch {
      if case .limit = error { self = SnapshotBuilder(limits: limits) }
      throw error
    }
  }

  private mutating func buildOnce(
    _ contents: AccountContents,
    _ sessions: [AssumedSession],
    _ revision: UInt64
  ) throws(LoadError) -> PolicySnapshot {
    if contents.services != services { try adopt(contents.services) }
    // A failure leaves documents of these contents behind: until another build has succeeded,
    // nothing may be built on single changes.
    let before = before
    self.before = nil
    documents.beginRound()
    sets.beginRound()
    compiled = SnapshotContents()
    scp = [:]
    managed = [:]
    try add(contents, sessions)
    documents.endRound()
    sets.endRound(documents, on: share)
    self.before = before
    defer { compiled = SnapshotContents() }
    return try finish(
      revision: revision,
      principals: ContentHash { $0.combine(compiled.principals) },
      resources: ContentHash { $0.combine(compiled.resources) },
      organizations: ContentHash {
        $0.combine(compiled.rcp) { $0.combine($1) }
        $0.combine(compiled.organizations) {
          $0.combine($1.organization)
          $0.combine($1.path)
        }
      }
    )
  }

  /// Begins anew with other services: what they say of condition keys decides how everything else
  /// is compiled.
  private mutating func adopt(_ services: [Service]) throws(LoadError) {
    self = SnapshotBuilder(limits: limits)
    documents = try DocumentPool(limits: limits, services: services)
    self.services = services
  }

  /// Links the parts; those with the same content as before are shared.
  private mutating func finish(
    revision: UInt64,
    principals: ContentHash,
    resources: ContentHash,
    organizations: ContentHash
  ) throws(LoadError) -> PolicySnapshot {
    var shared: SnapshotParts = []
    if let before {
      if before.vocabulary == vocabulary { shared.insert(.vocabulary) }
      // Records hold the tags that policies mention.
      let isSame = before.principals == principals && !mentionsNewTag(since: before.vocabulary)
      if isSame { shared.insert(.principals) }
      if before.resources == resources { shared.insert(.resources) }
      if before.organizations == organizations { shared.insert(.organizations) }
    }
    compiled.sets = sets.laidOut
    let snapshot = Snapshot(
      compiled,
      actions: documents.actions,
      keys: documents.keys,
      older: before?.snapshot.compiled,
      shared: shared
    )
    guard snapshot.byteCount <= limits.snapshotByteCountMax else {
      throw .limit(
        "the compiled policies take \(snapshot.byteCount) bytes, more than the "
          + "\(limits.snapshotByteCountMax) that a snapshot may have (`--max-snapshot-bytes`)"
      )
    }
    let published = PolicySnapshot(
      compiled: snapshot,
      revision: revision,
      counts: SnapshotCounts(
        principals: snapshot.principalCount,
        policies: documents.count,
        statements: documents.statements.count,
        sets: sets.count,
        bytes: snapshot.byteCount
      ),
      statements: documents.statements
    )
    before = Before(
      snapshot: published,
      principals: principals,
      resources: resources,
      organizations: organizations,
      vocabulary: vocabulary
    )
    firstVocabulary = firstVocabulary ?? vocabulary
    return published
  }

  /// Compiles the policies of contents, and adds the principals and resources that have them.
  private mutating func add(
    _ contents: AccountContents,
    _ sessions: [AssumedSession]
  ) throws(LoadError) {
    try compiled.describe(services, documents: &documents, sets: &sets)
    let names = EntityNames(contents.accounts)
    try addPolicies(contents.policies)
    let groups = try addGroups(contents.groups, names: names)
    for organization in contents.organizations { try add(organization, names: names) }
    compiled.principals = contents.accounts.map { names.root(of: $0, scp: scp[$0.id]) }
    for user in contents.users { try add(user, groups: groups, arn: names.arn(of: user)) }
    for role in contents.roles { try add(role, arn: names.arn(of: role)) }
    try add(contents.resourcePolicies)
    try add(sessions, of: contents.roles, names: names)
  }

  /// Adds managed policies, so many at a time that their trees take little memory.
  private mutating func addPolicies(_ policies: [ManagedPolicy]) throws(LoadError) {
    var rest = policies[...]
    while !rest.isEmpty {
      let batch = rest.prefix(512).compactMap { policy in
        policy.defaultVersion.map {
          (text: $0.document, name: policy.arn, rules: SnapshotBuilder.rules(for: policy))
        }
      }
      rest = rest.dropFirst(512)
      for (policy, parsed) in zip(batch, documents.parse(batch, on: share)) {
        managed[policy.name] = try documents.number(
          of: policy.text,
          named: policy.name,
          rules: policy.rules,
          attachedTo: nil,
          parsed: parsed
        )
      }
    }
  }

  /// Nobody asks before the first snapshot; beside later ones requests are answered.
  private var share: Parallel.Share { firstVocabulary == nil ? .allCores : .thisThread }

  /// Policies of the platform came from elsewhere and keep to fewer rules.
  private static func rules(for policy: ManagedPolicy) -> PolicyRules {
    policy.account == nil ? .platformManaged : .accepted(.managed)
  }

  private var vocabulary: Vocabulary {
    Vocabulary(actionCount: documents.actions.count, keyCount: documents.keys.count)
  }

  /// Whether most of the names that have a number may be from policies that are gone.
  private var hasTooMuchGone: Bool {
    guard let first = firstVocabulary else { return false }
    let now = vocabulary
    return now.actionCount > 4 * first.actionCount + 1_024
      || now.keyCount > 4 * first.keyCount + 1_024
  }

  private func mentionsNewTag(since vocabulary: Vocabulary) -> Bool {
    let prefixes = ConditionKeyFamily.ofEntities.map(\.prefix.description)
    return documents.keys.keys[vocabulary.keyCount...].contains { key in
      let key = String(decoding: key, as: UTF8.self)
      return prefixes.contains { key.hasPrefix($0) }
    }
  }
}
