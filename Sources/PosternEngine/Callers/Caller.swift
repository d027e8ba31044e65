/// Who asks, as matching sees it: a record of the snapshot, and what the request's own name adds.
///
/// Nothing is taken apart before somebody asks for it.
struct Caller: BitwiseCopyable {
  private let known: PrincipalView
  /// The name that the request gave.
  let text: ByteSlice
  /// The session's name; empty for "some session" of a role, and for everyone else.
  let session: ByteSlice

  /// Nobody.
  init() { self.init(PrincipalView(), text: .empty, session: .empty) }

  /// The caller that the snapshot knows so much of.
  @inline(__always)
  init(_ known: PrincipalView, text: ByteSlice, session: ByteSlice) {
    self.known = known
    self.text = text
    self.session = session
  }

  /// What the snapshot knows that the caller has in common with others.
  @inline(__always)
  var shape: PrincipalShape { known.shape }

  /// The numbers of the decision sets of its own policies.
  @inline(__always)
  var sets: SetNumbers { known.sets }

  /// The raw value of a `CallerForm`.
  @inline(__always)
  var form: UInt8 { shape.form }

  /// Whether nobody here has the name and policies are needed: nothing is known of the caller.
  @inline(__always)
  var isUnknown: Bool { isOfAccount && has(PrincipalShape.isUnknown) }

  /// Whether a permissions boundary is attached (M-43).
  var hasBoundary: Bool { has(PrincipalShape.hasBoundary) }

  /// Whether the caller belongs to an account.
  @inline(__always)
  var isOfAccount: Bool { form <= CallerForm.federatedSession.rawValue }

  /// Whether the caller has every right in its own account (E-20).
  @inline(__always)
  var hasInherentRights: Bool {
    form == CallerForm.root.rawValue || has(PrincipalShape.isIssuedByRoot)
  }

  /// The partition of the ARN; empty for callers outside accounts, as the account.
  var partition: ByteSlice {
    let count = Int(shape.partitionByteCount)
    return count == 0 ? .empty : arn.slice("arn:".utf8.count, count)
  }

  /// The account.
  @inline(__always)
  var account: ByteSlice {
    arn.slice(Int(shape.accountStart), Int(shape.accountByteCount))
  }

  /// The entity: for a role session the role's ARN.
  @inline(__always)
  var arn: ByteSlice {
    has(PrincipalShape.isNamedByARN) ? text : known.text(shape.arn)
  }

  /// The name of the user, the role or the federated user, without path.
  var name: ByteSlice {
    if has(PrincipalShape.isNameInRecord) { return known.rest }
    let count = Int(shape.name.byteCount)
    return has(PrincipalShape.isNameLast)
      ? arn.slice(arn.count &- count, count) : known.text(shape.name)
  }

  /// The ARN that issued a federated session; empty for everyone else.
  var issuer: ByteSlice { known.text(shape.issuer) }

  /// Whether the unique id is this one.
  func hasUniqueID(_ id: ByteSlice) -> Bool {
    known.uniqueID.count == id.count && known.uniqueID.hasPrefix(id)
  }

  /// Whether `aws:userid` is that of a session of the role with this id: `AROA…:session`.
  func hasRoleID(_ id: ByteSlice) -> Bool {
    if has(PrincipalShape.isAskedBySession) { return hasUniqueID(id) }
    let own = known.uniqueID
    return own.count > id.count && own.hasPrefix(id) && own[id.count] == UInt8(ascii: ":")
  }

  /// `aws:userid`, put together in `texts` when it does not stand anywhere; empty when unknown.
  ///
  /// - Precondition: a packed id has room there, and one of a role with the session's name.
  func userID(in texts: ScratchArray<UInt8>) -> ByteSlice {
    let id = known.uniqueID
    let isOfSession = has(PrincipalShape.isAskedBySession)
    if !isOfSession, let plain = id.plain { return plain }
    id.write(to: texts)
    guard isOfSession else { return texts.bytes(from: 0, count: id.count) }
    texts[id.count] = UInt8(ascii: ":")
    for index in 0..<session.count { texts[id.count + 1 + index] = session[index] }
    return texts.bytes(from: 0, count: id.count + 1 + session.count)
  }

  /// The value of its tag for a condition key, or nil.
  func tag(_ key: UInt16) -> ByteSlice? { known.tag(key) }

  @inline(__always)
  private func has(_ flag: UInt16) -> Bool { shape.has(flag) }
}
