import PosternModel

extension PrincipalRecord {
  /// The record of an entry; what it refers to is appended to `writer`.
  init(_ entry: PrincipalEntry, keys: ConditionKeyIndex, writer: inout RegionWriter) {
    let tags = entry.tags.compactMap { tag -> PrincipalTag? in
      let key = "\(ConditionKeyFamily.principalTag.prefix)\(tag.key)"
      guard let number = keys.existingNumber(of: key) else { return nil }
      return PrincipalTag(key: number, reserved: 0, value: writer.cell(tag.value))
    }
    writer.align(to: 4)
    let tagsPlace = writer.offset
    for tag in tags { writer.append(tag) }
    let setsPlace = writer.offset
    for set in entry.sets { writer.append(UInt32(set)) }
    let flags = PrincipalRecord.flags(of: entry)
    let account = entry.form.isOfAccount ? AccountPlace(in: entry.arn) : nil
    self.init(
      form: entry.form.rawValue,
      flags: flags,
      setCount: UInt16(entry.sets.count),
      sets: UInt32(setsPlace),
      boundary: LayerReference(entry.boundary),
      session: LayerReference(entry.session),
      scp: entry.isBoundByOrganization ? entry.scp.map { writer.levels($0) } ?? 0 : 0,
      tagCount: UInt32(tags.count),
      tags: UInt32(tagsPlace),
      arn: writer.cell(entry.arn, unless: flags & PrincipalRecord.isNamedByARN != 0),
      name: writer.cell(entry.name, unless: flags & PrincipalRecord.isNameLast != 0),
      uniqueID: writer.cell(entry.uniqueID),
      issuer: writer.cell(entry.issuer),
      partitionByteCount: UInt16(clamping: account?.partitionByteCount ?? 0),
      accountStart: UInt16(clamping: account?.start ?? 0),
      accountByteCount: UInt16(clamping: account?.byteCount ?? 0),
      sessionStart: UInt16(clamping: entry.sessionStart)
    )
  }

  private static func flags(of entry: PrincipalEntry) -> UInt8 {
    let isIssuedByRoot = entry.issuer.hasSuffix(":root")
    let (isAskedBySession, isNamedByARN) =
      switch entry.lookup {
      case .name(let name): (false, name.utf8.elementsEqual(entry.arn.utf8))
      case .sessions: (true, false)
      }
    // Neither root nor callers outside accounts can have identity policies or a boundary (E-20).
    let hasIdentity = entry.form.isOfAccount && entry.form != .root && !isIssuedByRoot
    let isBounded = hasIdentity && entry.boundary != .absent
    return (isAskedBySession ? PrincipalRecord.isAskedBySession : 0)
      | (isIssuedByRoot ? PrincipalRecord.isIssuedByRoot : 0)
      | (hasIdentity ? PrincipalRecord.hasIdentity : 0)
      | (isBounded ? PrincipalRecord.hasBoundary : 0)
      | (isNamedByARN ? PrincipalRecord.isNamedByARN : 0)
      | (entry.arn.utf8.hasEnd(entry.name.utf8) ? PrincipalRecord.isNameLast : 0)
  }
}

extension PrincipalEntry {
  /// Whether service control policies can have a say: not for callers outside accounts, and not for
  /// sessions of roles that services own (E-26).
  fileprivate var isBoundByOrganization: Bool {
    form.isOfAccount && !(form == .roleSession && arn.contains(":role/aws-service-role/"))
  }

  /// The name of a role's sessions is `arn:p:sts::A:assumed-role/name`, without the session and in
  /// lower case, because role names are unique ignoring case (table 1.7).
  var lookupName: String {
    switch lookup {
    case .name(let name): return name
    case .sessions:
      guard let arn = ARN(arn) else { return self.arn }
      return "arn:\(arn.partition):sts::\(arn.account):assumed-role/\(name)".lowercased()
    }
  }

  /// Where the session's name begins in a name that is the ARN of one session; 0 when it is not.
  fileprivate var sessionStart: Int {
    guard form == .roleSession, case .name(let name) = lookup, let arn = ARN(name) else {
      return 0
    }
    let parts = arn.resource.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "assumed-role", !parts[1].isEmpty, !parts[2].isEmpty else {
      return 0
    }
    return name.utf8.count - parts[2].utf8.count
  }
}

extension String.UTF8View {
  /// Whether these bytes end with others.
  fileprivate func hasEnd(_ end: String.UTF8View) -> Bool { suffix(end.count).elementsEqual(end) }
}

extension RegionWriter {
  /// Writes a text once and returns where it stands.
  mutating func cell(_ text: String) -> NameTable.Cell {
    let bytes = Array(text.utf8)
    return NameTable.Cell(place: self.text(bytes), byteCount: UInt32(bytes.count))
  }

  /// Writes a text once and returns where it stands; only its length when it stands elsewhere.
  fileprivate mutating func cell(_ text: String, unless isElsewhere: Bool) -> NameTable.Cell {
    isElsewhere
      ? NameTable.Cell(place: 0, byteCount: UInt32(text.utf8.count)) : cell(text)
  }

  /// Writes the levels of a layer, their count first, and returns their place.
  mutating func levels(_ levels: [LayerContent]) -> UInt32 {
    let place = append(UInt32(levels.count))
    for level in levels { append(LayerReference(level)) }
    return UInt32(place)
  }
}
