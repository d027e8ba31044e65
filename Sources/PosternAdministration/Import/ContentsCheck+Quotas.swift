internal import PosternManifest
internal import PosternModel
internal import PosternPolicy

extension ContentsCheck {
  /// Checks how much entities hold (tables 1.8 and 7.3); policies of the platform have no quota.
  mutating func checkQuotas() {
    checkAccounts()
    for holder in holders { check(holder) }
    for (index, user) in contents.users.enumerated() {
      checkCount(
        user.groups.count,
        max: rules.quotas.groupsPerUserCountMax,
        of: "groups",
        in: "user",
        .user(index),
        .group(rules.quotas.groupsPerUserCountMax)
      )
    }
    for (index, role) in contents.roles.enumerated() { check(role, .role(index)) }
    for (index, policy) in contents.policies.enumerated() where policy.account != nil {
      check(policy, .policy(index))
    }
    for (index, tags) in remarks.policyTags { checkTagCount(tags, in: "policy", .policy(index)) }
    for (index, summary) in remarks.roleSummaries { checkLength(summary: summary, .role(index)) }
  }

  /// Checks how many entities of each kind an account has; the first one too many is where the
  /// problem stands.
  private mutating func checkAccounts() {
    let quotas = rules.quotas
    checkPerAccount(
      contents.users.map(\.account),
      max: quotas.usersPerAccountCountMax,
      of: "users",
      option: "usersPerAccountCountMax"
    ) { .user($0) }
    checkPerAccount(
      contents.groups.map(\.account),
      max: quotas.groupsPerAccountCountMax,
      of: "groups",
      option: "groupsPerAccountCountMax"
    ) { .group($0) }
    checkPerAccount(
      contents.roles.map(\.account),
      max: quotas.rolesPerAccountCountMax,
      of: "roles",
      option: "rolesPerAccountCountMax"
    ) { .role($0) }
    checkPerAccount(
      contents.policies.map(\.account),
      max: quotas.policiesPerAccountCountMax,
      of: "managed policies",
      option: "policiesPerAccountCountMax"
    ) { .policy($0) }
    checkPerAccount(
      contents.instanceProfiles.map(\.account),
      max: quotas.instanceProfilesPerAccountCountMax,
      of: "instance profiles",
      option: "instanceProfilesPerAccountCountMax"
    ) { .instanceProfile($0) }
  }

  /// Counts entities by the accounts that own them; those of the platform have none, and do not
  /// count.
  private mutating func checkPerAccount(
    _ accounts: [AccountID?],
    max: Int,
    of what: String,
    option: String,
    entity: (Int) -> EntityPlaces.Entity
  ) {
    guard accounts.count > max else { return }
    var counts: [AccountID: Int] = [:]
    var firstTooMany: [(account: AccountID, index: Int)] = []
    for (index, account) in accounts.enumerated() {
      guard let account else { continue }
      counts[account, default: 0] += 1
      if counts[account] == max + 1 { firstTooMany.append((account, index)) }
    }
    for (account, index) in firstTooMany {
      refuse(
        "the account `\(account.text)` may have at most \(max) \(what), "
          + "found \(counts[account, default: 0])",
        help: "raise `quotas.\(option)` if that is meant",
        entity(index),
        .whole
      )
    }
  }

  private mutating func check(_ holder: Holder) {
    checkCount(
      holder.attachedPolicies.count,
      max: holder.attachedCountMax,
      of: "attached policies",
      in: holder.kind,
      holder.entity,
      .attachedPolicy(holder.attachedCountMax)
    )
    checkTagCount(holder.tags, in: holder.kind, holder.entity)
    let sum = holder.inlinePolicies.reduce(0) {
      $0 + PolicyQuota.minifiedCharacterCount(of: Array($1.document.text.utf8))
    }
    guard sum > holder.inlineCharacterCountMax else { return }
    let kind = holder.kind.prefix(1).uppercased() + holder.kind.dropFirst()
    refuse(
      "the inline policies of the \(holder.kind) `\(QuotedText.shortened(holder.name))` have "
        + "\(sum) characters without whitespace, at most "
        + "\(holder.inlineCharacterCountMax) are allowed",
      help: "move some into managed policies, or raise "
        + "`quotas.inlinePer\(kind)CharacterCountMax`",
      holder.entity,
      .whole
    )
  }

  private mutating func check(_ role: Role, _ entity: EntityPlaces.Entity) {
    let range = rules.quotas.sessionSecondsMin...rules.quotas.sessionSecondsMax
    if !range.contains(role.sessionSecondsMax) {
      refuse(
        "expected \(range.lowerBound) to \(range.upperBound) seconds, "
          + "found \(role.sessionSecondsMax)",
        help: nil,
        entity,
        .sessionSecondsMax
      )
    }
    let count = PolicyQuota.minifiedCharacterCount(of: Array(role.trustPolicy.text.utf8))
    if count > rules.quotas.trustCharacterCountMax {
      refuse(
        "the trust policy has \(count) characters without whitespace, at most "
          + "\(rules.quotas.trustCharacterCountMax) are allowed",
        help: nil,
        entity,
        .trustPolicy
      )
    }
  }

  private mutating func checkTagCount(
    _ tags: [Tag],
    in kind: String,
    _ entity: EntityPlaces.Entity
  ) {
    let countMax = rules.quotas.tagsPerEntityCountMax
    checkCount(tags.count, max: countMax, of: "tags", in: kind, entity, .tag(countMax))
  }

  private mutating func checkLength(summary: String, _ entity: EntityPlaces.Entity) {
    let count = summary.unicodeScalars.count
    guard count > rules.quotas.summaryCharacterCountMax else { return }
    refuse(
      "expected a description of at most \(rules.quotas.summaryCharacterCountMax) characters, "
        + "found \(count)",
      help: nil,
      entity,
      .summary
    )
  }

  private mutating func check(_ policy: ManagedPolicy, _ entity: EntityPlaces.Entity) {
    checkLength(summary: policy.summary, entity)
    let versionCountMax = rules.quotas.versionsPerPolicyCountMax
    if policy.versions.isEmpty || policy.versions.count > versionCountMax {
      refuse(
        "expected 1 to \(versionCountMax) versions, found \(policy.versions.count)",
        help: nil,
        entity,
        .whole
      )
    }
  }

  private mutating func checkCount(
    _ count: Int,
    max: Int,
    of what: String,
    in kind: String,
    _ entity: EntityPlaces.Entity,
    _ firstTooMany: EntityPlaces.Part
  ) {
    guard count > max else { return }
    refuse(
      "a \(kind) may have at most \(max) \(what), found \(count)",
      help: nil,
      entity,
      firstTooMany
    )
  }
}
