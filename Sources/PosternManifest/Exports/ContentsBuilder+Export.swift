internal import PosternModel
internal import PosternText

extension ContentsBuilder {
  private static let lists = ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"]

  /// Whether a document is what `aws iam get-account-authorization-details` prints.
  static func isExport(_ root: ManifestNode) -> Bool {
    root.member("kind") == nil && lists.contains { root.member($0) != nil }
  }

  /// Reads an account export.
  ///
  /// Members that are not known are passed over here and only here: the format belongs to somebody
  /// else, who adds members without asking. Those that are known are checked in full.
  mutating func readExport(_ document: ManifestDocument) {
    guard let root = open(document.root, in: document.file, "an account export") else { return }
    refuseIncomplete(document.root, document.file)
    for node in root.list("Policies", &problems) { readExportedPolicy(node, document.file) }
    for node in root.list("GroupDetailList", &problems) { readExportedGroup(node, document.file) }
    for node in root.list("UserDetailList", &problems) { readExportedUser(node, document.file) }
    for node in root.list("RoleDetailList", &problems) { readExportedRole(node, document.file) }
  }

  /// Refuses one page of several: what is missing may deny.
  ///
  /// `aws … --max-items` writes `NextToken`, the service itself `IsTruncated` and `Marker`.
  private mutating func refuseIncomplete(_ root: ManifestNode, _ file: SourceFile) {
    let isTruncated = root.member("IsTruncated").flatMap { node in
      node.text?.lowercased() == "true" ? (node, "`IsTruncated` is true") : nil
    }
    let isContinued = ["NextToken", "Marker"].lazy.compactMap { name in
      root.member(name).flatMap { $0.isNull ? nil : ($0, "it ends with a `\(name)`") }
    }
    guard let (node, reason) = isTruncated ?? isContinued.first else { return }
    refuse(
      "the export is incomplete: \(reason)",
      help: "export all pages into one file",
      in: file,
      at: node.position
    )
  }

  private mutating func readExportedUser(_ node: ManifestNode, _ file: SourceFile) {
    guard let members = open(node, in: file, "a user") else { return }
    var notes = EntityNotes(members)
    let identity = exportedIdentity(members, type: "user", nameMember: "UserName", &notes)
    let uniqueID = exportedID(members, "UserId", &notes)
    let groups = members.texts("GroupList", &problems)
    for (index, group) in groups.enumerated() { notes.note(.group(index), at: group.position) }
    let inlinePolicies = exportedInlinePolicies(members, "UserPolicyList", &notes)
    let attached = exportedAttachments(members, &notes)
    let boundary = exportedBoundary(members, &notes)
    let tags = exportedTags(members, &notes)
    guard let identity, let account = identity.account else { return }
    storeExported(notes, of: .user(contents.users.count))
    contents.users.append(
      User(
        account: account,
        name: identity.name,
        path: identity.path,
        uniqueID: uniqueID,
        createdSeconds: createdSeconds(members),
        groups: groups.map(\.text),
        inlinePolicies: inlinePolicies,
        attachedPolicies: attached,
        permissionsBoundary: boundary,
        tags: tags
      )
    )
  }

  private mutating func readExportedGroup(_ node: ManifestNode, _ file: SourceFile) {
    guard let members = open(node, in: file, "a group") else { return }
    var notes = EntityNotes(members)
    let identity = exportedIdentity(members, type: "group", nameMember: "GroupName", &notes)
    let uniqueID = exportedID(members, "GroupId", &notes)
    let inlinePolicies = exportedInlinePolicies(members, "GroupPolicyList", &notes)
    let attached = exportedAttachments(members, &notes)
    guard let identity, let account = identity.account else { return }
    storeExported(notes, of: .group(contents.groups.count))
    contents.groups.append(
      Group(
        account: account,
        name: identity.name,
        path: identity.path,
        uniqueID: uniqueID,
        createdSeconds: createdSeconds(members),
        inlinePolicies: inlinePolicies,
        attachedPolicies: attached
      )
    )
  }

  private mutating func readExportedRole(_ node: ManifestNode, _ file: SourceFile) {
    guard let members = open(node, in: file, "a role") else { return }
    var notes = EntityNotes(members)
    let identity = exportedIdentity(members, type: "role", nameMember: "RoleName", &notes)
    let uniqueID = exportedID(members, "RoleId", &notes)
    let trust = members.required("AssumeRolePolicyDocument", &problems).flatMap {
      exportedDocument($0, in: file, part: .trustPolicy, &notes)
    }
    let inlinePolicies = exportedInlinePolicies(members, "RolePolicyList", &notes)
    let attached = exportedAttachments(members, &notes)
    let boundary = exportedBoundary(members, &notes)
    let tags = exportedTags(members, &notes)
    for node in members.list("InstanceProfileList", &problems) {
      readExportedInstanceProfile(node, file)
    }
    guard let identity, let account = identity.account, let trust else { return }
    storeExported(notes, of: .role(contents.roles.count))
    contents.roles.append(
      Role(
        account: account,
        name: identity.name,
        path: identity.path,
        uniqueID: uniqueID,
        createdSeconds: createdSeconds(members),
        trustPolicy: trust,
        // The export does not say how long sessions may be; this is what a role has unless it was
        // changed.
        sessionSecondsMax: 3_600,
        inlinePolicies: inlinePolicies,
        attachedPolicies: attached,
        permissionsBoundary: boundary,
        tags: tags
      )
    )
  }

  private mutating func readExportedPolicy(_ node: ManifestNode, _ file: SourceFile) {
    guard let members = open(node, in: file, "a managed policy") else { return }
    var notes = EntityNotes(members)
    let identity = exportedIdentity(members, type: "policy", nameMember: "PolicyName", &notes)
    let uniqueID = exportedID(members, "PolicyId", &notes)
    let summary = members.text("Description", &problems)
    if let summary { notes.note(.summary, at: summary.position) }
    let versions = exportedVersions(members, &notes)
    guard let identity, let versions else { return }
    let policy = ManagedPolicy(
      arn: identity.arn,
      account: identity.account,
      name: identity.name,
      path: identity.path,
      uniqueID: uniqueID,
      summary: summary?.text ?? "",
      createdSeconds: createdSeconds(members),
      versions: versions.all,
      defaultVersionNumber: versions.defaultNumber
    )
    add(policy, notes, members)
  }

  /// Keeps the places of an entity, and that its documents were accepted elsewhere.
  mutating func storeExported(_ notes: EntityNotes, of entity: EntityPlaces.Entity) {
    notes.store(in: &places, of: entity)
    remarks.exported.insert(entity)
  }

  private mutating func open(
    _ node: ManifestNode,
    in file: SourceFile,
    _ subject: String
  ) -> MemberReader? {
    MemberReader(node, in: file, subject: subject, expected: nil, problems: &problems)
  }
}
