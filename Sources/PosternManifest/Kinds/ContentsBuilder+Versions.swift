internal import PosternModel
internal import PosternText

extension ContentsBuilder {
  /// The versions of a policy and the one that counts.
  struct Versions {
    let all: [ManagedPolicy.Version]
    let defaultNumber: Int
  }

  /// One version with the place of its id.
  struct PlacedVersion {
    let version: ManagedPolicy.Version
    let position: TextPosition
  }

  /// Reads `document`, or `versions` with `defaultVersion`.
  mutating func versions(_ members: MemberReader, _ notes: inout EntityNotes) -> Versions? {
    switch (members.has("document"), members.has("versions")) {
    case (true, false): return onlyVersion(members, &notes)
    case (false, true): return severalVersions(members, &notes)
    case (true, true), (false, false):
      refuse(
        "expected exactly one of `document` and `versions`",
        help: nil,
        in: members.file,
        at: members.position
      )
      return nil
    }
  }

  private mutating func onlyVersion(
    _ members: MemberReader,
    _ notes: inout EntityNotes
  ) -> Versions? {
    if members.has("defaultVersion") {
      refuse(
        "`defaultVersion` belongs to `versions`; a single `document` is version `v1`",
        help: nil,
        in: members.file,
        at: members.position
      )
    }
    guard let node = members.required("document", &problems),
      let text = readDocument(node, in: members.file, part: .version(1), &notes)
    else { return nil }
    return Versions(
      all: [ManagedPolicy.Version(number: 1, document: text, createdSeconds: 0)],
      defaultNumber: 1
    )
  }

  private mutating func severalVersions(
    _ members: MemberReader,
    _ notes: inout EntityNotes
  ) -> Versions? {
    let word = members.requiredText("defaultVersion", &problems)
    let nodes = members.list("versions", &problems)
    var versions: [PlacedVersion] = []
    for node in nodes {
      if let version = version(node, in: members.file, &notes) { versions.append(version) }
    }
    guard let word, versions.count == nodes.count else { return nil }
    return order(versions, defaultWord: word, in: members.file, &notes)
  }

  private mutating func version(
    _ node: ManifestNode,
    in file: SourceFile,
    _ notes: inout EntityNotes
  ) -> PlacedVersion? {
    guard
      let members = MemberReader(
        node,
        in: file,
        subject: "a version",
        expected: ["id", "document"],
        problems: &problems
      )
    else { return nil }
    let id = members.requiredText("id", &problems)
    let document = members.required("document", &problems)
    guard let id, let number = versionNumber(id, in: file), let document,
      let text = readDocument(document, in: file, part: .version(number), &notes)
    else { return nil }
    return PlacedVersion(
      version: ManagedPolicy.Version(number: number, document: text, createdSeconds: 0),
      position: id.position
    )
  }

  /// Puts versions in order and finds the one that counts.
  mutating func order(
    _ versions: [PlacedVersion],
    defaultWord: MemberReader.PlacedText,
    in file: SourceFile,
    _ notes: inout EntityNotes
  ) -> Versions? {
    notes.note(.defaultVersion, at: defaultWord.position)
    var numbers: Set<Int> = []
    for version in versions where !numbers.insert(version.version.number).inserted {
      refuse(
        "the version `v\(version.version.number)` is given twice",
        help: nil,
        in: file,
        at: version.position
      )
    }
    guard let number = versionNumber(defaultWord, in: file), numbers.count == versions.count else {
      return nil
    }
    guard numbers.contains(number) else {
      refuse(
        "the default version `v\(number)` is not among the versions",
        help: nil,
        in: file,
        at: defaultWord.position
      )
      return nil
    }
    let ordered = versions.map(\.version).sorted { $0.number < $1.number }
    return Versions(all: ordered, defaultNumber: number)
  }

  /// Returns the number of a version's id: `v` and a number without leading zeros.
  mutating func versionNumber(_ id: MemberReader.PlacedText, in file: SourceFile) -> Int? {
    let digits = id.text.dropFirst()
    if id.text.hasPrefix("v"), digits.utf8.count <= 9, digits.utf8.first != UInt8(ascii: "0"),
      digits.utf8.allSatisfy(\.isDigit), let number = Int(digits)
    {
      return number
    }
    refuse(
      "expected the id of a version such as `v1`, found `\(QuotedText.shortened(id.text))`",
      help: nil,
      in: file,
      at: id.position
    )
    return nil
  }
}
