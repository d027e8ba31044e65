/// A condition operator as a policy writes it: `[ForAllValues:|ForAnyValue:]` base `[IfExists]`
/// (G-25).
package struct ConditionOperator: Hashable, Sendable {
  /// How the values of a multivalued key are combined.
  package enum Qualifier: UInt8, Sendable, CaseIterable {
    /// A scalar operator: false on a present multivalued key (C-31).
    case none
    /// Every value of the request passes; true on a missing key.
    case forAllValues
    /// Some value of the request passes; false on a missing key.
    case forAnyValue
  }

  /// The comparison, in its exact spelling (G-05).
  package enum Comparison: String, Sendable, CaseIterable {
    case stringEquals = "StringEquals"
    case stringNotEquals = "StringNotEquals"
    case stringEqualsIgnoreCase = "StringEqualsIgnoreCase"
    case stringNotEqualsIgnoreCase = "StringNotEqualsIgnoreCase"
    case stringLike = "StringLike"
    case stringNotLike = "StringNotLike"
    case numericEquals = "NumericEquals"
    case numericNotEquals = "NumericNotEquals"
    case numericLessThan = "NumericLessThan"
    case numericLessThanEquals = "NumericLessThanEquals"
    case numericGreaterThan = "NumericGreaterThan"
    case numericGreaterThanEquals = "NumericGreaterThanEquals"
    case dateEquals = "DateEquals"
    case dateNotEquals = "DateNotEquals"
    case dateLessThan = "DateLessThan"
    case dateLessThanEquals = "DateLessThanEquals"
    case dateGreaterThan = "DateGreaterThan"
    case dateGreaterThanEquals = "DateGreaterThanEquals"
    case bool = "Bool"
    case binaryEquals = "BinaryEquals"
    case ipAddress = "IpAddress"
    case notIPAddress = "NotIpAddress"
    case arnEquals = "ArnEquals"
    case arnNotEquals = "ArnNotEquals"
    case arnLike = "ArnLike"
    case arnNotLike = "ArnNotLike"
    case null = "Null"
  }

  /// How the values of a multivalued key are combined.
  package let qualifier: Qualifier
  /// The comparison.
  package let base: Comparison
  /// Whether a missing key satisfies the condition.
  package let isIfExists: Bool

  /// Creates an operator from its parts.
  ///
  /// - Precondition: `Null` takes no `IfExists` (C-24).
  package init(qualifier: Qualifier, base: Comparison, isIfExists: Bool) {
    precondition(base != .null || !isIfExists, "`NullIfExists` is no operator")
    self.qualifier = qualifier
    self.base = base
    self.isIfExists = isIfExists
  }

  /// Creates the operator that a policy names, else returns nil; the name's case is exact (G-05,
  /// G-24, G-25).
  package init?(_ name: String) {
    var rest = name[...]
    var qualifier = Qualifier.none
    for (prefix, candidate) in [
      ("ForAllValues:", Qualifier.forAllValues), ("ForAnyValue:", .forAnyValue),
    ] where rest.hasPrefix(prefix) {
      rest = rest.dropFirst(prefix.count)
      qualifier = candidate
      break
    }
    if let base = Comparison(rawValue: String(rest)) {
      self.init(qualifier: qualifier, base: base, isIfExists: false)
      return
    }
    guard rest.hasSuffix("IfExists"), let base = Comparison(rawValue: String(rest.dropLast(8))),
      base != .null
    else { return nil }
    self.init(qualifier: qualifier, base: base, isIfExists: true)
  }

  /// The name as a policy writes it.
  package var name: String {
    let prefix =
      switch qualifier {
      case .none: ""
      case .forAllValues: "ForAllValues:"
      case .forAnyValue: "ForAnyValue:"
      }
    return prefix + base.rawValue + (isIfExists ? "IfExists" : "")
  }
}
