internal import PosternModel
internal import PosternText

extension ContentsBuilder {
  /// Reads a manifest of kind `InstanceProfile`.
  mutating func readInstanceProfile(_ document: ManifestDocument) {
    let expected = ["kind", "name", "path", "role", "tags", "uniqueId", "account"]
    guard let members = open(document, "an instance profile", expected) else { return }
    var notes = EntityNotes(members)
    let identity = identity(members, idPrefix: .instanceProfile, &notes)
    let role = members.text("role", &problems)
    if let role { notes.note(.role, at: role.position) }
    let tags = tags(members, &notes)
    guard let identity else { return }
    notes.store(in: &places, of: .instanceProfile(contents.instanceProfiles.count))
    contents.instanceProfiles.append(
      InstanceProfile(
        account: identity.account,
        name: identity.name,
        path: identity.path,
        uniqueID: identity.uniqueID,
        createdSeconds: 0,
        role: role?.text,
        tags: tags
      )
    )
  }
}
