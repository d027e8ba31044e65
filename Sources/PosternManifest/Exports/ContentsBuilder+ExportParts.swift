internal import PosternModel
internal import PosternText

extension ContentsBuilder {
  /// What an exported entity says about its name; `account` is nil for policies of the platform.
  struct ExportedIdentity {
    let arn: String
    let account: AccountID?
    let name: String
    let path: String
  }

  /// Reads name, path and ARN, which must agree, and makes sure that the account of the ARN exists.
  ///
  /// The name of a policy may be left out (the service says so): then it is the ARN's.
  mutating func exportedIdentity(
    _ members: MemberReader,
    type: String,
    nameMember: String,
    _ notes: inout EntityNotes
  ) -> ExportedIdentity? {
    let path = members.text("Path", &problems)
    let text = members.requiredText("Arn", &problems)
    let name =
      type == "policy" && !members.has(nameMember)
      ? text.map(Self.lastName) : members.requiredText(nameMember, &problems)
    if let name { notes.note(.name, at: name.position) }
    if let path { notes.note(.path, at: path.position) }
    guard let name, let text else { return nil }
    let pathText = path?.text ?? "/"
    let expected = "\(type)\(pathText)\(name.text)"
    guard let arn = ARN(text.text), arn.service == "iam", arn.region.isEmpty,
      arn.resource == expected
    else {
      refuse(
        "expected an ARN that ends in `:\(QuotedText.shortened(expected))`, found "
          + "`\(QuotedText.shortened(text.text))`",
        help: nil,
        in: members.file,
        at: text.position
      )
      return nil
    }
    let isPlatform = type == "policy" && arn.account == "aws"
    guard isPlatform || AccountID(arn.account) != nil else {
      refuse(
        "expected an account id of twelve digits in the ARN, found "
          + "`\(QuotedText.shortened(arn.account))`",
        help: nil,
        in: members.file,
        at: text.position
      )
      return nil
    }
    let account = AccountID(arn.account)
    if let account {
      ensure(account, partition: arn.partition, in: members.file, at: text.position)
    }
    return ExportedIdentity(
      arn: text.text,
      account: account,
      name: name.text,
      path: pathText
    )
  }

  private static func lastName(of arn: MemberReader.PlacedText) -> MemberReader.PlacedText {
    let name = arn.text.utf8.split(separator: UInt8(ascii: "/")).last.map { String($0) } ?? nil
    return MemberReader.PlacedText(text: name ?? "", position: arn.position)
  }

  private mutating func ensure(
    _ id: AccountID,
    partition: String,
    in file: SourceFile,
    at position: TextPosition
  ) {
    guard accounts[id] == nil else { return }
    places.note(
      .whole,
      of: .account(contents.accounts.count),
      file: file.name,
      position: position
    )
    add(Account(id: id, partition: partition, alias: nil))
  }

  /// Reads a unique id; empty when the export has none.
  mutating func exportedID(
    _ members: MemberReader,
    _ name: String,
    _ notes: inout EntityNotes
  ) -> String {
    guard let id = members.text(name, &problems) else { return "" }
    notes.note(.uniqueID, at: id.position)
    return id.text
  }

  /// Returns when an entity was created; 0 when the export does not say it in a way that is
  /// understood, since no decision depends on it.
  func createdSeconds(_ members: MemberReader) -> Int64 {
    members.optionalText("CreateDate").flatMap { Instant($0.utf8.span)?.seconds } ?? 0
  }

  /// Reads the policies embedded in an entity.
  mutating func exportedInlinePolicies(
    _ members: MemberReader,
    _ name: String,
    _ notes: inout EntityNotes
  ) -> [InlinePolicy] {
    var policies: [InlinePolicy] = []
    for node in members.list(name, &problems) {
      guard
        let policy = MemberReader(
          node,
          in: members.file,
          subject: "an inline policy",
          expected: nil,
          problems: &problems
        )
      else { continue }
      let name = policy.requiredText("PolicyName", &problems)
      let document = policy.required("PolicyDocument", &problems)
      let index = policies.count
      guard let name, let document,
        let text = exportedDocument(
          document,
          in: members.file,
          part: .inlinePolicy(index),
          &notes
        )
      else { continue }
      notes.note(.inlinePolicyName(index), at: name.position)
      policies.append(InlinePolicy(name: name.text, document: text))
    }
    return policies
  }

  /// Reads the ARNs of attached policies.
  mutating func exportedAttachments(
    _ members: MemberReader,
    _ notes: inout EntityNotes
  ) -> [String] {
    var arns: [String] = []
    for node in members.list("AttachedManagedPolicies", &problems) {
      guard
        let policy = MemberReader(
          node,
          in: members.file,
          subject: "an attached policy",
          expected: nil,
          problems: &problems
        ),
        let arn = policy.requiredText("PolicyArn", &problems)
      else { continue }
      notes.note(.attachedPolicy(arns.count), at: arn.position)
      arns.append(arn.text)
    }
    return arns
  }

  /// Reads the ARN of the permissions boundary.
  mutating func exportedBoundary(
    _ members: MemberReader,
    _ notes: inout EntityNotes
  ) -> String? {
    guard let node = members.member("PermissionsBoundary", &problems),
      let boundary = MemberReader(
        node,
        in: members.file,
        subject: "a permissions boundary",
        expected: nil,
        problems: &problems
      ),
      let arn = boundary.requiredText("PermissionsBoundaryArn", &problems)
    else { return nil }
    notes.note(.permissionsBoundary, at: arn.position)
    return arn.text
  }

  /// Reads a list of tags.
  mutating func exportedTags(_ members: MemberReader, _ notes: inout EntityNotes) -> [Tag] {
    var tags: [Tag] = []
    for node in members.list("Tags", &problems) {
      guard
        let tag = MemberReader(
          node,
          in: members.file,
          subject: "a tag",
          expected: nil,
          problems: &problems
        )
      else { continue }
      let key = tag.requiredText("Key", &problems)
      let value = tag.requiredText("Value", &problems)
      guard let key, let value else { continue }
      notes.note(.tag(tags.count), at: key.position)
      tags.append(Tag(key: key.text, value: value.text))
    }
    return tags
  }

  /// Reads the versions of a managed policy.
  mutating func exportedVersions(
    _ members: MemberReader,
    _ notes: inout EntityNotes
  ) -> Versions? {
    let defaultWord = members.requiredText("DefaultVersionId", &problems)
    let nodes = members.list("PolicyVersionList", &problems)
    var versions: [PlacedVersion] = []
    var marks: [(isDefault: Bool, id: MemberReader.PlacedText)] = []
    for node in nodes {
      guard
        let version = MemberReader(
          node,
          in: members.file,
          subject: "a version",
          expected: nil,
          problems: &problems
        )
      else { continue }
      let id = version.requiredText("VersionId", &problems)
      let document = version.required("Document", &problems)
      if let id, let mark = version.optionalText("IsDefaultVersion") {
        marks.append((mark.lowercased() == "true", id))
      }
      guard let id, let number = versionNumber(id, in: members.file), let document,
        let text = exportedDocument(document, in: members.file, part: .version(number), &notes)
      else { continue }
      versions.append(
        PlacedVersion(
          version: ManagedPolicy.Version(
            number: number,
            document: text,
            createdSeconds: createdSeconds(version)
          ),
          position: id.position
        )
      )
    }
    guard let defaultWord, versions.count == nodes.count else { return nil }
    for (isDefault, id) in marks where isDefault != (id.text == defaultWord.text) {
      refuse(
        "`IsDefaultVersion` of `\(QuotedText.shortened(id.text))` is \(isDefault), but "
          + "`DefaultVersionId` is `\(QuotedText.shortened(defaultWord.text))`",
        help: nil,
        in: members.file,
        at: id.position
      )
    }
    return order(versions, defaultWord: defaultWord, in: members.file, &notes)
  }

  /// Reads a document of an export: an object, or its text, which is usually percent-encoded.
  mutating func exportedDocument(
    _ node: ManifestNode,
    in file: SourceFile,
    part: EntityPlaces.Part,
    _ notes: inout EntityNotes
  ) -> PolicyText? {
    notes.note(part, at: node.position)
    if node.members != nil { return embedded(node, in: file, part: part, &notes) }
    guard let text = node.text else {
      refuse(
        "expected a policy document as an object or as text, found \(node.kindName)",
        help: nil,
        in: file,
        at: node.position
      )
      return nil
    }
    // A document begins with `{`, so that a text that begins with `%` can only be an encoded one.
    guard let decoded = text.hasPrefix("%") ? PercentDecoding.decode(text) : text else {
      refuse(
        "expected a percent-encoded policy document, found a broken `%` sequence",
        help: nil,
        in: file,
        at: node.position
      )
      return nil
    }
    return PolicyText(
      text: decoded,
      origin: SourceOrigin(file: file.name, position: node.position, isVerbatim: false)
    )
  }
}
