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
  /// The room for lower-cased texts is divided: a quarter each for the action, the resource, one
  /// condition key at a time, and the principal's session.
  func question(
    for request: borrowing AuthorizationRequest
  ) throws(RequestFault) -> Question {
    let room = scratch.texts.capacity / 4
    let action = try loadAction(slice(request.action), into: 0, room: room)
    let row = scratch.actions.row(of: action.text, colon: action.colon)
    let resource = try loadResource(slice(request.resource), into: room, room: room)
    try ContextLoader(
      snapshot: snapshot,
      scratch: scratch,
      text: text,
      trustsContext: trustsContext,
      start: 2 * room,
      room: room
    ).load(request)
    let loader = CallerLoader(
      principals: snapshot.principals,
      scratch: scratch,
      start: 3 * room,
      room: room
    )
    let principal = try loader.load(slice(request.principal))
    let known = snapshot.resources.find(resource.text, from: resource.parts.resource)
    let owner = owner(sent: slice(request.resourceAccount), of: resource, known)
    let rules = RequestRules(
      action: action.text,
      colon: action.colon,
      resource: resource.text,
      parts: resource.parts,
      isResourceless: resource.isResourceless,
      needsGrant: known?.needsGrant == 1
    )
    scratch.context.value = ContextView.Facts(
      slots: scratch.slots,
      cells: scratch.cells,
      values: scratch.values,
      principals: snapshot.principals,
      organizations: snapshot.organizations,
      clock: scratch.clock,
      expansion: scratch.expansion,
      record: principal.record,
      caller: principal.caller,
      resourceAccount: owner
    )
    scratch.question.value = Question.Facts(
      serviceMask: row.serviceMask,
      actionRow: row.bits,
      resource: resource.text,
      parts: resource.parts,
      isResourceless: resource.isResourceless,
      rules: rules,
      layers: layers(of: principal, resource: known?.policy, owner: owner, rules, resource),
      context: ContextView(scratch.context)
    )
    return Question(scratch.question)
  }

  /// The account that owns the resource: what the request says, else the ARN, else what is known of
  /// the resource.
  @inline(__always)
  private func owner(
    sent: ByteSlice,
    of resource: LoadedResource,
    _ known: ResourceTable.Record?
  ) -> ByteSlice {
    if sent.count > 0 { return sent }
    if resource.account.count > 0 { return resource.account }
    return known.map { snapshot.resources.owner(of: $0) } ?? .empty
  }

  /// The layers that take part (table 6.1).
  @inline(__always)
  private func layers(
    of principal: CallerLoader.Loaded,
    resource: LayerReference?,
    owner: ByteSlice,
    _ rules: RequestRules,
    _ loaded: LoadedResource
  ) -> Layers {
    let caller = principal.caller
    let hasIdentity = caller.isOfAccount && !caller.hasInherentRights
    let hasSession =
      caller.form == CallerForm.roleSession.rawValue
      || caller.form == CallerForm.federatedSession.rawValue
    let hasRCP = !loaded.isResourceless && !rules.isServiceLinkedRole
    return Layers(
      isPrincipalUnknown: !principal.isKnown,
      hasIdentity: hasIdentity,
      boundary: hasIdentity ? principal.record.boundary : .absent,
      session: hasSession ? principal.record.session : .absent,
      resource: resource ?? .absent,
      gateway: snapshot.gateway,
      scp: caller.isOfAccount && !caller.isServiceLinked
        ? snapshot.principals.scp(of: principal.record) : .none,
      rcp: hasRCP ? snapshot.rcp.levels(of: owner.count == 0 ? caller.account : owner) : .none
    )
  }

  @inline(__always)
  private func slice(_ range: TextRange) -> ByteSlice {
    text.slice(range.start, range.byteCount)
  }

  /// Copies an action in lower case; one colon, something on both sides, printable ASCII without
  /// spaces or commas.
  @inline(__always)
  private func loadAction(
    _ action: ByteSlice,
    into start: Int,
    room: Int
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

  /// Finds the parts of the resource's ARN; copies it only when its first five parts have capital
  /// letters.
  @inline(__always)
  private func loadResource(
    _ resource: ByteSlice,
    into start: Int,
    room: Int
  ) throws(RequestFault) -> LoadedResource {
    if resource.isText("*") {
      let none = Question.Parts(partition: 0, service: 0, region: 0, account: 0, resource: 0)
      return LoadedResource(
        text: resource,
        parts: none,
        isResourceless: true,
        account: .empty
      )
    }
    guard let parts = ARNParts(resource)?.starts else {
      throw RequestFault(.badResource, entry: nil)
    }
    let part = resource.slice(parts.account, parts.resource - parts.account - 1)
    let account = part.isAccountID ? part : .empty
    var hasCapitals = false
    for index in 4..<parts.resource where resource[index].lowercasedASCII != resource[index] {
      hasCapitals = true
    }
    if !hasCapitals {
      return LoadedResource(
        text: resource,
        parts: parts,
        isResourceless: false,
        account: account
      )
    }
    guard resource.count <= room else { throw RequestFault(.tooLarge, entry: nil) }
    for index in 0..<resource.count {
      scratch.texts[start + index] =
        index < parts.resource ? resource[index].lowercasedASCII : resource[index]
    }
    return LoadedResource(
      text: scratch.texts.bytes(from: start, count: resource.count),
      parts: parts,
      isResourceless: false,
      account: account
    )
  }
}
