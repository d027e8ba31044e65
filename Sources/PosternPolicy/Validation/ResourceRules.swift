import PosternModel
import PosternText

/// Resources: that there are some, and how each is written (G-21, G-34…G-37b, V-04).
struct ResourceRules {
  private static let identityPaths = [
    "user/", "federated-user/", "role/", "group/", "instance-profile/", "mfa/",
    "server-certificate/", "policy/", "sms-mfa/", "saml-provider/", "oidc-provider/", "report/",
    "access-report/",
  ]

  /// The types of resources of an object store that have a region, unlike buckets and objects.
  private static let regionalPaths = [
    "accesspoint/", "access-grants/", "async-request/", "job/", "storage-lens/",
    "storage-lens-group/",
  ]

  let rules: PolicyRules
  let allowsVariables: Bool

  /// Throws at the first resource that is neither `*` nor an ARN that can be.
  func check(_ document: DocumentOutline) throws(PolicyError) {
    for statement in document.statements {
      for entry in statement.resource?.element.entries ?? [] where entry.text != "*" {
        try check(entry)
      }
    }
  }

  /// Throws when a statement has no resources but the rules ask for them.
  func checkPresence(_ document: DocumentOutline) throws(PolicyError) {
    guard rules.kind != .trust else { return }
    for statement in document.statements {
      guard let resource = statement.resource else {
        if rules.requiresResource { throw Self.missingError(at: statement.start) }
        continue
      }
      guard !resource.element.entries.isEmpty else {
        throw .missingResources("the list of resources is empty", at: resource.position)
      }
    }
  }

  /// Whether a statement must have resources: a trust policy has none, a resource policy may leave
  /// it to what it is attached to (table 1.6).
  static func isRequired(_ kind: PolicyKind) -> Bool {
    switch kind {
    case .inline, .managed, .boundary, .session, .scp, .rcp, .gateway: true
    case .resource, .trust: false
    }
  }

  /// The error for a statement without `Resource` and `NotResource`.
  static func missingError(at position: TextPosition) -> PolicyError {
    .missingResources("the statement has neither `Resource` nor `NotResource`", at: position)
  }

  private func check(_ entry: PolicyString) throws(PolicyError) {
    let text = entry.text
    guard text.hasPrefix("arn:") else {
      throw .resourceForm(text, "`\(text.shown)` is no ARN", at: entry.position)
    }
    if text.hasPlainARNHead, isOrdinary(text) { return }
    let texts =
      try partsWithVariables(entry)
      ?? text.utf8.split(
        separator: UInt8(ascii: ":"),
        maxSplits: ARNPattern.partCount - 1,
        omittingEmptySubsequences: false
      ).map { Substring($0) }
    try checkPartition(texts, entry)
    guard texts.count > 2 else {
      throw .resourceVendor("the ARN `\(text.shown)` ends behind its partition", at: entry.position)
    }
    switch texts[2] {
    case "iam": try checkIdentity(texts, entry)
    case "s3": try checkBucket(texts, entry)
    default: break
    }
  }

  /// Whether an ARN with a plain head has a registered partition and nothing that the rules of its
  /// service could refuse.
  ///
  /// Most have: nothing is taken apart for them, which was a quarter of all parsing
  /// (`postern-bench start`).
  private func isOrdinary(_ text: String) -> Bool {
    let colon = UInt8(ascii: ":")
    let rest = text.utf8.dropFirst("arn:".utf8.count)
    guard let partitionEnd = rest.firstIndex(of: colon) else { return false }
    let partition = rest[..<partitionEnd]
    guard rules.partitions.contains(where: { partition.elementsEqual($0.utf8) }) else {
      return false
    }
    let behind = rest[partitionEnd...].dropFirst()
    guard let serviceEnd = behind.firstIndex(of: colon) else { return false }
    let service = behind[..<serviceEnd]
    if service.elementsEqual("s3".utf8) { return behind[serviceEnd...].dropFirst().first == colon }
    return !service.elementsEqual("iam".utf8)
  }

  /// The parts of an ARN with variables before the sixth, `$` in the place of each; nil for one
  /// without.
  ///
  /// - Throws: when the rules do not allow variables there.
  private func partsWithVariables(
    _ entry: PolicyString
  ) throws(PolicyError) -> [Substring]? {
    guard !entry.text.hasPlainARNHead else { return nil }
    let template = PatternTemplate(
      entry.text,
      allowsVariables: allowsVariables,
      allowsWildcards: true
    )
    let parts = template.split(partCountMax: ARNPattern.partCount)
    guard parts.dropFirst().prefix(4).contains(where: \.hasVariables) else { return nil }
    let isWhole = parts.count == ARNPattern.partCount && !parts[1].hasVariables
    if rules.allowsHeadVariables, isWhole { return parts.map { Substring($0.outline) } }
    throw .resourceForm(
      entry.text,
      "a policy variable may only stand behind the fifth colon of a resource",
      at: entry.position
    )
  }

  private func checkPartition(
    _ texts: [Substring],
    _ entry: PolicyString
  ) throws(PolicyError) {
    guard texts[1] != "*", !rules.partitions.contains(where: { $0 == texts[1] }) else { return }
    let parts = texts.map(String.init)
    // The sentence shows the resource with all its parts.
    let rest = parts.dropFirst(2) == [""] ? [] : Array(parts.dropFirst(2))
    let open = Array(repeating: "*", count: ARNPattern.partCount - 2 - rest.count)
    let full = (["arn", parts[1]] + rest + open).joined(separator: ":")
    throw .partition(
      parts[1],
      resource: full,
      "the partition `\(parts[1].shown)` is not registered",
      help: WordList(rules.partitions).guess(for: parts[1]),
      at: entry.position
    )
  }

  private func checkIdentity(_ parts: [Substring], _ entry: PolicyString) throws(PolicyError) {
    guard parts.count > 3, parts[3].isEmpty else { throw regionError(entry, service: "iam") }
    guard parts.count == ARNPattern.partCount, parts[5] != "*" else { return }
    if rules.allowsUnknownEntities { return }
    let paths = Self.identityPaths
    guard !paths.contains(where: parts[5].hasPrefix) else { return }
    let kind = parts[5].prefix { $0 != "/" }
    throw .resourcePath(
      paths,
      "`\(kind.description.shown)` is no kind of entity",
      help: WordList(paths).guess(for: kind + "/"),
      at: entry.position
    )
  }

  private func checkBucket(_ parts: [Substring], _ entry: PolicyString) throws(PolicyError) {
    guard parts.count < 4 || !parts[3].isEmpty else { return }
    let isBucket =
      parts.count < ARNPattern.partCount || !Self.regionalPaths.contains(where: parts[5].hasPrefix)
    if isBucket { throw regionError(entry, service: "s3") }
  }

  private func regionError(_ entry: PolicyString, service: String) -> PolicyError {
    .resourceRegion(
      entry.text,
      service: service,
      "resources of `\(service)` have no region: nothing may stand between the third and the "
        + "fourth colon",
      at: entry.position
    )
  }
}

extension PatternTemplate {
  /// The text with a `$` in the place of each variable.
  fileprivate var outline: String {
    segments.reduce(into: "") { text, segment in
      switch segment {
      case .literal(let bytes): text += String(decoding: bytes, as: UTF8.self)
      case .anyRun: text += "*"
      case .anyOne: text += "?"
      case .variable: text += "$"
      }
    }
  }
}
