internal import PosternManifest
internal import PosternModel
internal import PosternPolicy
internal import PosternText

extension ContentsCheck {
  /// Checks that names, paths, ids and tags are legal (tables 7.1 and 7.2) and unique.
  mutating func checkNames() {
    for (index, account) in contents.accounts.enumerated() { check(account, .account(index)) }
    for holder in holders { check(holder) }
    for (index, policy) in contents.policies.enumerated() { check(policy, .policy(index)) }
    for (index, tags) in remarks.policyTags { check(tags, .policy(index)) }
    for (index, summary) in remarks.roleSummaries { check(summary: summary, .role(index)) }
    checkUniqueness()
    checkUniqueIDs()
  }

  private mutating func check(_ account: Account, _ entity: EntityPlaces.Entity) {
    if let alias = account.alias, !NameRules.isAlias(alias) {
      refuse(
        "expected an alias of 3 to 63 small letters, digits and single hyphens, found "
          + "`\(QuotedText.shortened(alias))`",
        help: nil,
        entity,
        .alias
      )
    }
    let partitions = PolicyRules.standardPartitions
    if !partitions.contains(account.partition) {
      refuse(
        "expected one of the partitions \(partitions.map { "`\($0)`" }.joined(separator: ", ")), "
          + "found `\(QuotedText.shortened(account.partition))`",
        help: nil,
        entity,
        .partition
      )
    }
  }

  private mutating func check(_ holder: Holder) {
    checkName(holder.name, countMax: holder.nameCountMax, holder.kind, holder.entity, .name)
    if !NameRules.isPath(holder.path) { refusePath(holder.path, holder.entity) }
    var names: [String: String] = [:]
    for (index, policy) in holder.inlinePolicies.enumerated() {
      let part = EntityPlaces.Part.inlinePolicyName(index)
      checkName(
        policy.name,
        countMax: NameRules.longNameCountMax,
        "policy",
        holder.entity,
        part
      )
      if let first = names.updateValue(policy.name, forKey: policy.name.lowercased()) {
        refuse(
          "the \(holder.kind) has two inline policies `\(QuotedText.shortened(first))`",
          help: "names ignore case",
          holder.entity,
          part
        )
      }
    }
    check(holder.tags, holder.entity)
  }

  private mutating func check(_ policy: ManagedPolicy, _ entity: EntityPlaces.Entity) {
    checkName(policy.name, countMax: NameRules.longNameCountMax, "policy", entity, .name)
    if !NameRules.isPolicyPath(policy.path) { refusePath(policy.path, entity) }
  }

  /// A description has what people write in Latin letters, and no control characters but those
  /// between lines.
  private mutating func check(summary: String, _ entity: EntityPlaces.Entity) {
    guard !NameRules.isSummary(summary) else { return }
    refuse(
      "expected a description of printable characters up to `\u{FF}`, tabs and line ends",
      help: nil,
      entity,
      .summary
    )
  }

  private mutating func checkName(
    _ name: String,
    countMax: Int,
    _ kind: String,
    _ entity: EntityPlaces.Entity,
    _ part: EntityPlaces.Part
  ) {
    guard !NameRules.isName(name, countMax: countMax) else { return }
    refuse(
      "expected the name of \(article(kind)) with 1 to \(countMax) of "
        + "`A-Z a-z 0-9 _ + = , . @ -`, found `\(QuotedText.shortened(name))`",
      help: nil,
      entity,
      part
    )
  }

  private func article(_ kind: String) -> String {
    kind.hasPrefix("i") ? "an \(kind)" : "a \(kind)"
  }

  private mutating func refusePath(_ path: String, _ entity: EntityPlaces.Entity) {
    refuse(
      "expected a path such as `/` or `/team/`, at most \(NameRules.pathCountMax) characters, "
        + "found `\(QuotedText.shortened(path))`",
      help: nil,
      entity,
      .path
    )
  }

  private mutating func check(_ tags: [Tag], _ entity: EntityPlaces.Entity) {
    var keys: Set<ExactText> = []
    for (index, tag) in tags.enumerated() {
      let shown = QuotedText.shortened(tag.key)
      if !NameRules.isTagKey(tag.key) {
        refuse(
          "expected the key of a tag with 1 to 128 letters, digits, spaces and `_ . : / = + - @`, "
            + "found `\(shown)`",
          help: nil,
          entity,
          .tag(index)
        )
      } else if tag.key.lowercased().hasPrefix("aws:") {
        refuse("the tag `\(shown)` begins with `aws:`", help: nil, entity, .tag(index))
      }
      if !NameRules.isTagValue(tag.value) {
        refuse(
          "expected a value of the tag `\(shown)` with 0 to 256 letters, digits, spaces and "
            + "`_ . : / = + - @`",
          help: nil,
          entity,
          .tag(index)
        )
      }
      if !keys.insert(ExactText(tag.key.lowercased())).inserted {
        refuse(
          "the tag `\(shown)` is given twice",
          help: "keys ignore case",
          entity,
          .tag(index)
        )
      }
    }
  }

  private mutating func checkUniqueness() {
    var accounts: [AccountID: EntityPlaces.Entity] = [:]
    for (index, account) in contents.accounts.enumerated() {
      if let first = accounts[account.id] {
        refuseDuplicate("account", account.id.text, first, .account(index))
      } else {
        accounts[account.id] = .account(index)
      }
    }
    var names: [String: EntityPlaces.Entity] = [:]
    for holder in holders {
      checkUnique(holder.kind, holder.account.text, holder.name, holder.entity, &names)
    }
    for (index, policy) in contents.policies.enumerated() {
      // Each partition has policies of the platform of its own.
      checkUnique(
        "policy",
        policy.account?.text ?? policy.arn.lowercased(),
        policy.name,
        .policy(index),
        &names
      )
    }
  }

  private mutating func checkUnique(
    _ kind: String,
    _ account: String,
    _ name: String,
    _ entity: EntityPlaces.Entity,
    _ names: inout [String: EntityPlaces.Entity]
  ) {
    let key = "\(kind) \(account) \(name.lowercased())"
    guard let first = names[key] else {
      names[key] = entity
      return
    }
    refuseDuplicate(kind, name, first, entity)
  }

  private mutating func refuseDuplicate(
    _ kind: String,
    _ name: String,
    _ first: EntityPlaces.Entity,
    _ second: EntityPlaces.Entity
  ) {
    refuse(
      "the \(kind) `\(QuotedText.shortened(name))` is given twice, first"
        + (placeText(first, .name).isEmpty ? " before" : placeText(first, .name)),
      help: kind == "account" ? nil : "names ignore case",
      second,
      .name
    )
  }

  private mutating func checkUniqueIDs() {
    var ids: Set<String> = []
    for (index, user) in contents.users.enumerated() { check(user.uniqueID, .user(index), &ids) }
    for (index, group) in contents.groups.enumerated() {
      check(group.uniqueID, .group(index), &ids)
    }
    for (index, role) in contents.roles.enumerated() { check(role.uniqueID, .role(index), &ids) }
    for (index, policy) in contents.policies.enumerated() {
      // The platform has given the same ids in all of its partitions.
      var ownIDs: Set<String> = []
      if policy.account == nil {
        check(policy.uniqueID, .policy(index), &ownIDs)
      } else {
        check(policy.uniqueID, .policy(index), &ids)
      }
    }
    for (index, profile) in contents.instanceProfiles.enumerated() {
      check(profile.uniqueID, .instanceProfile(index), &ids)
    }
  }

  private mutating func check(
    _ id: String,
    _ entity: EntityPlaces.Entity,
    _ ids: inout Set<String>
  ) {
    // Left out: derived from the ARN later.
    guard !id.isEmpty else { return }
    let shown = QuotedText.shortened(id)
    if !NameRules.isUniqueID(id) {
      refuse(
        "expected a unique id of 16 to 128 letters and digits, found `\(shown)`",
        help: nil,
        entity,
        .uniqueID
      )
    }
    if !ids.insert(id).inserted {
      refuse("the unique id `\(shown)` is given twice", help: nil, entity, .uniqueID)
    }
  }
}
