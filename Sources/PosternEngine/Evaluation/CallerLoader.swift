/// Finds out who asks: the record of a principal that the snapshot knows, or what its name alone
/// says.
struct CallerLoader {
  private let surroundings: ScratchCell<Surroundings>
  private let action: ActionTraits

  /// A loader for the snapshot in the cell, and for an action of these traits.
  @inline(__always)
  init(_ surroundings: ScratchCell<Surroundings>, action: ActionTraits) {
    self.surroundings = surroundings
    self.action = action
  }

  /// Loads the caller that a request names.
  @inline(__always)
  func load(_ principal: ByteSlice, hash: UInt64) throws(RequestFault) -> Caller {
    if let known = surroundings.value.principals.find(principal, hash: hash),
      !known.shape.has(PrincipalShape.isAskedBySession)
    {
      let start = Int(known.shape.sessionStart)
      return Caller(
        known,
        text: principal,
        session: start == 0 ? .empty : principal.slice(start, principal.count &- start)
      )
    }
    return try loadOther(principal)
  }

  @inline(never)
  private func loadOther(_ principal: ByteSlice) throws(RequestFault) -> Caller {
    guard principal.hasPrefix("arn:") else { return try outsider(principal) }
    guard let parts = ARNParts(principal)?.starts, parts.resource < principal.count else {
      throw RequestFault(.badPrincipal, entry: nil)
    }
    if let session = SessionName.start(in: principal, resource: parts.resource) {
      let name = principal.slice(session, principal.count &- session)
      guard SessionName.isValid(name) else { throw RequestFault(.badSessionName, entry: nil) }
      if let caller = try roleSession(principal, session: session) { return caller }
    }
    let service = principal.slice(parts.service, parts.region - parts.service - 1)
    let type = principal.slice(parts.resource, principal.count - parts.resource)
    let isProvider =
      service.isText("iam")
      && (type.hasPrefix("saml-provider/") || type.hasPrefix("oidc-provider/"))
    return unknown(principal, isProvider ? .provider : .user)
  }

  /// A service, a provider known by a plain name, or an anonymous caller.
  private func outsider(_ principal: ByteSlice) throws(RequestFault) -> Caller {
    if principal.isText("anonymous") { return unknown(principal, .anonymous) }
    guard principal.contains(".") else { throw RequestFault(.badPrincipal, entry: nil) }
    return unknown(principal, action.contains(.isAskedByProvider) ? .provider : .service)
  }

  /// A session of a role that the snapshot knows; its id is `AROA…:session`.
  private func roleSession(
    _ principal: ByteSlice,
    session: Int
  ) throws(RequestFault) -> Caller? {
    // The room for lower-cased copies and session ids.
    let texts = surroundings.value.callerTexts
    guard principal.count <= texts.capacity / 2 else { throw RequestFault(.tooLarge, entry: nil) }
    for index in 0..<(session - 1) { texts[index] = principal[index].lowercasedASCII }
    let prefix = texts.bytes(from: 0, count: session - 1)
    guard let role = surroundings.value.principals.find(prefix, hash: prefix.hash),
      role.shape.has(PrincipalShape.isAskedBySession)
    else { return nil }
    let name = principal.slice(session, principal.count - session)
    guard Int(role.shape.idCharacterCount) + 1 + name.count <= texts.capacity else {
      throw RequestFault(.tooLarge, entry: nil)
    }
    return Caller(role, text: principal, session: name)
  }

  private func unknown(_ principal: ByteSlice, _ form: CallerForm) -> Caller {
    Caller(surroundings.value.principals.unknown(form), text: principal, session: .empty)
  }
}
