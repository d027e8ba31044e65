internal import PosternModel
internal import PosternText

extension ContentsBuilder {
  private static let levelMembers = [
    "id", "serviceControlPolicies", "resourceControlPolicies", "accounts", "units",
  ]

  /// The levels of one organization while they are read.
  private struct Tree {
    let file: SourceFile
    var notes: EntityNotes
    var levels: [OrganizationLevel] = []
  }

  /// Reads a manifest of kind `Organization`.
  mutating func readOrganization(_ document: ManifestDocument) {
    let expected = ["kind", "id", "managementAccount", "serviceControlPoliciesEnabled", "root"]
    guard let members = open(document, "an organization", expected) else { return }
    var tree = Tree(file: members.file, notes: EntityNotes(members))
    let id = members.requiredText("id", &problems)
    if let id { tree.notes.note(.name, at: id.position) }
    let management = members.requiredText("managementAccount", &problems).flatMap {
      accountID($0, in: members.file)
    }
    let isEnforced = flag("serviceControlPoliciesEnabled", members, whenAbsent: true)
    if let root = members.required("root", &problems) { readLevel(root, .root, in: nil, &tree) }
    guard let id, let management, let isEnforced else { return }
    tree.notes.store(in: &places, of: .organization(contents.organizations.count))
    contents.organizations.append(
      Organization(
        id: id.text,
        managementAccount: management,
        enforcesServiceControlPolicies: isEnforced,
        levels: tree.levels
      )
    )
  }

  /// Reads the root or a unit, and what lies below it.
  private mutating func readLevel(
    _ node: ManifestNode,
    _ kind: OrganizationLevel.Kind,
    in parent: Int?,
    _ tree: inout Tree
  ) {
    // A unit's name is for readers of the file alone: policies and paths use ids.
    let expected = Self.levelMembers + (kind == .unit ? ["name"] : [])
    let subject = kind == .unit ? "an organizational unit" : "the root of an organization"
    guard
      let members = MemberReader(
        node,
        in: tree.file,
        subject: subject,
        expected: expected,
        problems: &problems
      )
    else { return }
    _ = members.text("name", &problems)
    guard let id = members.requiredText("id", &problems) else { return }
    let index = tree.levels.count
    append(kind, id, members, in: parent, &tree)
    for account in members.list("accounts", &problems) { readMember(account, in: index, &tree) }
    for unit in members.list("units", &problems) { readLevel(unit, .unit, in: index, &tree) }
  }

  /// Reads an account of a level: its digits, or a map when it has policies of its own.
  private mutating func readMember(_ node: ManifestNode, in parent: Int, _ tree: inout Tree) {
    if let text = node.text {
      let id = MemberReader.PlacedText(text: text, position: node.position)
      guard let account = accountID(id, in: tree.file) else { return }
      tree.notes.note(.level(tree.levels.count), at: node.position)
      tree.levels.append(
        OrganizationLevel(
          kind: .account,
          id: account.text,
          parent: parent,
          serviceControlPolicies: [.fullAccess],
          resourceControlPolicies: []
        )
      )
      return
    }
    guard
      let members = MemberReader(
        node,
        in: tree.file,
        subject: "an account of an organization",
        expected: ["id", "serviceControlPolicies", "resourceControlPolicies"],
        problems: &problems
      ), let id = members.requiredText("id", &problems), accountID(id, in: tree.file) != nil
    else { return }
    append(.account, id, members, in: parent, &tree)
  }

  private mutating func append(
    _ kind: OrganizationLevel.Kind,
    _ id: MemberReader.PlacedText,
    _ members: MemberReader,
    in parent: Int?,
    _ tree: inout Tree
  ) {
    let index = tree.levels.count
    tree.notes.note(.level(index), at: id.position)
    // What is left out is attached: only a list that is written takes full access away (E-42).
    let scp =
      members.has("serviceControlPolicies")
      ? policies("serviceControlPolicies", members, &tree.notes) {
        .serviceControlPolicy(level: index, index: $0)
      } : [.fullAccess]
    let rcp = policies("resourceControlPolicies", members, &tree.notes) {
      .resourceControlPolicy(level: index, index: $0)
    }
    tree.levels.append(
      OrganizationLevel(
        kind: kind,
        id: id.text,
        parent: parent,
        serviceControlPolicies: scp,
        resourceControlPolicies: rcp
      )
    )
  }

  /// Reads policies with their documents; the word `FullAWSAccess` stands for the policy of that
  /// name.
  private mutating func policies(
    _ name: String,
    _ members: MemberReader,
    _ notes: inout EntityNotes,
    part: (Int) -> EntityPlaces.Part
  ) -> [OrganizationPolicy] {
    var policies: [OrganizationPolicy] = []
    for node in members.list(name, &problems) {
      let index = policies.count
      notes.note(part(index), at: node.position)
      if name == "serviceControlPolicies", node.text == OrganizationPolicy.fullAccess.name {
        policies.append(.fullAccess)
        continue
      }
      guard
        let policy = MemberReader(
          node,
          in: members.file,
          subject: "a policy of an organization",
          expected: ["name", "document"],
          problems: &problems
        )
      else { continue }
      let title = policy.requiredText("name", &problems)
      let text = policy.required("document", &problems).flatMap {
        readDocument($0, in: members.file, part: part(index), &notes)
      }
      guard let title, let text else { continue }
      policies.append(OrganizationPolicy(name: title.text, document: text))
    }
    return policies
  }

  private mutating func accountID(
    _ text: MemberReader.PlacedText,
    in file: SourceFile
  ) -> AccountID? {
    if let id = AccountID(text.text) { return id }
    refuse(
      "expected an account id of twelve digits, found `\(QuotedText.shortened(text.text))`",
      help: nil,
      in: file,
      at: text.position
    )
    return nil
  }

  /// Reads `true` or `false`; nil when there is something else.
  mutating func flag(_ name: String, _ members: MemberReader, whenAbsent: Bool) -> Bool? {
    guard members.has(name) else { return whenAbsent }
    guard let text = members.text(name, &problems) else { return nil }
    switch text.text {
    case "true": return true
    case "false": return false
    default:
      refuse(
        "expected `true` or `false` for `\(name)`, found `\(QuotedText.shortened(text.text))`",
        help: nil,
        in: members.file,
        at: text.position
      )
      return nil
    }
  }
}
