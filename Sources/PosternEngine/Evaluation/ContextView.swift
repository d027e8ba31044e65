import PosternModel

/// The condition keys of one request, ready for look-ups: what was sent, and what the engine
/// derives.
///
/// Two pointers into the evaluator's scratch space, so that tests and matchers can hold it and cost
/// nothing to make. Nothing was copied for it: the values stand where the request has them.
struct ContextView: BitwiseCopyable, VariableSource {
  /// The values of a key, wherever they come from.
  struct Values: BitwiseCopyable {
    /// The value when there is exactly one and it was not sent as a list.
    let single: ByteSlice
    /// The first of the list's values in the request; negative when the list is derived and
    /// `single` is its only value.
    let first: Int
    /// How many values the list has.
    let count: Int
    /// Whether the key is multivalued (C-30).
    let isList: Bool
  }

  private let scratch: Scratch

  /// A view of what stands in the scratch space while a request is decided.
  @inline(__always)
  init(_ scratch: Scratch) {
    self.scratch = scratch
  }

  /// Who asks.
  @inline(__always)
  var caller: Caller { scratch.question.value.caller }
  /// The account that owns the resource; empty when unknown.
  @inline(__always)
  var resourceAccount: ByteSlice { scratch.question.value.resourceAccount }
  /// Room for operands whose variables are replaced.
  var expansion: ScratchArray<UInt8> { scratch.surroundings.value.expansion }

  /// Returns the values of a key, or nil when the key is missing (C-20).
  @inline(__always)
  func lookup(_ key: UInt16) -> Values? {
    let slot = scratch.surroundings.value.slots[Int(key)]
    let base = scratch.question.value.contextBase
    guard slot > base else { return lookupDerived(key) }
    let slices = scratch.question.value.slices
    let entry = slices.entry(Int(slot &- base &- 1))
    guard !entry.isMultivalued, scratch.surroundings.value.keyRules.isPlain(key) else {
      return lookupRuled(key, entry)
    }
    return Values(single: slices.value(entry.firstValue), first: 0, count: 1, isList: false)
  }

  /// A list, or a key for which something else may be known.
  @inline(never)
  private func lookupRuled(_ key: UInt16, _ entry: AuthorizationRequest.ContextEntry) -> Values {
    let rules = scratch.surroundings.value.keyRules
    if rules.yieldsToKnown(key), !scratch.question.value.trustsContext,
      let known = lookupDerived(key)
    {
      return known
    }
    if entry.isMultivalued || rules.isList(key) {
      return Values(
        single: .empty,
        first: entry.firstValue,
        count: entry.valueCount,
        isList: true
      )
    }
    let value = scratch.question.value.slices.value(entry.firstValue)
    return Values(single: value, first: 0, count: 1, isList: false)
  }

  @inline(never)
  private func lookupDerived(_ key: UInt16) -> Values? {
    guard let derived = derived(key) else { return nil }
    let isList = ContextView.isDerivedList(key)
    return Values(single: derived, first: isList ? -1 : 0, count: 1, isList: isList)
  }

  /// The lists among the derived keys; each has exactly one value.
  @inline(__always)
  private static func isDerivedList(_ key: UInt16) -> Bool {
    key == RegisteredKey.principalOrgPaths.rawValue
      || key == RegisteredKey.resourceOrgPaths.rawValue
  }

  /// The value at `index` of a key's values.
  @inline(__always)
  func value(_ index: Int, of values: Values) -> ByteSlice {
    values.isList && values.first >= 0
      ? scratch.question.value.slices.value(values.first &+ index) : values.single
  }

  func variable(_ key: UInt16) -> ByteSlice? {
    guard let values = lookup(key), !values.isList else { return nil }
    return values.single
  }

  func isList(_ key: UInt16) -> Bool {
    lookup(key)?.isList ?? false
  }

  /// The value that the engine itself knows (class E of section 5), or nil.
  private func derived(_ key: UInt16) -> ByteSlice? {
    let caller = caller
    guard key < scratch.surroundings.value.registeredKeyCount,
      let registered = RegisteredKey(rawValue: key)
    else {
      let isOfResource = scratch.surroundings.value.keyRules.isTagOfResource(key)
      return isOfResource ? entityTag(key) : caller.tag(key)
    }
    let form = CallerForm(rawValue: caller.form)
    let clock = scratch.surroundings.value.clock
    let organizations = scratch.surroundings.value.organizations
    // The registry is long and few keys are derived; what is not named here is not known.
    switch registered {
    case .principalARN: return caller.isOfAccount ? caller.arn : nil
    case .principalAccount:
      return caller.isOfAccount ? caller.account : form == .anonymous ? caller.text : nil
    case .principalOrgID:
      return caller.isOfAccount ? organizations.organization(of: caller.account) : nil
    case .principalOrgPaths:
      return caller.isOfAccount ? organizations.path(of: caller.account) : nil
    case .resourceOrgID: return organizations.organization(of: resourceAccount)
    case .resourceOrgPaths: return organizations.path(of: resourceAccount)
    case .principalType: return clock.principalType(of: caller)
    case .principalIsAWSService:
      if form == .service { return clock.trueText }
      return caller.isOfAccount ? clock.falseText : nil
    case .principalServiceName: return form == .service ? caller.text : nil
    case .viaAWSService: return clock.falseText
    case .userID:
      if form == .anonymous { return caller.text }
      let id = caller.userID(in: scratch.surroundings.value.callerTexts)
      return id.count == 0 ? nil : id
    case .userName: return form == .user ? caller.name : nil
    case .currentTime: return clock.dateText
    case .epochTime: return clock.epochText
    case .resourceAccount: return resourceAccount.count == 0 ? nil : resourceAccount
    default: return nil
    }
  }

  /// The value of a tag of the user or the role that is asked about.
  private func entityTag(_ key: UInt16) -> ByteSlice? {
    let parts = scratch.question.value.parts
    let resource = scratch.question.value.resource
    guard parts.resource > 0,
      resource.slice(parts.service, parts.region - parts.service).isText("iam:")
    else { return nil }
    return scratch.surroundings.value.principals.entity(resource)?.tag(key)
  }
}
