internal import PosternModel
internal import PosternText

extension ContentsBuilder {
  /// Reads a manifest of kind `ResourcePolicy`.
  mutating func readResourcePolicy(_ document: ManifestDocument) {
    let expected = ["kind", "resource", "document", "account"]
    guard let members = open(document, "a resource policy", expected) else { return }
    var notes = EntityNotes(members)
    let resource = members.requiredText("resource", &problems)
    if let resource { notes.note(.name, at: resource.position) }
    let account = owner(of: resource, members)
    let text = members.required("document", &problems).flatMap {
      readDocument($0, in: members.file, part: .document, &notes)
    }
    guard let resource, let account, let text else { return }
    notes.store(in: &places, of: .resourcePolicy(contents.resourcePolicies.count))
    contents.resourcePolicies.append(
      ResourcePolicy(resource: resource.text, account: account, document: text)
    )
  }

  /// The owner that the manifest names, else the one in the ARN, else the only account there is.
  private mutating func owner(
    of resource: MemberReader.PlacedText?,
    _ members: MemberReader
  ) -> AccountID? {
    guard let resource, let id = ARN(resource.text).flatMap({ AccountID($0.account) }) else {
      return account(members)
    }
    if members.has("account") {
      guard let named = account(members) else { return nil }
      guard named != id else { return id }
      refuse(
        "the resource belongs to the account `\(id)`, the manifest says `\(named)`",
        help: nil,
        in: members.file,
        at: resource.position
      )
      return nil
    }
    guard accounts[id] != nil else {
      refuse(
        "the directory has no account `\(id)`, which the resource belongs to",
        help: nil,
        in: members.file,
        at: resource.position
      )
      return nil
    }
    return id
  }
}
