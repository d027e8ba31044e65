/// What the values of a condition key are (section 5); the raw value is how descriptions of
/// services name it, with `ArrayOf` before it for a multivalued key.
package enum ConditionKeyType: String, Sendable, CaseIterable, Hashable {
  /// Text.
  case string = "String"
  /// Decimal numbers.
  case numeric = "Numeric"
  /// Instants.
  case date = "Date"
  /// `true` or `false`.
  case boolean = "Bool"
  /// Bytes in base64.
  case binary = "Binary"
  /// Addresses of IPv4 or IPv6.
  case address = "IPAddress"
  /// ARNs.
  case arn = "ARN"

  /// What stands before the type of a multivalued key.
  package static let listPrefix = "ArrayOf"
}
