package import PosternModel
import PosternText

/// Numbers for the condition keys that the policies of a snapshot mention, ignoring case (table
/// 1.7).
///
/// The registered keys come first and keep the same numbers in every snapshot.
package struct ConditionKeyIndex: Sendable {
  /// The lower-cased keys; the place is the number.
  package private(set) var keys: [[UInt8]]
  /// What is known of each key by its name.
  private(set) var traits: [ConditionKeyTraits]
  private var numbers: [[UInt8]: UInt16]
  /// The numbers by the spelling that was met first: most policies spell a key alike.
  private var spellings: [ExactText: UInt16] = [:]
  private var hasSpelling: [Bool]
  /// The traits of keys that begin in these ways, lower-cased: the families of services.
  private var families: [(prefix: String, traits: ConditionKeyTraits)] = []

  /// The index that every other one begins as: simulations make one for each line.
  private static let registry = ConditionKeyIndex(registered: RegisteredKey.allCases)

  /// Creates an index that holds the registered keys only.
  package init() { self = ConditionKeyIndex.registry }

  private init(registered: [RegisteredKey]) {
    let names = registered.map { $0.name.description.lowercased() }
    keys = names.map { Array($0.utf8) }
    traits = names.map { ConditionKeyTraits.of($0) }
    numbers = Dictionary(
      uniqueKeysWithValues: keys.enumerated().map { ($1, UInt16(truncatingIfNeeded: $0)) }
    )
    hasSpelling = Array(repeating: false, count: keys.count)
  }

  /// How many keys have a number.
  package var count: Int { keys.count }

  /// Returns the number of a key as a policy variable: nil for a key whose type is a
  /// list, which never expands, whatever it holds (V-10).
  ///
  /// - Precondition: as for `number(of:)`.
  package mutating func variableNumber(of key: String) -> UInt16? {
    if let known = spellings[ExactText(key)] {
      return traits[Int(known)].contains(.isList) ? nil : known
    }
    return traits(of: key.lowercased()).contains(.isList) ? nil : number(of: key)
  }

  /// Adds what a service says about a key of its own, or about all keys that begin so when the
  /// name ends in a slash; what the language says about a key stays.
  ///
  /// - Precondition: as for `number(of:)`; before any other key has got its number.
  package mutating func register(_ key: String, _ traits: ConditionKeyTraits) {
    let lowered = key.lowercased()
    guard ConditionKeyTraits.of(lowered).isEmpty else { return }
    if lowered.hasSuffix("/") {
      families.append((lowered, traits))
    } else {
      self.traits[Int(number(of: key))] = traits
    }
  }

  /// What is known of a lower-cased key.
  private func traits(of key: String) -> ConditionKeyTraits {
    if let number = numbers[Array(key.utf8)] { return traits[Int(number)] }
    let known = ConditionKeyTraits.of(key)
    guard known.isEmpty else { return known }
    return families.first { key.utf8.starts(with: $0.prefix.utf8) }?.traits ?? []
  }

  /// Returns the number of `key`, giving it one when it has none.
  ///
  /// - Precondition: fewer than 65,536 keys; the compiler checks `Limits.conditionKeyCountMax`
  ///   first.
  package mutating func number(of key: String) -> UInt16 {
    if let known = spellings[ExactText(key)] { return known }
    let lowered = Array(key.lowercased().utf8)
    if let known = numbers[lowered] {
      if !hasSpelling[Int(known)] { learn(key, known) }
      return known
    }
    precondition(keys.count < Int(UInt16.max), "more condition keys than a snapshot can number")
    let number = UInt16(keys.count)
    traits.append(traits(of: key.lowercased()))
    keys.append(lowered)
    numbers[lowered] = number
    hasSpelling.append(false)
    learn(key, number)
    return number
  }

  /// Remembers one spelling for each number, so that spellings are not more than numbers.
  private mutating func learn(_ spelling: String, _ number: UInt16) {
    spellings[ExactText(spelling)] = number
    hasSpelling[Int(number)] = true
  }

  /// Returns the number of `key`, or nil when no policy mentions it.
  func existingNumber(of key: String) -> UInt16? {
    numbers[Array(key.lowercased().utf8)]
  }
}
