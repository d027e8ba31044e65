internal import PosternModel
internal import PosternText

extension ContentsBuilder {
  /// Reads an instance profile, which an export lists under its role.
  mutating func readExportedInstanceProfile(_ node: ManifestNode, _ file: SourceFile) {
    guard
      let members = MemberReader(
        node,
        in: file,
        subject: "an instance profile",
        expected: nil,
        problems: &problems
      )
    else { return }
    var notes = EntityNotes(members)
    let identity = exportedIdentity(
      members,
      type: "instance-profile",
      nameMember: "InstanceProfileName",
      &notes
    )
    let uniqueID = exportedID(members, "InstanceProfileId", &notes)
    let role = exportedRole(members, &notes)
    let tags = exportedTags(members, &notes)
    guard let identity, let account = identity.account else { return }
    notes.store(in: &places, of: .instanceProfile(contents.instanceProfiles.count))
    contents.instanceProfiles.append(
      InstanceProfile(
        account: account,
        name: identity.name,
        path: identity.path,
        uniqueID: uniqueID,
        createdSeconds: createdSeconds(members),
        role: role,
        tags: tags
      )
    )
  }

  /// Reads the name of the only role that a profile can have (table 7.3).
  private mutating func exportedRole(
    _ members: MemberReader,
    _ notes: inout EntityNotes
  ) -> String? {
    let roles = members.list("Roles", &problems)
    if roles.count > 1 {
      refuse(
        "an instance profile may have at most 1 role, found \(roles.count)",
        help: nil,
        in: members.file,
        at: roles[1].position
      )
    }
    guard let node = roles.first,
      let role = MemberReader(
        node,
        in: members.file,
        subject: "a role",
        expected: nil,
        problems: &problems
      ),
      let name = role.requiredText("RoleName", &problems)
    else { return nil }
    notes.note(.role, at: name.position)
    return name.text
  }
}
