import PosternModel

/// What the registry says about a condition key that a request sends.
struct ContextKeyRule {
  /// Whether only the engine may set it (class E).
  let isSetByEngine: Bool
  /// Whether its type has one value (C-30).
  let isSingleValued: Bool
  /// Whether its type is a list (C-30).
  let isMultivalued: Bool

  /// The rule for a lower-cased key; `number` is its number in the snapshot, nil when no policy mentions it.
  init(number: Int?, key: ByteSlice) {
    if let number, let registered = RegisteredKey(rawValue: UInt16(truncatingIfNeeded: number)) {
      isSetByEngine = registered.setter == .engine
      isMultivalued = registered.isMultivalued
      isSingleValued = !registered.isMultivalued
      return
    }
    var family: ConditionKeyFamily?
    for candidate in ConditionKeyFamily.allCases where key.hasPrefix(candidate.prefix) {
      family = candidate
    }
    isSetByEngine = family?.isSetByEngine ?? false
    isMultivalued = false
    isSingleValued = family != nil
  }
}
