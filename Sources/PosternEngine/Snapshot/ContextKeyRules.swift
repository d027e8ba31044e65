import PosternModel

/// What the registry says about condition keys that requests send.
struct ContextKeyRules: BitwiseCopyable {
  private let traits: ByteSlice

  /// The rules over the region that `makeRegion` laid out.
  init(_ traits: ByteSlice) {
    self.traits = traits
  }

  /// Whether the key with this number is a list by its type.
  @inline(__always)
  func isList(_ number: UInt16) -> Bool { traits[Int(number)] & ContextKeyRules.listBit != 0 }

  /// Whether the key with this number, sent as one value, is what it was sent as: no list, and
  /// nothing that is known may stand before it.
  @inline(__always)
  func isPlain(_ number: UInt16) -> Bool {
    traits[Int(number)] & (ContextKeyRules.listBit | ContextKeyRules.yieldingBit) == 0
  }

  /// Whether what is known of the resource stands before what a request says.
  @inline(__always)
  func yieldsToKnown(_ number: UInt16) -> Bool {
    traits[Int(number)] & ContextKeyRules.yieldingBit != 0
  }

  /// Whether it is a tag of the resource.
  func isTagOfResource(_ number: UInt16) -> Bool {
    traits[Int(number)] & ContextKeyRules.tagBit != 0
  }

  /// Bits of a key's traits, as constants that another module need not be asked for.
  private static let listBit: UInt8 = 2
  private static let yieldingBit: UInt8 = 8
  private static let tagBit: UInt8 = 16

  /// The traits of a lower-cased key; `number` is its number in the snapshot, nil when no policy
  /// mentions it: then only what may not be sent at all is of interest.
  func traits(of key: ByteSlice, number: Int?) -> ConditionKeyTraits {
    if let number { return ConditionKeyTraits(rawValue: traits[number]) }
    return unmentioned(key)
  }

  private func unmentioned(_ key: ByteSlice) -> ConditionKeyTraits {
    for family in ConditionKeyFamily.allCases where key.hasPrefix(family.prefix) {
      return family.isSetByEngine ? [.isSetByEngine, .isSingle] : .isSingle
    }
    return []
  }

  /// Lays out the traits of numbered keys, a byte each.
  static func makeRegion(_ traits: [ConditionKeyTraits]) -> Region {
    precondition(ConditionKeyTraits.isList.rawValue == listBit, "lists have another bit")
    precondition(ConditionKeyTraits.yieldsToKnown.rawValue == yieldingBit, "another bit yields")
    precondition(ConditionKeyTraits.isTagOfResource.rawValue == tagBit, "tags have another bit")
    return Region(traits.map(\.rawValue))
  }
}
