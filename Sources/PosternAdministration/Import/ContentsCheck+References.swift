internal import PosternManifest
internal import PosternModel
internal import PosternText

extension ContentsCheck {
  /// Looks up what entities refer to, and returns contents in which groups have their own spelling,
  /// policies their ARN, and every entity its unique id.
  mutating func resolveReferences() -> AccountContents {
    let index = ReferenceIndex(contents)
    var resolved = contents
    resolved.users = []
    resolved.groups = []
    resolved.roles = []
    for (offset, user) in contents.users.enumerated() {
      let holder = holders[offset]
      resolved.users.append(
        user.resolved(
          groups: groups(of: user, .user(offset), index),
          attached: attached(of: holder, index),
          boundary: boundary(of: holder, index),
          uniqueID: uniqueID(user.uniqueID, holder, .user, index)
        )
      )
    }
    for (offset, group) in contents.groups.enumerated() {
      let holder = holders[contents.users.count + offset]
      resolved.groups.append(
        group.resolved(
          attached: attached(of: holder, index),
          uniqueID: uniqueID(group.uniqueID, holder, .group, index)
        )
      )
    }
    for (offset, role) in contents.roles.enumerated() {
      let holder = holders[contents.users.count + contents.groups.count + offset]
      resolved.roles.append(
        role.resolved(
          attached: attached(of: holder, index),
          boundary: boundary(of: holder, index),
          uniqueID: uniqueID(role.uniqueID, holder, .role, index)
        )
      )
    }
    resolved.policies = contents.policies.map { $0.resolved() }
    resolved.instanceProfiles = contents.instanceProfiles.enumerated().map { offset, profile in
      profile.resolved(
        role: role(of: profile, .instanceProfile(offset), index),
        arn: index.account(profile.account)
          .arn(type: "instance-profile", path: profile.path, name: profile.name)
      )
    }
    return resolved
  }

  private mutating func groups(
    of user: User,
    _ entity: EntityPlaces.Entity,
    _ index: ReferenceIndex
  ) -> [String] {
    var names: [String] = []
    for (offset, written) in user.groups.enumerated() {
      let shown = QuotedText.shortened(written)
      guard let name = index.group(written, in: user.account) else {
        refuseMissing(
          "there is no group `\(shown)`",
          word: written,
          among: index.groupNames(in: user.account),
          entity,
          .group(offset)
        )
        continue
      }
      if names.contains(name) {
        refuse("the group `\(shown)` is given twice", help: nil, entity, .group(offset))
        continue
      }
      names.append(name)
    }
    return names
  }

  private mutating func role(
    of profile: InstanceProfile,
    _ entity: EntityPlaces.Entity,
    _ index: ReferenceIndex
  ) -> String? {
    guard let written = profile.role else { return nil }
    if let name = index.role(written, in: profile.account) { return name }
    refuseMissing(
      "there is no role `\(QuotedText.shortened(written))`",
      word: written,
      among: index.roleNames(in: profile.account),
      entity,
      .role
    )
    return nil
  }

  private mutating func attached(of holder: Holder, _ index: ReferenceIndex) -> [String] {
    var arns: [String] = []
    for (offset, written) in holder.attachedPolicies.enumerated() {
      let part = EntityPlaces.Part.attachedPolicy(offset)
      guard let arn = policy(written, holder, part, index) else { continue }
      if arns.contains(arn) {
        refuse(
          "the policy `\(QuotedText.shortened(written))` is attached twice",
          help: nil,
          holder.entity,
          part
        )
        continue
      }
      arns.append(arn)
    }
    return arns
  }

  private mutating func boundary(of holder: Holder, _ index: ReferenceIndex) -> String? {
    guard let written = holder.permissionsBoundary else { return nil }
    return policy(written, holder, .permissionsBoundary, index)
  }

  private mutating func policy(
    _ written: String,
    _ holder: Holder,
    _ part: EntityPlaces.Part,
    _ index: ReferenceIndex
  ) -> String? {
    let shown = QuotedText.shortened(written)
    switch index.policy(written, in: holder.account) {
    case .found(let arn): return arn
    case .otherAccount:
      refuse(
        "the policy `\(shown)` belongs to another account",
        help: nil,
        holder.entity,
        part
      )
    case .missing:
      refuseMissing(
        "there is no managed policy `\(shown)`",
        word: written,
        among: index.policyNames(in: holder.account, asARNs: written.hasPrefix("arn:")),
        holder.entity,
        part
      )
    }
    return nil
  }

  private mutating func refuseMissing(
    _ message: String,
    word: String,
    among candidates: @autoclosure () -> [String],
    _ entity: EntityPlaces.Entity,
    _ part: EntityPlaces.Part
  ) {
    guard isComplete else { return }
    // A guess compares with every candidate, which only the problems that will be shown are worth.
    let isShown = problems.totalCount < rules.limits.reportedErrorCountMax
    let closest = isShown ? Spelling.closest(to: word, among: candidates()) : nil
    refuse(message, help: closest.map { "did you mean `\($0)`?" }, entity, part)
  }

  private func uniqueID(
    _ written: String,
    _ holder: Holder,
    _ prefix: UniqueID.Prefix,
    _ index: ReferenceIndex
  ) -> String {
    guard written.isEmpty else { return written }
    let arn = index.account(holder.account)
      .arn(type: holder.kind, path: holder.path, name: holder.name)
    return UniqueID.derived(from: arn, prefix: prefix)
  }
}
