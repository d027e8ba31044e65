import PosternModel

/// Looks up what a request names: the question that the decision walks over.
///
/// Each step writes its part of the question's facts and keeps nothing in registers for the next;
/// one function for all of them spilled more than it computed (`postern-bench loop --phase raw`).
struct RequestLoader {
  private let facts: ScratchCell<Question.Facts>
  private let surroundings: ScratchCell<Surroundings>
  private let trustsContext: Bool

  /// A loader for requests that may set keys that the engine derives, or may not.
  @inline(__always)
  init(_ scratch: Scratch, trustsContext: Bool) {
    facts = scratch.question
    surroundings = scratch.surroundings
    self.trustsContext = trustsContext
  }

  /// Looks everything up that a request names; its parts stand in `slices`.
  ///
  /// - Throws: what is wrong with the request.
  @inline(__always)
  func load(
    _ request: borrowing AuthorizationRequest,
    _ slices: RequestSlices
  ) throws(RequestFault) {
    facts.value.slices = slices
    facts.value.trustsContext = trustsContext
    let principal = slices.slice(request.principal)
    // The principal's slot and then its record are on their way while the rest is looked up.
    let hash = principal.hash
    surroundings.value.principals.prefetchSlot(hash)
    try loadAction(slices.slice(request.action))
    let described = facts.value.action.resource
    try loadResource(described.count > 0 ? described : slices.slice(request.resource))
    surroundings.value.principals.prefetchRecord(hash)
    facts.value.contextBase = try ContextLoader(surroundings)
      .load(slices, trustsContext: trustsContext, after: facts.value.contextBase)
    try loadCaller(principal, hash: hash)
    try loadLayers(owner: slices.slice(request.resourceAccount), isDescribed: described.count > 0)
  }

  @inline(never)
  private func loadAction(_ action: ByteSlice) throws(RequestFault) {
    facts.value.action = try surroundings.value.actions.find(action)
  }

  @inline(never)
  private func loadCaller(_ principal: ByteSlice, hash: UInt64) throws(RequestFault) {
    facts.value.caller = try CallerLoader(surroundings, action: facts.value.action.traits)
      .load(principal, hash: hash)
    // The sets are on their way while the layers are looked up.
    let sets = facts.value.caller.sets
    var index = 0
    while index < sets.count {
      surroundings.value.sets.prefetch(sets[index])
      index &+= 1
    }
  }

  /// Finds the parts of the resource's ARN; copies it only when its first five parts have capital
  /// letters.
  @inline(never)
  private func loadResource(_ resource: ByteSlice) throws(RequestFault) {
    facts.value.resource = resource
    guard let parts = ARNParts(resource)?.starts else { return try loadNoResource(resource) }
    facts.value.parts = parts
    if resource.hasCapitals(before: parts.resource) { try lowerHead(of: resource) }
  }

  @inline(never)
  private func loadNoResource(_ resource: ByteSlice) throws(RequestFault) {
    guard resource.isText("*") else { throw RequestFault(.badResource, entry: nil) }
    facts.value.parts = Question.Parts()
  }

  @inline(never)
  private func lowerHead(of resource: ByteSlice) throws(RequestFault) {
    let copy = surroundings.value.resourceText
    guard resource.count <= copy.capacity else { throw RequestFault(.tooLarge, entry: nil) }
    let end = facts.value.parts.resource
    for index in 0..<resource.count {
      copy[index] = index < end ? resource[index].lowercasedASCII : resource[index]
    }
    facts.value.resource = copy.bytes(from: 0, count: resource.count)
  }

  /// The rules that hold for action and resource, and the layers that take part (table 6.1).
  @inline(never)
  private func loadLayers(owner sent: ByteSlice, isDescribed: Bool) throws(RequestFault) {
    let known = surroundings.value.resources.isEmpty ? nil : findResource()
    let owner = try owner(sent: sent, known, isDescribed: isDescribed)
    facts.value.resourceAccount = owner
    let isOwn = known.map { surroundings.value.resources.isOwn($0, of: facts.value.resource) }
    let rules = RequestRules(
      facts,
      isGrantKnown: known?.needsGrant == 1,
      carriesPolicy: isOwn ?? true
    )
    facts.value.rules = rules
    let shape = facts.value.caller.shape
    let hasIdentity = shape.has(PrincipalShape.hasIdentity)
    let hasSession =
      shape.form == CallerForm.roleSession.rawValue
      || shape.form == CallerForm.federatedSession.rawValue
    facts.value.layers.isPrincipalUnknown = facts.value.caller.isUnknown
    facts.value.layers.hasIdentity = hasIdentity
    facts.value.layers.boundary = hasIdentity ? shape.boundary : .absent
    facts.value.layers.session = hasSession ? shape.session : .absent
    facts.value.layers.resource = policy(of: known, rules, isOwn: isOwn ?? true)
    facts.value.layers.gateway = surroundings.value.gateway
    facts.value.layers.scp = shape.scp
    let account = facts.value.caller.account
    facts.value.layers.isCrossAccount = owner.count > 0 && !owner.equals(account)
    let hasRCP =
      !surroundings.value.rcp.isEmpty && facts.value.parts.resource != 0
      && facts.value.action.traits.contains(.isControlled) && !rules.isServiceLinkedRole
      && !shape.has(PrincipalShape.isServiceLinked)
    facts.value.layers.rcp = hasRCP ? findRCP(of: owner.count == 0 ? account : owner) : 0
  }

  /// The policy of the resource; of a role that is listed it is the trust policy, and only that
  /// role's: another one's path may begin with its name.
  @inline(__always)
  private func policy(
    of known: ResourceTable.Record?,
    _ rules: RequestRules,
    isOwn: Bool
  ) -> LayerReference {
    guard let known, !(rules.leavesTrustOut && known.byteCount > 0), isOwn || !rules.isTrust else {
      return .absent
    }
    return known.policy
  }

  @inline(never)
  private func findResource() -> ResourceTable.Record? {
    surroundings.value.resources.find(
      facts.value.resource,
      from: facts.value.parts.resource
    )
  }

  @inline(never)
  private func findRCP(of account: ByteSlice) -> UInt32 {
    surroundings.value.rcp.levels(of: account)
  }

  /// The account that owns the resource: that of the ARN, else what is known of the resource, else
  /// what the request says.
  ///
  /// - Throws: when the request names another account than the one that is known, and the resource
  ///   is the request's own and not the one that the action's service describes.
  @inline(__always)
  private func owner(
    sent: ByteSlice,
    _ known: ResourceTable.Record?,
    isDescribed: Bool
  ) throws(RequestFault) -> ByteSlice {
    let certain = namedOwner ?? known.map { surroundings.value.resources.owner(of: $0) } ?? .empty
    guard sent.count > 0 else { return certain }
    if certain.count == 0 { return sent }
    guard isDescribed || certain.equals(sent) else {
      throw RequestFault(.otherAccount, entry: nil)
    }
    return certain
  }

  /// The account in the resource's ARN.
  private var namedOwner: ByteSlice? {
    let start = facts.value.parts.account
    guard facts.value.parts.resource &- start == 13 else { return nil }
    let account = facts.value.resource.slice(start, 12)
    return account.isAccountID ? account : nil
  }
}
