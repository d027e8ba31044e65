/// What the registry of section 5 says about a condition key by its name.
package struct ConditionKeyTraits: OptionSet, Sendable, BitwiseCopyable {
  /// The traits as bits.
  package let rawValue: UInt8

  /// Creates a set of traits from its bits.
  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// Only the engine may set it (class E).
  package static let isSetByEngine = ConditionKeyTraits(rawValue: 1)
  /// Its type is a list, however many values a request sends (C-30).
  package static let isList = ConditionKeyTraits(rawValue: 2)
  /// Its type has one value (C-30).
  package static let isSingle = ConditionKeyTraits(rawValue: 4)
  /// What is known of the resource stands before what a request says (class R).
  package static let yieldsToKnown = ConditionKeyTraits(rawValue: 8)
  /// It is a tag of the resource, which is known when the resource is a user or a role (5.4, 5.5).
  package static let isTagOfResource = ConditionKeyTraits(rawValue: 16)

  /// Returns the traits of a key in lower case; none for a key that the registry does not know.
  ///
  /// - Complexity: O(1) expected in the registry, O(n) in the length of the key.
  package static func of(_ key: String) -> ConditionKeyTraits {
    if let known = registered[key] { return known }
    // By bytes: a combining mark behind a prefix does not make another one of it.
    for family in ConditionKeyFamily.allCases
    where key.utf8.starts(with: family.prefix.description.utf8) {
      return switch family {
      case .principalTag: [.isSetByEngine, .isSingle]
      case .requestTag: .isSingle
      case .resourceTag, .iamResourceTag: [.isSingle, .yieldsToKnown, .isTagOfResource]
      }
    }
    // What identity providers say beyond the registered keys (section 5.5).
    let isFederatedList =
      key.utf8.starts(with: "saml:eduperson".utf8) || (key.hasSuffix(":amr") && key.contains("."))
    return isFederatedList ? .isList : []
  }

  private static let registered: [String: ConditionKeyTraits] = Dictionary(
    uniqueKeysWithValues: RegisteredKey.allCases.map { key in
      let setter: ConditionKeyTraits =
        switch key.setter {
        case .engine: .isSetByEngine
        case .resource: .yieldsToKnown
        case .network, .service: []
        }
      return (
        key.name.description.lowercased(), setter.union(key.isMultivalued ? .isList : .isSingle)
      )
    }
  )
}
