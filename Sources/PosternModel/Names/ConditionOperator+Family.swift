extension ConditionOperator {
  /// The kind of values that an operator compares; it decides which operands are well formed.
  package enum Family: Sendable {
    /// Texts, compared as they are.
    case string
    /// Exact decimal numbers.
    case numeric
    /// Instants.
    case date
    /// Truth values.
    case boolean
    /// Bytes in base64.
    case binary
    /// Addresses and networks.
    case address
    /// ARNs, part by part.
    case arn
    /// Presence of a key.
    case existence
  }
}

extension ConditionOperator.Comparison {
  /// The kind of values that the operator compares.
  package var family: ConditionOperator.Family {
    switch self {
    case .stringEquals, .stringNotEquals, .stringEqualsIgnoreCase, .stringNotEqualsIgnoreCase,
      .stringLike, .stringNotLike:
      .string
    case .numericEquals, .numericNotEquals, .numericLessThan, .numericLessThanEquals,
      .numericGreaterThan, .numericGreaterThanEquals:
      .numeric
    case .dateEquals, .dateNotEquals, .dateLessThan, .dateLessThanEquals, .dateGreaterThan,
      .dateGreaterThanEquals:
      .date
    case .bool: .boolean
    case .binaryEquals: .binary
    case .ipAddress, .notIPAddress: .address
    case .arnEquals, .arnNotEquals, .arnLike, .arnNotLike: .arn
    case .null: .existence
    }
  }

  /// Whether the operator holds when no operand matches (C-03); orderings and `Bool` are positive.
  package var isNegated: Bool {
    switch self {
    case .stringNotEquals, .stringNotEqualsIgnoreCase, .stringNotLike, .numericNotEquals,
      .dateNotEquals, .notIPAddress, .arnNotEquals, .arnNotLike:
      true
    case .stringEquals, .stringEqualsIgnoreCase, .stringLike, .numericEquals, .numericLessThan,
      .numericLessThanEquals, .numericGreaterThan, .numericGreaterThanEquals, .dateEquals,
      .dateLessThan, .dateLessThanEquals, .dateGreaterThan, .dateGreaterThanEquals, .bool,
      .binaryEquals, .ipAddress, .arnEquals, .arnLike, .null:
      false
    }
  }
}
