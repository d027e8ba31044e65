/// Who asks, as matching sees it: a record of the snapshot, and what the request's own name adds.
///
/// Nothing is taken apart before somebody asks for it.
struct Caller: BitwiseCopyable {
  private let records: ByteSlice
  private let place: Int
  /// The name that the request gave.
  let text: ByteSlice
  /// The session's name; empty for "some session" of a role, and for everyone else.
  let session: ByteSlice
  /// `aws:userid`; empty when unknown.
  let userID: ByteSlice

  /// Nobody.
  init() {
    self.init(records: .empty, place: 0, text: .empty, session: .empty, userID: .empty)
  }

  /// The caller whose record stands at `place` of `records`.
  @inline(__always)
  init(
    records: ByteSlice,
    place: Int,
    text: ByteSlice,
    session: ByteSlice,
    userID: ByteSlice
  ) {
    self.records = records
    self.place = place
    self.text = text
    self.session = session
    self.userID = userID
  }

  /// What the snapshot knows.
  @inline(__always)
  var record: PrincipalRecord { records.load(at: place, as: PrincipalRecord.self) }

  /// The raw value of a `CallerForm`.
  @inline(__always)
  var form: UInt8 { record.form }

  /// Whether nobody here has the name and policies are needed: nothing is known of the caller.
  @inline(__always)
  var isUnknown: Bool { isOfAccount && has(PrincipalRecord.isUnknown) }

  /// Whether a permissions boundary is attached (M-43).
  var hasBoundary: Bool { has(PrincipalRecord.hasBoundary) }

  /// Whether the caller belongs to an account.
  @inline(__always)
  var isOfAccount: Bool { form <= CallerForm.federatedSession.rawValue }

  /// Whether the caller has every right in its own account (E-20).
  @inline(__always)
  var hasInherentRights: Bool {
    form == CallerForm.root.rawValue || has(PrincipalRecord.isIssuedByRoot)
  }

  /// The partition of the ARN; empty for callers outside accounts, as the account.
  var partition: ByteSlice {
    record.partitionByteCount == 0
      ? .empty : arn.slice("arn:".utf8.count, Int(record.partitionByteCount))
  }

  /// The account.
  @inline(__always)
  var account: ByteSlice {
    arn.slice(Int(record.accountStart), Int(record.accountByteCount))
  }

  /// The entity: for a role session the role's ARN.
  @inline(__always)
  var arn: ByteSlice { has(PrincipalRecord.isNamedByARN) ? text : text(record.arn) }

  /// The name of the user, the role or the federated user, without path.
  var name: ByteSlice {
    let count = Int(record.name.byteCount)
    return has(PrincipalRecord.isNameLast)
      ? arn.slice(arn.count &- count, count) : text(record.name)
  }

  /// The ARN that issued a federated session; empty for everyone else.
  var issuer: ByteSlice { text(record.issuer) }

  @inline(__always)
  private func has(_ flag: UInt8) -> Bool { record.flags & flag != 0 }

  private func text(_ cell: NameTable.Cell) -> ByteSlice {
    records.slice(Int(cell.place), Int(cell.byteCount))
  }
}
