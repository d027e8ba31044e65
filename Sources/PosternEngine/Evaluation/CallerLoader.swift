/// Finds out who asks: the record of a principal that the snapshot knows, or what its name alone
/// says.
struct CallerLoader {
  private let principals: PrincipalTable
  private let scratch: Scratch
  /// The room for lower-cased copies and session ids.
  private let start: Int
  private let room: Int

  /// A loader that may write `room` bytes of the scratch texts from `start` on.
  init(principals: PrincipalTable, scratch: Scratch, start: Int, room: Int) {
    self.principals = principals
    self.scratch = scratch
    self.start = start
    self.room = room
  }

  /// A caller and its record.
  struct Loaded {
    let caller: Caller
    let record: PrincipalRecord
    /// Whether the snapshot knows the name, or need not.
    let isKnown: Bool
  }

  /// Loads the caller that a request names.
  @inline(__always)
  func load(_ principal: ByteSlice) throws(RequestFault) -> Loaded {
    if let record = principals.find(principal), record.isAskedBySession == 0 {
      return known(record, principal, userID: principals.text(record.uniqueID))
    }
    return try loadOther(principal)
  }

  private func known(
    _ record: PrincipalRecord,
    _ principal: ByteSlice,
    userID: ByteSlice
  ) -> Loaded {
    let arn = principals.text(record.arn)
    let nothing = ByteSlice.empty
    var partition = nothing
    var account = nothing
    if record.form <= CallerForm.federatedSession.rawValue, let parts = ARNParts(arn)?.starts {
      partition = arn.slice(parts.partition, parts.service - parts.partition - 1)
      account = arn.slice(parts.account, parts.resource - parts.account - 1)
    }
    let issuer = principals.text(record.issuer)
    let isIssuedByRoot = issuer.hasSuffix(":root")
    // Neither root nor callers outside accounts can have a boundary (E-20).
    let isBounded =
      record.boundary != .absent && record.form <= CallerForm.federatedSession.rawValue
      && record.form != CallerForm.root.rawValue && !isIssuedByRoot
    let caller = Caller(
      form: record.form,
      hasBoundary: isBounded,
      isIssuedByRoot: isIssuedByRoot,
      text: principal,
      partition: partition,
      account: account,
      name: principals.text(record.name),
      session: sessionName(of: principal),
      arn: arn,
      userID: userID,
      issuer: issuer
    )
    return Loaded(caller: caller, record: record, isKnown: true)
  }

  @inline(never)
  private func loadOther(_ principal: ByteSlice) throws(RequestFault) -> Loaded {
    guard principal.hasPrefix("arn:") else { return try outsider(principal) }
    guard let parts = ARNParts(principal)?.starts, parts.resource < principal.count else {
      throw RequestFault(.badPrincipal, entry: nil)
    }
    if let session = SessionName.start(in: principal, resource: parts.resource),
      let loaded = try roleSession(principal, session: session)
    {
      return loaded
    }
    let service = principal.slice(parts.service, parts.region - parts.service - 1)
    let type = principal.slice(parts.resource, principal.count - parts.resource)
    let isProvider =
      service.isText("iam")
      && (type.hasPrefix("saml-provider/") || type.hasPrefix("oidc-provider/"))
    return unknown(principal, isProvider ? .provider : .user, isKnown: isProvider)
  }

  /// A service, a provider known by a plain name, or an anonymous caller.
  private func outsider(_ principal: ByteSlice) throws(RequestFault) -> Loaded {
    if principal.isText("anonymous") { return unknown(principal, .anonymous, isKnown: true) }
    guard principal.contains(".") else { throw RequestFault(.badPrincipal, entry: nil) }
    return unknown(principal, .service, isKnown: true)
  }

  /// A session of a role that the snapshot knows; its id is `AROA…:session`.
  private func roleSession(
    _ principal: ByteSlice,
    session: Int
  ) throws(RequestFault) -> Loaded? {
    guard principal.count <= room / 2 else { throw RequestFault(.tooLarge, entry: nil) }
    for index in 0..<(session - 1) {
      scratch.texts[start + index] = principal[index].lowercasedASCII
    }
    let prefix = scratch.texts.bytes(from: start, count: session - 1)
    guard let record = principals.find(prefix), record.isAskedBySession != 0 else { return nil }
    let role = principals.text(record.uniqueID)
    let name = principal.slice(session, principal.count - session)
    let length = role.count + 1 + name.count
    guard length <= room else { throw RequestFault(.tooLarge, entry: nil) }
    for index in 0..<role.count { scratch.texts[start + index] = role[index] }
    scratch.texts[start + role.count] = UInt8(ascii: ":")
    for index in 0..<name.count { scratch.texts[start + role.count + 1 + index] = name[index] }
    return known(record, principal, userID: scratch.texts.bytes(from: start, count: length))
  }

  private func sessionName(of principal: ByteSlice) -> ByteSlice {
    guard let parts = ARNParts(principal)?.starts,
      let session = SessionName.start(in: principal, resource: parts.resource)
    else { return .empty }
    return principal.slice(session, principal.count - session)
  }

  private func unknown(_ principal: ByteSlice, _ form: CallerForm, isKnown: Bool) -> Loaded {
    let caller = Caller.unknown(form, named: principal)
    return Loaded(caller: caller, record: .unknown(form), isKnown: isKnown)
  }
}
