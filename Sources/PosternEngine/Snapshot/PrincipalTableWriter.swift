import PosternModel

/// Lays out principals, each shape, list of tags and list of levels once.
struct PrincipalTableWriter {
  private var shapes = RegionWriter()
  private var records = RegionWriter()
  private var rows: [(hash: UInt64, place: UInt32)] = []
  private var shapePlaces: [PrincipalShape: UInt32] = [:]
  private var lastShape: (shape: PrincipalShape, place: UInt32)?
  private var tagPlaces: [[Tag]: UInt32] = [:]
  private var levelPlaces: [[LayerContent]: UInt32] = [:]
  /// The roles with tags that some policy mentions.
  private var roles: [(arn: [UInt8], place: UInt32)] = []
  private var setCountMax = 0
  private let keys: ConditionKeyIndex

  /// A writer that has written what is known of callers whom nobody knows.
  ///
  /// The place 0 stays free among the shapes and among the records.
  init(keys: ConditionKeyIndex) {
    self.keys = keys
    shapes.append(UInt32(0))
    records.append(UInt32(0))
    for form in CallerForm.allCases {
      let place = append(shape: .unknown(form), tags: 0, rest: [])
      precondition(place == PrincipalTable.unknownPlace(form), "these are the first records")
    }
  }

  /// Adds a principal.
  mutating func add(_ entry: PrincipalEntry) {
    let name = PrincipalNames(entry)
    let packedID = PackedText.pack(name.uniqueID)
    let shape = shape(of: entry, name, isIDPacked: packedID != nil)
    let tags = tags(entry.tags)
    let place = append(shape: shape, tags: tags, rest: name.rest)
    if tags != 0, entry.lookup == .sessions {
      roles.append((arn: Array(entry.arn.utf8), place: place))
    }
    for set in entry.sets {
      if shape.has(PrincipalShape.hasWideSets) {
        records.append(bytes: UInt32(set))
      } else {
        records.append(bytes: UInt16(set))
      }
    }
    records.append(packedID ?? name.uniqueID)
    rows.append((hash: ByteHash.of(name.lookup), place: place))
    setCountMax = max(setCountMax, entry.sets.count)
  }

  /// Makes the regions.
  ///
  /// - Complexity: O(n) in the bytes that were written.
  consuming func finish() -> PrincipalTable.Layout {
    records.align(to: PrincipalRecord.unit)
    let end = PrincipalTable.placeEnd(recordsByteCount: records.offset)
    var slots = RegionWriter()
    for slot in PlaceTable.slots(for: rows, placeEnd: end) { slots.append(slot) }
    var rolePlaces = RegionWriter()
    for role in roles { rolePlaces.append(role.place) }
    return PrincipalTable.Layout(
      slots: slots.finish(),
      roles: NameTable.makeRegion(roles.map(\.arn)),
      rolePlaces: rolePlaces.finish(),
      records: records.finish(),
      shapes: shapes.finish(),
      count: rows.count,
      setCountMax: setCountMax
    )
  }

  /// Begins a record and returns its place, in units.
  private mutating func append(shape: PrincipalShape, tags: UInt32, rest: [UInt8]) -> UInt32 {
    records.align(to: PrincipalRecord.unit)
    let place = records.offset / PrincipalRecord.unit
    records.append(bytes: self.place(of: shape))
    records.append(bytes: tags)
    records.append(bytes: UInt16(rest.count))
    records.append(rest)
    return UInt32(place)
  }

  private mutating func place(of shape: PrincipalShape) -> UInt32 {
    // Neighbours are alike: comparing costs less than a hash of all fields.
    if let last = lastShape, last.shape == shape { return last.place }
    let place = shapePlaces[shape] ?? UInt32(shapes.append(shape))
    shapePlaces[shape] = place
    lastShape = (shape, place)
    return place
  }

  /// The place of the tags that some policy mentions, as those of who asks or of what is asked
  /// about, their count first; 0 without any.
  private mutating func tags(_ tags: [Tag]) -> UInt32 {
    if tags.isEmpty { return 0 }
    if let known = tagPlaces[tags] { return known }
    var mentioned: [PrincipalTag] = []
    for family in ConditionKeyFamily.ofEntities {
      for tag in tags {
        guard let number = keys.existingNumber(of: "\(family.prefix)\(tag.key)") else { continue }
        mentioned.append(PrincipalTag(key: number, reserved: 0, value: shapes.cell(tag.value)))
      }
    }
    var place: UInt32 = 0
    if !mentioned.isEmpty {
      place = UInt32(shapes.append(UInt32(mentioned.count)))
      for tag in mentioned { shapes.append(tag) }
    }
    tagPlaces[tags] = place
    return place
  }

  private mutating func levels(_ levels: [LayerContent]) -> UInt32 {
    if let known = levelPlaces[levels] { return known }
    let place = shapes.levels(levels)
    levelPlaces[levels] = place
    return place
  }

  private mutating func shape(
    of entry: PrincipalEntry,
    _ names: PrincipalNames,
    isIDPacked: Bool
  ) -> PrincipalShape {
    let isWide = entry.sets.contains { $0 > Int(UInt16.max) }
    let flags =
      names.flags | PrincipalTableWriter.rightFlags(entry)
      | (isWide ? PrincipalShape.hasWideSets : 0) | (isIDPacked ? PrincipalShape.isIDPacked : 0)
    let scp = entry.isBoundByOrganization ? entry.scp : nil
    return PrincipalShape(
      form: entry.form.rawValue,
      flags: flags,
      setCount: UInt16(entry.sets.count),
      partitionByteCount: UInt32(names.account?.partitionByteCount ?? 0),
      accountStart: UInt32(names.account?.start ?? 0),
      accountByteCount: UInt32(names.account?.byteCount ?? 0),
      sessionStart: UInt32(entry.sessionStart),
      stem: shapes.cell(names.stem),
      arn: shapes.cell(names.arn),
      name: names.isNameLast
        ? NameTable.Cell(place: 0, byteCount: UInt32(names.name.count)) : shapes.cell(names.name),
      issuer: shapes.cell(entry.issuer),
      boundary: LayerReference(entry.boundary),
      session: LayerReference(entry.session),
      scp: scp.map { levels($0) } ?? 0,
      idCharacterCount: UInt32(names.uniqueID.count)
    )
  }

  /// What the caller may have by what it is.
  private static func rightFlags(_ entry: PrincipalEntry) -> UInt16 {
    let isIssuedByRoot = entry.issuer.hasSuffix(":root")
    // Neither root nor callers outside accounts can have identity policies or a boundary (E-20).
    let hasIdentity = entry.form.isOfAccount && entry.form != .root && !isIssuedByRoot
    let isBounded = hasIdentity && entry.boundary != .absent
    return (isIssuedByRoot ? PrincipalShape.isIssuedByRoot : 0)
      | (hasIdentity ? PrincipalShape.hasIdentity : 0)
      | (isBounded ? PrincipalShape.hasBoundary : 0)
      | (entry.isServiceLinked ? PrincipalShape.isServiceLinked : 0)
  }
}
