import PosternModel

/// Looks up what a request names: the question that the decision walks over.
struct RequestLoader {
  private let snapshot: Snapshot
  private let scratch: Scratch
  private let text: ByteSlice
  private let trustsContext: Bool

  /// A loader for the request whose parts stand in `text`.
  init(snapshot: Snapshot, scratch: Scratch, text: ByteSlice, trustsContext: Bool) {
    self.snapshot = snapshot
    self.scratch = scratch
    self.text = text
    self.trustsContext = trustsContext
  }

  /// Returns the question.
  ///
  /// The room for lower-cased texts is divided: a quarter each for the action, the resource, one condition key at
  /// a time, and the principal's session.
  func question(
    for request: borrowing AuthorizationRequest
  ) throws(RequestFault) -> Question {
    let room = scratch.texts.capacity / 4
    let action = try loadAction(slice(request.action), into: 0, room: room)
    let row = scratch.actions.row(of: action.text, colon: action.colon)
    let resource = try loadResource(slice(request.resource), into: room, room: room)
    try loadContext(request, into: 2 * room, room: room)
    let principal = try loadPrincipal(slice(request.principal), into: 3 * room, room: room)
    let account = request.resourceAccount.byteCount == 0
      ? resource.account : slice(request.resourceAccount)
    return Question(
      serviceMask: row.serviceMask, actionRow: row.bits, resource: resource.text,
      parts: resource.parts, isResourceless: resource.isResourceless,
      hasPrincipal: principal.record != nil,
      context: ContextView(
        slots: scratch.slots, cells: scratch.cells, values: scratch.values,
        principals: snapshot.principals, principal: principal.record ?? .nobody,
        principalText: slice(request.principal), userID: principal.userID,
        resourceAccount: account, clock: scratch.clock, expansion: scratch.expansion))
  }

  @inline(__always)
  private func slice(_ range: TextRange) -> ByteSlice {
    text.slice(range.start, range.byteCount)
  }

  /// Copies an action in lower case; one colon, something on both sides, printable ASCII without spaces or commas.
  @inline(__always)
  private func loadAction(
    _ action: ByteSlice, into start: Int, room: Int
  ) throws(RequestFault) -> (text: ByteSlice, colon: Int) {
    guard action.count <= room else { throw RequestFault(.tooLarge, entry: nil) }
    var colon = -1
    var index = 0
    while index < action.count {
      let byte = action[index]
      guard byte > UInt8(ascii: " "), byte < 0x7F, byte != UInt8(ascii: ",") else {
        throw RequestFault(.badAction, entry: nil)
      }
      if byte == UInt8(ascii: ":") {
        guard colon < 0 else { throw RequestFault(.badAction, entry: nil) }
        colon = index
      }
      scratch.texts[start &+ index] = byte.lowercasedASCII
      index &+= 1
    }
    guard colon > 0, colon < action.count - 1 else { throw RequestFault(.badAction, entry: nil) }
    return (scratch.texts.bytes(from: start, count: action.count), colon)
  }

  /// What is known of the resource.
  private struct LoadedResource {
    let text: ByteSlice
    let parts: Question.Parts
    let isResourceless: Bool
    let account: ByteSlice
  }

  /// Finds the parts of the resource's ARN; copies it only when its first five parts have capital letters.
  @inline(__always)
  private func loadResource(
    _ resource: ByteSlice, into start: Int, room: Int
  ) throws(RequestFault) -> LoadedResource {
    if resource.count == 1, resource[0] == UInt8(ascii: "*") {
      let none = Question.Parts(partition: 0, service: 0, region: 0, account: 0, resource: 0)
      return LoadedResource(
        text: resource, parts: none, isResourceless: true, account: resource.slice(0, 0))
    }
    guard let parts = ARNParts(resource)?.starts else { throw RequestFault(.badResource, entry: nil) }
    let account = resource.slice(parts.account, parts.resource - parts.account - 1)
    var hasCapitals = false
    for index in 4..<parts.resource where resource[index].lowercasedASCII != resource[index] {
      hasCapitals = true
    }
    if !hasCapitals {
      return LoadedResource(
        text: resource, parts: parts, isResourceless: false, account: account)
    }
    guard resource.count <= room else { throw RequestFault(.tooLarge, entry: nil) }
    for index in 0..<resource.count {
      scratch.texts[start + index] =
        index < parts.resource ? resource[index].lowercasedASCII : resource[index]
    }
    return LoadedResource(
      text: scratch.texts.bytes(from: start, count: resource.count), parts: parts,
      isResourceless: false, account: account)
  }

  /// Finds the principal: a user or root by its whole ARN, a role by its session's ARN without the session name.
  @inline(__always)
  private func loadPrincipal(
    _ principal: ByteSlice, into start: Int, room: Int
  ) throws(RequestFault) -> (record: PrincipalRecord?, userID: ByteSlice) {
    if let record = snapshot.principals.find(principal),
      record.form != PrincipalRecord.Form.role.rawValue
    {
      return (record, snapshot.principals.text(record.uniqueID))
    }
    return try loadSession(principal, into: start, room: room)
  }

  @inline(never)
  private func loadSession(
    _ principal: ByteSlice, into start: Int, room: Int
  ) throws(RequestFault) -> (record: PrincipalRecord?, userID: ByteSlice) {
    guard principal.count <= room / 2 else { throw RequestFault(.tooLarge, entry: nil) }
    guard let parts = ARNParts(principal)?.starts, parts.resource < principal.count else {
      throw RequestFault(.badPrincipal, entry: nil)
    }
    let nobody = (record: PrincipalRecord?.none, userID: principal.slice(0, 0))
    guard let slash = SessionName.start(in: principal, resource: parts.resource) else {
      return nobody
    }
    for index in 0..<(slash - 1) { scratch.texts[start + index] = principal[index].lowercasedASCII }
    let prefix = scratch.texts.bytes(from: start, count: slash - 1)
    guard let record = snapshot.principals.find(prefix),
      record.form == PrincipalRecord.Form.role.rawValue
    else { return nobody }
    let roleID = snapshot.principals.text(record.uniqueID)
    let session = principal.slice(slash, principal.count - slash)
    let length = roleID.count + 1 + session.count
    guard length <= room else { throw RequestFault(.tooLarge, entry: nil) }
    for index in 0..<roleID.count { scratch.texts[start + index] = roleID[index] }
    scratch.texts[start + roleID.count] = UInt8(ascii: ":")
    for index in 0..<session.count { scratch.texts[start + roleID.count + 1 + index] = session[index] }
    return (record, scratch.texts.bytes(from: start, count: length))
  }

  /// Puts the sent condition keys that policies mention into their slots.
  @inline(__always)
  private func loadContext(
    _ request: borrowing AuthorizationRequest, into start: Int, room: Int
  ) throws(RequestFault) {
    let count = request.contextEntries.count
    guard count <= scratch.cells.capacity, request.values.count <= scratch.values.capacity else {
      throw RequestFault(.tooLarge, entry: nil)
    }
    for index in 0..<request.values.count { scratch.values[index] = slice(request.values[index]) }
    for index in 0..<count {
      let entry = request.contextEntries[index]
      let key = try loadKey(slice(entry.key), entry: index, into: start, room: room)
      let hash = key.hash
      for earlier in 0..<index where scratch.keyHashes[earlier] == hash {
        throw RequestFault(.duplicateContextKey, entry: index)
      }
      scratch.keyHashes[index] = hash
      let number = snapshot.keys.find(key)
      let rule = ContextKeyRule(number: number, key: key)
      guard trustsContext || !rule.isSetByEngine else {
        throw RequestFault(.derivedContextKey, entry: index)
      }
      guard !entry.isMultivalued || !rule.isSingleValued else {
        throw RequestFault(.listForSingleValue, entry: index)
      }
      guard let number else { continue }
      scratch.cells[scratch.used[0]] = ContextView.Cell(
        firstValue: UInt32(truncatingIfNeeded: entry.firstValue),
        valueCount: UInt32(truncatingIfNeeded: entry.valueCount),
        isList: entry.isMultivalued || rule.isMultivalued)
      scratch.cellKeys[scratch.used[0]] = UInt16(truncatingIfNeeded: number)
      scratch.used[0] &+= 1
      scratch.slots[number] = UInt16(truncatingIfNeeded: scratch.used[0])
    }
  }

  /// Copies a condition key in lower case.
  @inline(__always)
  private func loadKey(
    _ key: ByteSlice, entry: Int, into start: Int, room: Int
  ) throws(RequestFault) -> ByteSlice {
    guard key.count > 0 else { throw RequestFault(.badContextKey, entry: entry) }
    guard key.count <= room else { throw RequestFault(.tooLarge, entry: entry) }
    var index = 0
    var isASCII = true
    while index < key.count {
      let byte = key[index]
      if byte >= 0x80 { isASCII = false }
      scratch.texts[start &+ index] = byte.lowercasedASCII
      index &+= 1
    }
    if isASCII { return scratch.texts.bytes(from: start, count: key.count) }
    return try loadUnicodeKey(key, entry: entry, into: start, room: room)
  }

  /// The rare key with letters beyond ASCII, in a tag's name.
  @inline(never)
  private func loadUnicodeKey(
    _ key: ByteSlice, entry: Int, into start: Int, room: Int
  ) throws(RequestFault) -> ByteSlice {
    let lowered = Array(key.string.lowercased().utf8)
    guard lowered.count <= room else { throw RequestFault(.tooLarge, entry: entry) }
    for (index, byte) in lowered.enumerated() { scratch.texts[start + index] = byte }
    return scratch.texts.bytes(from: start, count: lowered.count)
  }
}

extension UInt8 {
  /// The small letter of an ASCII capital, else the byte itself.
  @inline(__always)
  fileprivate var lowercasedASCII: UInt8 {
    self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self
  }
}
