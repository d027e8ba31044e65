/// What a snapshot knows about one principal; texts and lists stand in the principals' region.
///
/// Everything that follows from the principal alone was worked out when the snapshot was made.
struct PrincipalRecord: BitwiseCopyable {
  /// Requests name it by the ARN of a session.
  static let isAskedBySession: UInt8 = 1
  /// Root issued the federated session.
  static let isIssuedByRoot: UInt8 = 2
  /// A permissions boundary is attached to somebody who can have one (E-20, M-43).
  static let hasBoundary: UInt8 = 4
  /// It has identity policies, or could: it is of an account, and has no inherent rights in it.
  static let hasIdentity: UInt8 = 16
  /// The snapshot knows nothing but what kind of caller the name stands for.
  static let isUnknown: UInt8 = 8
  /// Requests name it by its ARN, which the record does not repeat.
  static let isNamedByARN: UInt8 = 32
  /// Its name is the end of its ARN, and the record does not repeat it.
  static let isNameLast: UInt8 = 64

  let form: UInt8
  let flags: UInt8
  /// How many decision sets grant and refuse.
  let setCount: UInt16
  /// The place of the sets' numbers.
  let sets: UInt32
  let boundary: LayerReference
  let session: LayerReference
  /// The place of the levels of service control policies, their count first; 0 when the layer does
  /// not apply.
  let scp: UInt32
  let tagCount: UInt32
  /// The place of the tags, in cells of `PrincipalTag`.
  let tags: UInt32
  /// The ARN and the name; where they are not repeated only their lengths count.
  let arn: NameTable.Cell
  let name: NameTable.Cell
  let uniqueID: NameTable.Cell
  let issuer: NameTable.Cell
  /// Where partition and account stand in the ARN; both are empty for callers outside accounts.
  let partitionByteCount: UInt16
  let accountStart: UInt16
  let accountByteCount: UInt16
  /// Where the session's name begins in the name that requests use; 0 without one.
  let sessionStart: UInt16
}

extension PrincipalRecord {
  /// A record without a name, sets or tags, for callers that the snapshot does not know.
  static func unknown(_ form: CallerForm) -> PrincipalRecord {
    let nothing = NameTable.Cell(place: 0, byteCount: 0)
    return PrincipalRecord(
      form: form.rawValue,
      flags: PrincipalRecord.isUnknown
        | (form.isOfAccount && form != .root ? PrincipalRecord.hasIdentity : 0),
      setCount: 0,
      sets: 0,
      boundary: .absent,
      session: .absent,
      scp: 0,
      tagCount: 0,
      tags: 0,
      arn: nothing,
      name: nothing,
      uniqueID: nothing,
      issuer: nothing,
      partitionByteCount: 0,
      accountStart: 0,
      accountByteCount: 0,
      sessionStart: 0
    )
  }
}
