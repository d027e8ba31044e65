import PosternModel

/// Numbers for the condition keys that the policies of a snapshot mention, ignoring case (table
/// 1.7).
///
/// The registered keys come first and keep the same numbers in every snapshot.
package struct ConditionKeyIndex: Sendable {
  /// The lower-cased keys; the place is the number.
  package private(set) var keys: [[UInt8]]
  private var numbers: [[UInt8]: UInt16]

  /// Creates an index that holds the registered keys only.
  package init() {
    keys = RegisteredKey.allCases.map { Array($0.name.description.lowercased().utf8) }
    numbers = Dictionary(
      uniqueKeysWithValues: keys.enumerated().map { ($1, UInt16(truncatingIfNeeded: $0)) }
    )
  }

  /// How many keys have a number.
  package var count: Int { keys.count }

  /// Returns the number of a key as a policy variable: nil for a key whose type is a
  /// list, which never expands, whatever it holds (V-10).
  ///
  /// - Precondition: as for `number(of:)`.
  package mutating func variableNumber(of key: String) -> UInt16? {
    ConditionKeyTraits.of(key.lowercased()).contains(.isList) ? nil : number(of: key)
  }

  /// Returns the number of `key`, giving it one when it has none.
  ///
  /// - Precondition: fewer than 65,536 keys; the compiler checks `Limits.conditionKeyCountMax`
  ///   first.
  package mutating func number(of key: String) -> UInt16 {
    let lowered = Array(key.lowercased().utf8)
    if let known = numbers[lowered] { return known }
    precondition(keys.count < Int(UInt16.max), "more condition keys than a snapshot can number")
    let number = UInt16(keys.count)
    keys.append(lowered)
    numbers[lowered] = number
    return number
  }

  /// Returns the number of `key`, or nil when no policy mentions it.
  func existingNumber(of key: String) -> UInt16? {
    numbers[Array(key.lowercased().utf8)]
  }
}
