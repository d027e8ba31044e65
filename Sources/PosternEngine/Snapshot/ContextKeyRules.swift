import PosternModel

/// What the registry says about condition keys that requests send.
struct ContextKeyRules: BitwiseCopyable {
  private let traits: ByteSlice

  /// The rules over the region that `makeRegion` laid out.
  init(_ traits: ByteSlice) {
    self.traits = traits
  }

  /// The traits of a lower-cased key; `number` is its number in the snapshot, nil when no policy
  /// mentions it: then only what may not be sent at all is of interest.
  @inline(__always)
  func traits(of key: ByteSlice, number: Int?) -> ConditionKeyTraits {
    if let number { return ConditionKeyTraits(rawValue: traits[number]) }
    return unmentioned(key)
  }

  @inline(never)
  private func unmentioned(_ key: ByteSlice) -> ConditionKeyTraits {
    for family in ConditionKeyFamily.allCases where key.hasPrefix(family.prefix) {
      return family.isSetByEngine ? [.isSetByEngine, .isSingle] : .isSingle
    }
    return []
  }

  /// Lays out the traits of numbered keys, a byte each.
  static func makeRegion(_ keys: [[UInt8]]) -> Region {
    Region(keys.map { ConditionKeyTraits.of(String(decoding: $0, as: UTF8.self)).rawValue })
  }
}
