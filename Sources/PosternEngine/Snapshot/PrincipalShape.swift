/// What many principals have in common: everything but a name, the numbers of decision sets, tags
/// and a unique id.
///
/// The users of one path of an account have few shapes: a record refers to its shape and is small.
/// Everything that follows from a principal alone was worked out when the snapshot was made.
struct PrincipalShape: BitwiseCopyable, Hashable {
  /// Requests name it by the ARN of a session.
  static let isAskedBySession: UInt16 = 1
  /// Root issued the federated session.
  static let isIssuedByRoot: UInt16 = 2
  /// A permissions boundary is attached to somebody who can have one (E-20, M-43).
  static let hasBoundary: UInt16 = 4
  /// The snapshot knows nothing but what kind of caller the name stands for.
  static let isUnknown: UInt16 = 8
  /// It has identity policies, or could: it is of an account, and has no inherent rights in it.
  static let hasIdentity: UInt16 = 16
  /// Requests name it by its ARN, which the shape does not have.
  static let isNamedByARN: UInt16 = 32
  /// Its name is the end of the shape's ARN.
  static let isNameLast: UInt16 = 64
  /// Its name is the record's part of the name that requests use.
  static let isNameInRecord: UInt16 = 128
  /// The numbers of its sets need four bytes each, not two.
  static let hasWideSets: UInt16 = 256
  /// Its unique id is packed.
  static let isIDPacked: UInt16 = 512
  /// It is a session of a role that a service owns (E-26).
  static let isServiceLinked: UInt16 = 1_024

  let form: UInt8
  let flags: UInt16
  /// How many decision sets grant and refuse.
  let setCount: UInt16
  /// Where partition and account stand in the ARN; both are empty for callers outside accounts.
  let partitionByteCount: UInt32
  let accountStart: UInt32
  let accountByteCount: UInt32
  /// Where the session's name begins in the name that requests use; 0 without one.
  let sessionStart: UInt32
  /// How the name that requests use begins; the record has the rest.
  let stem: NameTable.Cell
  /// The ARN and the name; where they stand elsewhere only the name's length counts.
  let arn: NameTable.Cell
  let name: NameTable.Cell
  let issuer: NameTable.Cell
  let boundary: LayerReference
  let session: LayerReference
  /// The place of the levels of service control policies, their count first; 0 when the layer does
  /// not apply.
  let scp: UInt32
  /// How many characters the unique id has; 0 when it is unknown.
  let idCharacterCount: UInt32
}

extension PrincipalShape {
  /// The shape of callers that the snapshot does not know: no name, no sets.
  static func unknown(_ form: CallerForm) -> PrincipalShape {
    let nothing = NameTable.Cell(place: 0, byteCount: 0)
    return PrincipalShape(
      form: form.rawValue,
      flags: isUnknown | (form.isOfAccount && form != .root ? hasIdentity : 0),
      setCount: 0,
      partitionByteCount: 0,
      accountStart: 0,
      accountByteCount: 0,
      sessionStart: 0,
      stem: nothing,
      arn: nothing,
      name: nothing,
      issuer: nothing,
      boundary: .absent,
      session: .absent,
      scp: 0,
      idCharacterCount: 0
    )
  }

  @inline(__always)
  func has(_ flag: UInt16) -> Bool { flags & flag != 0 }
}
