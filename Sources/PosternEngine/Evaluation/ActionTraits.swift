/// What follows from an action alone, beyond any policy.
struct ActionTraits: OptionSet, BitwiseCopyable {
  let rawValue: UInt8

  /// It assumes a role, or is done in one step with that (6.6, G-60).
  static let assumesRole = ActionTraits(rawValue: 1)
  /// Every authenticated caller may do it (E-01).
  static let isAlwaysAllowed = ActionTraits(rawValue: 2)
  /// It reads, replaces or deletes a policy: `Get*Policy`, `Put*Policy` and `Delete*Policy`.
  static let handlesPolicy = ActionTraits(rawValue: 4)
  /// It needs no grant of a key's own policy.
  static let listsGrants = ActionTraits(rawValue: 8)
  /// Its service takes part in resource control policies (E-45).
  static let isControlled = ActionTraits(rawValue: 16)
  /// It assumes a role with the word of an identity provider, who then is the caller.
  static let isAskedByProvider = ActionTraits(rawValue: 32)
}

extension ActionTraits {
  /// The traits of a lower-cased action whose colon stands at `colon`.
  init(_ action: ByteSlice, colon: Int) {
    let service = action.slice(0, colon)
    let name = action.slice(colon + 1, action.count - colon - 1)
    let isSTS = service.isText("sts")
    let isAssumption =
      name.hasPrefix("assumerole") || name.isText("tagsession")
      || name.isText("setsourceidentity") || name.isText("setcontext")
    var traits: ActionTraits = []
    if isSTS, isAssumption { traits.insert(.assumesRole) }
    if isSTS, name.hasPrefix("assumerolewith") { traits.insert(.isAskedByProvider) }
    if isSTS, name.isText("getcalleridentity") { traits.insert(.isAlwaysAllowed) }
    if ActionTraits.handlesPolicy(name) { traits.insert(.handlesPolicy) }
    if service.isText("kms"), name.isText("listgrants") { traits.insert(.listsGrants) }
    self = traits
  }

  private static func handlesPolicy(_ name: ByteSlice) -> Bool {
    guard name.hasSuffix("policy") else { return false }
    let verb = name.slice(0, name.count - 6)
    return verb.hasPrefix("get") || verb.hasPrefix("put") || verb.hasPrefix("delete")
  }
}
