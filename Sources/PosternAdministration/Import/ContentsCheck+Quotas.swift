internal import PosternManifest
internal import PosternModel
internal import PosternPolicy

extension ContentsCheck {
  /// Checks how much entities hold (tables 1.8 and 7.3); policies of the platform have no quota.
  mutating func checkQuotas() {
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
    let tagCountMax = rules.quotas.tagsPerEntityCountMax
    checkCount(
      holder.tags.count,
      max: tagCountMax,
      of: "tags",
      in: holder.kind,
      holder.entity,
      .tag(tagCountMax)
    )
    let sum = holder.inlinePolicies.reduce(0) {
      $0 + PolicyQuota.minifiedCharacterCount(of: Array($1.document.text.utf8))
    }
    guard sum > holder.inlineCharacterCountMax else { return }
    refuse(
      "the inline policies of the \(holder.kind) `\(QuotedText.shortened(holder.name))` have "
        + "\(sum) characters without whitespace, at most "
        + "\(holder.inlineCharacterCountMax) are allowed",
      help: "move some into managed policies",
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

  private mutating func check(_ policy: ManagedPolicy, _ entity: EntityPlaces.Entity) {
    let summaryCount = policy.summary.unicodeScalars.count
    if summaryCount > rules.quotas.summaryCharacterCountMax {
      refuse(
        "expected a description of at most \(rules.quotas.summaryCharacterCountMax) characters, "
          + "found \(summaryCount)",
        help: nil,
        entity,
        .summary
      )
    }
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
