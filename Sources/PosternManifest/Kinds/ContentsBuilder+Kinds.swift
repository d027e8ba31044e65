internal import PosternModel
internal import PosternText

extension ContentsBuilder {
  /// The names and the place that users, groups, roles and policies share.
  struct Identity {
    let account: AccountID
    let name: String
    let path: String
    let uniqueID: String
  }

  /// Reads a manifest of kind `Account`.
  mutating func readAccount(_ document: ManifestDocument) {
    let expected = ["kind", "id", "alias", "partition"]
    guard let members = open(document, "an account", expected) else { return }
    var notes = EntityNotes(members)
    let id = members.requiredText("id", &problems)
    let alias = members.text("alias", &problems)
    let partition = members.text("partition", &problems)
    guard let id else { return }
    guard let accountID = AccountID(id.text) else {
      refuse(
        "expected an account id of twelve digits, found `\(QuotedText.shortened(id.text))`",
        help: nil,
        in: members.file,
        at: id.position
      )
      return
    }
    notes.note(.name, at: id.position)
    if let alias { notes.note(.alias, at: alias.position) }
    if let partition { notes.note(.partition, at: partition.position) }
    notes.store(in: &places, of: .account(contents.accounts.count))
    add(
      Account(id: accountID, partition: partition?.text ?? "aws", alias: alias?.text)
    )
  }

  /// Reads a manifest of kind `User`.
  mutating func readUser(_ document: ManifestDocument) {
    let expected = [
      "kind", "name", "path", "groups", "inlinePolicies", "attachedPolicies",
      "permissionsBoundary", "tags", "uniqueId", "account",
    ]
    guard let members = open(document, "a user", expected) else { return }
    var notes = EntityNotes(members)
    let identity = identity(members, idPrefix: .user, &notes)
    let groups = texts("groups", members, &notes, part: EntityPlaces.Part.group)
    let inlinePolicies = inlinePolicies(members, &notes)
    let attached = texts(
      "attachedPolicies",
      members,
      &notes,
      part: EntityPlaces.Part.attachedPolicy
    )
    let boundary = boundary(members, &notes)
    let tags = tags(members, &notes)
    guard let identity else { return }
    notes.store(in: &places, of: .user(contents.users.count))
    contents.users.append(
      User(
        account: identity.account,
        name: identity.name,
        path: identity.path,
        uniqueID: identity.uniqueID,
        createdSeconds: 0,
        groups: groups,
        inlinePolicies: inlinePolicies,
        attachedPolicies: attached,
        permissionsBoundary: boundary,
        tags: tags
      )
    )
  }

  /// Reads a manifest of kind `Group`.
  mutating func readGroup(_ document: ManifestDocument) {
    let expected = [
      "kind", "name", "path", "inlinePolicies", "attachedPolicies", "uniqueId", "account",
    ]
    guard let members = open(document, "a group", expected) else { return }
    var notes = EntityNotes(members)
    let identity = identity(members, idPrefix: .group, &notes)
    let inlinePolicies = inlinePolicies(members, &notes)
    let attached = texts(
      "attachedPolicies",
      members,
      &notes,
      part: EntityPlaces.Part.attachedPolicy
    )
    guard let identity else { return }
    notes.store(in: &places, of: .group(contents.groups.count))
    contents.groups.append(
      Group(
        account: identity.account,
        name: identity.name,
        path: identity.path,
        uniqueID: identity.uniqueID,
        createdSeconds: 0,
        inlinePolicies: inlinePolicies,
        attachedPolicies: attached
      )
    )
  }

  /// Reads a manifest of kind `Role`.
  mutating func readRole(_ document: ManifestDocument) {
    let expected = [
      "kind", "name", "path", "description", "trustPolicy", "maxSessionSeconds", "inlinePolicies",
      "attachedPolicies", "permissionsBoundary", "tags", "uniqueId", "account",
    ]
    guard let members = open(document, "a role", expected) else { return }
    var notes = EntityNotes(members)
    let identity = identity(members, idPrefix: .role, &notes)
    let summary = members.text("description", &problems)
    if let summary { notes.note(.summary, at: summary.position) }
    let trust = members.required("trustPolicy", &problems).flatMap {
      readDocument($0, in: members.file, part: .trustPolicy, &notes)
    }
    let seconds = sessionSecondsMax(members, &notes)
    let inlinePolicies = inlinePolicies(members, &notes)
    let attached = texts(
      "attachedPolicies",
      members,
      &notes,
      part: EntityPlaces.Part.attachedPolicy
    )
    let boundary = boundary(members, &notes)
    let tags = tags(members, &notes)
    guard let identity, let trust, let seconds else { return }
    notes.store(in: &places, of: .role(contents.roles.count))
    remarks.roleSummaries[contents.roles.count] = summary?.text
    contents.roles.append(
      Role(
        account: identity.account,
        name: identity.name,
        path: identity.path,
        uniqueID: identity.uniqueID,
        createdSeconds: 0,
        trustPolicy: trust,
        sessionSecondsMax: seconds,
        inlinePolicies: inlinePolicies,
        attachedPolicies: attached,
        permissionsBoundary: boundary,
        tags: tags
      )
    )
  }

  /// Reads a manifest of kind `Policy`.
  mutating func readPolicy(_ document: ManifestDocument) {
    let expected = [
      "kind", "name", "path", "description", "document", "versions", "defaultVersion", "tags",
      "uniqueId", "account",
    ]
    guard let members = open(document, "a policy", expected) else { return }
    var notes = EntityNotes(members)
    let identity = identity(members, idPrefix: .policy, &notes)
    let summary = members.text("description", &problems)
    if let summary { notes.note(.summary, at: summary.position) }
    let tags = tags(members, &notes)
    let versions = versions(members, &notes)
    guard let identity, let versions else { return }
    let account = account(identity.account)
    notes.store(in: &places, of: .policy(contents.policies.count))
    remarks.policyTags[contents.policies.count] = tags
    contents.policies.append(
      ManagedPolicy(
        arn: account.arn(type: "policy", path: identity.path, name: identity.name),
        account: identity.account,
        name: identity.name,
        path: identity.path,
        uniqueID: identity.uniqueID,
        summary: summary?.text ?? "",
        createdSeconds: 0,
        versions: versions.all,
        defaultVersionNumber: versions.defaultNumber
      )
    )
  }

  /// Opens a manifest as a map with these members.
  mutating func open(
    _ document: ManifestDocument,
    _ subject: String,
    _ expected: [String]
  ) -> MemberReader? {
    MemberReader(
      document.root,
      in: document.file,
      subject: subject,
      expected: expected,
      problems: &problems
    )
  }

  /// Reads the members that every named entity of an account has.
  mutating func identity(
    _ members: MemberReader,
    idPrefix: UniqueIDPrefix,
    _ notes: inout EntityNotes
  ) -> Identity? {
    let name = members.requiredText("name", &problems)
    let path = members.text("path", &problems)
    let uniqueID = members.text("uniqueId", &problems)
    let account = account(members)
    if let name { notes.note(.name, at: name.position) }
    if let path { notes.note(.path, at: path.position) }
    if let uniqueID {
      notes.note(.uniqueID, at: uniqueID.position)
      if !uniqueID.text.hasPrefix(idPrefix.rawValue) {
        refuse(
          "expected a unique id that begins with `\(idPrefix.rawValue)`, found "
            + "`\(QuotedText.shortened(uniqueID.text))`",
          help: nil,
          in: members.file,
          at: uniqueID.position
        )
      }
    }
    guard let name, let account else { return nil }
    return Identity(
      account: account,
      name: name.text,
      path: path?.text ?? "/",
      uniqueID: uniqueID?.text ?? ""
    )
  }

  /// The account that a manifest names, or the only one there is.
  mutating func account(_ members: MemberReader) -> AccountID? {
    guard let text = members.text("account", &problems) else {
      if members.has("account") { return nil }
      if accounts.count > 1 {
        refuse(
          "expected a member `account`, since the directory has more than one account",
          help: nil,
          in: members.file,
          at: members.position
        )
      }
      // Without any account the load fails as a whole; what else is wrong here is still told.
      return contents.accounts.first?.id ?? AccountID("000000000000")
    }
    guard let id = AccountID(text.text), accounts[id] != nil else {
      refuse(
        "the directory has no account `\(QuotedText.shortened(text.text))`",
        help: nil,
        in: members.file,
        at: text.position
      )
      return nil
    }
    return id
  }

  private func account(_ id: AccountID) -> Account {
    accounts[id] ?? Account(id: id, partition: "aws", alias: nil)
  }

  private mutating func texts(
    _ name: String,
    _ members: MemberReader,
    _ notes: inout EntityNotes,
    part: (Int) -> EntityPlaces.Part
  ) -> [String] {
    let texts = members.texts(name, &problems)
    for (index, text) in texts.enumerated() { notes.note(part(index), at: text.position) }
    return texts.map(\.text)
  }

  private mutating func boundary(
    _ members: MemberReader,
    _ notes: inout EntityNotes
  ) -> String? {
    guard let boundary = members.text("permissionsBoundary", &problems) else { return nil }
    notes.note(.permissionsBoundary, at: boundary.position)
    return boundary.text
  }

  /// Reads a map of tags.
  mutating func tags(_ members: MemberReader, _ notes: inout EntityNotes) -> [Tag] {
    guard let node = members.member("tags", &problems) else { return [] }
    guard let list = node.members else {
      refuse(
        "expected a map of tags, found \(node.kindName)",
        help: nil,
        in: members.file,
        at: node.position
      )
      return []
    }
    var tags: [Tag] = []
    for member in list {
      guard
        let value = MemberReader.text(of: member.value, member.name, in: members.file, &problems)
      else { continue }
      notes.note(.tag(tags.count), at: member.namePosition)
      tags.append(Tag(key: member.name, value: value.text))
    }
    return tags
  }

  private mutating func sessionSecondsMax(
    _ members: MemberReader,
    _ notes: inout EntityNotes
  ) -> Int? {
    guard let text = members.text("maxSessionSeconds", &problems) else {
      return members.has("maxSessionSeconds") ? nil : 3_600
    }
    notes.note(.sessionSecondsMax, at: text.position)
    guard let seconds = Int(text.text) else {
      refuse(
        "expected a number of seconds, found `\(QuotedText.shortened(text.text))`",
        help: nil,
        in: members.file,
        at: text.position
      )
      return nil
    }
    return seconds
  }

  private mutating func inlinePolicies(
    _ members: MemberReader,
    _ notes: inout EntityNotes
  ) -> [InlinePolicy] {
    var policies: [InlinePolicy] = []
    for node in members.list("inlinePolicies", &problems) {
      guard
        let policy = MemberReader(
          node,
          in: members.file,
          subject: "an inline policy",
          expected: ["name", "document"],
          problems: &problems
        )
      else { continue }
      let name = policy.requiredText("name", &problems)
      let index = policies.count
      let text = policy.required("document", &problems).flatMap {
        readDocument($0, in: members.file, part: .inlinePolicy(index), &notes)
      }
      guard let name, let text else { continue }
      notes.note(.inlinePolicyName(index), at: name.position)
      policies.append(InlinePolicy(name: name.text, document: text))
    }
    return policies
  }
}
