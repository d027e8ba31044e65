internal import PosternModel
internal import PosternText

extension ContentsBuilder {
  /// Adds a managed policy of an export.
  ///
  /// Every export brings the policies of the platform along that it uses: of those with one ARN the
  /// one with the newest default version is kept, for all accounts, and that is found when they
  /// differ. Two texts of one version contradict each other, and are a problem.
  mutating func add(_ policy: ManagedPolicy, _ notes: EntityNotes, _ members: MemberReader) {
    guard policy.account == nil, let index = platformPolicies[policy.arn] else {
      if policy.account == nil { platformPolicies[policy.arn] = contents.policies.count }
      storeExported(notes, of: .policy(contents.policies.count))
      contents.policies.append(policy)
      return
    }
    let known = contents.policies[index]
    let first = places.place(of: .name, in: .policy(index))
    let place = first.map { "\($0.file):\($0.position.line)" } ?? "another export"
    if let number = contradiction(of: policy, known) {
      refuse(
        "the version `v\(number)` of `\(QuotedText.shortened(policy.arn))` has another text than "
          + "in \(place)",
        help: nil,
        in: members.file,
        at: members.position
      )
      return
    }
    let numbers = [policy.defaultVersionNumber, known.defaultVersionNumber]
    guard numbers[0] != numbers[1] else { return }
    findings.add(
      "warning: the default version of `\(QuotedText.shortened(policy.arn))` is `v\(numbers[0])` "
        + "here and `v\(numbers[1])` in \(place): `v\(max(numbers[0], numbers[1]))` counts for all "
        + "accounts",
      help: nil,
      file: members.file.name,
      position: members.position
    )
    guard numbers[0] > numbers[1] else { return }
    notes.store(in: &places, of: .policy(index))
    contents.policies[index] = policy
  }

  /// The number of a version that both have, with different texts.
  private func contradiction(of policy: ManagedPolicy, _ known: ManagedPolicy) -> Int? {
    policy.versions.first { version in
      guard let other = known.versions.first(where: { $0.number == version.number }) else {
        return false
      }
      let texts = [version.document, other.document].map { Array($0.text.utf8) }
      return texts[0] != texts[1] && meaning(texts[0]) != meaning(texts[1])
    }?.number
  }

  /// A document without what says nothing: white space, and which characters are escaped.
  private func meaning(_ text: [UInt8]) -> [UInt8] {
    var ignored = ProblemList(keptCountMax: 1)
    let file = SourceFile(name: "", bytes: text)
    guard let root = JSONNodeReader.read(file, limits: limits, problems: &ignored) else {
      return text
    }
    var encoder = DocumentEncoder()
    encoder.append(root)
    return encoder.bytes
  }
}
