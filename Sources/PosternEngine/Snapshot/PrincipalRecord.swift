/// What a snapshot knows about one principal; texts and lists stand in the principals' region.
struct PrincipalRecord: BitwiseCopyable {
  /// What the principal is.
  enum Form: UInt8 {
    /// The owner of an account: inherent rights, no policies.
    case root
    /// A user.
    case user
    /// A role; asked for as one of its sessions.
    case role
  }

  /// Says that the principal has no permissions boundary.
  static let noBoundary = UInt32.max
  /// Says that the boundary names a policy that allows nothing.
  static let emptyBoundary = UInt32.max - 1

  /// The ARN of the entity: for a role, the role's own with its path.
  let arn: NameTable.Cell
  /// Where the entity's name starts in its ARN.
  let nameStart: UInt16
  /// Where the account's twelve digits start in its ARN.
  let accountStart: UInt16
  let form: UInt8
  let reserved: UInt8
  /// How many decision sets grant and refuse.
  let setCount: UInt16
  /// The place of the sets' numbers.
  let sets: UInt32
  /// The number of the boundary's set.
  let boundary: UInt32
  /// The unique id.
  let uniqueID: NameTable.Cell
  /// The place of the tags, in cells of `PrincipalTag`.
  let tags: UInt32
  let tagCount: UInt32
}

extension PrincipalRecord {
  /// A record without a name, sets or tags: who is asked about and not known.
  static let nobody = PrincipalRecord(
    arn: NameTable.Cell(place: 0, byteCount: 0), nameStart: 0, accountStart: 0,
    form: Form.user.rawValue, reserved: 0, setCount: 0, sets: 0, boundary: noBoundary,
    uniqueID: NameTable.Cell(place: 0, byteCount: 0), tags: 0, tagCount: 0)
}

/// A tag of a principal that some policy mentions.
struct PrincipalTag: BitwiseCopyable {
  /// The number of its condition key.
  let key: UInt16
  let reserved: UInt16
  let value: NameTable.Cell
}
