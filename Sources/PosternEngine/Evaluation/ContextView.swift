import PosternModel

/// The condition keys of one request, ready for look-ups: what was sent, and what the engine
/// derives.
///
/// One pointer into the evaluator's scratch space, so that tests and matchers can hold it and cost
/// nothing to make.
struct ContextView: BitwiseCopyable, VariableSource {
  /// The values of one key that was sent.
  struct Cell: BitwiseCopyable {
    let firstValue: UInt32
    let valueCount: UInt32
    let isList: Bool
  }

  /// The values of a key, wherever they come from.
  struct Values: BitwiseCopyable {
    /// The value when there is exactly one and it was not sent as a list.
    let single: ByteSlice
    /// The first of the list's values in the scratch space; negative when the list is derived and
    /// `single` is its only value.
    let first: Int
    /// How many values the list has.
    let count: Int
    /// Whether the key is multivalued (C-30).
    let isList: Bool
  }

  /// What the look-ups read.
  struct Facts: BitwiseCopyable {
    /// For each key number: 0 when it was not sent, else the place of its cell plus one.
    let slots: ScratchArray<UInt16>
    let cells: ScratchArray<Cell>
    let values: ScratchArray<ByteSlice>
    let principals: PrincipalTable
    let organizations: OrganizationTable
    let clock: ClockText
    /// Room for operands whose variables are replaced.
    let expansion: ScratchArray<UInt8>
    /// Who asks, and what the snapshot knows of it.
    let record: PrincipalRecord
    let caller: Caller
    /// The account that owns the resource; empty when unknown.
    let resourceAccount: ByteSlice
  }

  private let facts: ScratchCell<Facts>

  /// A view of what stands in the cell while a request is decided.
  init(_ facts: ScratchCell<Facts>) {
    self.facts = facts
  }

  var record: PrincipalRecord { facts.value.record }
  var principals: PrincipalTable { facts.value.principals }
  var caller: Caller { facts.value.caller }
  var resourceAccount: ByteSlice { facts.value.resourceAccount }
  var expansion: ScratchArray<UInt8> { facts.value.expansion }

  /// Returns the values of a key, or nil when the key is missing (C-20).
  @inline(__always)
  func lookup(_ key: UInt16) -> Values? {
    let slot = facts.value.slots[Int(key)]
    if slot != 0 {
      let cell = facts.value.cells[Int(slot) &- 1]
      if cell.isList {
        return Values(
          single: .empty,
          first: Int(cell.firstValue),
          count: Int(cell.valueCount),
          isList: true
        )
      }
      return Values(
        single: facts.value.values[Int(cell.firstValue)],
        first: 0,
        count: 1,
        isList: false
      )
    }
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
      ? facts.value.values[values.first &+ index] : values.single
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
    guard let registered = RegisteredKey(rawValue: key) else {
      return record.tagCount == 0 ? nil : principals.tag(key, of: record)
    }
    let form = CallerForm(rawValue: caller.form)
    let clock = facts.value.clock
    let organizations = facts.value.organizations
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
      return caller.userID.count == 0 ? nil : caller.userID
    case .userName: return form == .user ? caller.name : nil
    case .currentTime: return clock.dateText
    case .epochTime: return clock.epochText
    case .resourceAccount: return resourceAccount.count == 0 ? nil : resourceAccount
    default: return nil
    }
  }
}
