import PosternModel

/// One test of a condition program: 8 bytes, and the place of each operand.
///
///     0          1     2   4            8
///     │comparison│flags│key│operandCount│ u32 place of an operand, so many │ next step
///
/// Operands stand among the programs, each a byte that says what it is and what follows from that;
/// equal ones once.
struct ConditionStep: BitwiseCopyable {
  /// The comparison without its negation.
  enum Comparison: UInt8 {
    case textEquals
    case textEqualsIgnoringCase
    case textLike
    case numberEquals
    case numberLess
    case numberLessOrEqual
    case numberGreater
    case numberGreaterOrEqual
    case dateEquals
    case dateLess
    case dateLessOrEqual
    case dateGreater
    case dateGreaterOrEqual
    case truth
    case binary
    case network
    case arn
    case presence
  }

  static let isNegated: UInt8 = 1
  static let isIfExists: UInt8 = 2
  static let isDeny: UInt8 = 4
  /// Another step follows behind the operands.
  static let isFollowed: UInt8 = 8
  /// Where the qualifier begins in `flags`.
  static let qualifierShift: UInt8 = 4

  let comparison: UInt8
  let flags: UInt8
  let key: UInt16
  let operandCount: UInt32

  /// The raw value of the qualifier.
  @inline(__always)
  var qualifier: UInt8 { flags &>> ConditionStep.qualifierShift }
}

extension ConditionStep {
  /// The size in bytes; the places of the operands follow.
  static let size = 8

  /// How an operand begins; the rest stands behind this byte.
  enum Operand: UInt8 {
    /// A pattern.
    case text
    /// The value of a condition that is about truth.
    case yes
    case no
    /// A `DecimalNumber`, the `u32` length of its text, the text.
    case number
    /// An `Instant`.
    case instant
    /// A `u32` length and so many decoded bytes.
    case binary
    /// An `IPNetwork`.
    case network
    /// The patterns of six parts.
    case arn
    /// A pattern that becomes an ARN pattern once expanded.
    case arnText
    /// The family cannot read it.
    case malformed
  }
}

extension ConditionStep.Comparison {
  /// The comparison that an operator stands for, its negation apart.
  init(_ base: ConditionOperator.Comparison) {
    self =
      switch base {
      case .stringEquals, .stringNotEquals: .textEquals
      case .stringEqualsIgnoreCase, .stringNotEqualsIgnoreCase: .textEqualsIgnoringCase
      case .stringLike, .stringNotLike: .textLike
      case .numericEquals, .numericNotEquals: .numberEquals
      case .numericLessThan: .numberLess
      case .numericLessThanEquals: .numberLessOrEqual
      case .numericGreaterThan: .numberGreater
      case .numericGreaterThanEquals: .numberGreaterOrEqual
      case .dateEquals, .dateNotEquals: .dateEquals
      case .dateLessThan: .dateLess
      case .dateLessThanEquals: .dateLessOrEqual
      case .dateGreaterThan: .dateGreater
      case .dateGreaterThanEquals: .dateGreaterOrEqual
      case .bool: .truth
      case .binaryEquals: .binary
      case .ipAddress, .notIPAddress: .network
      case .arnEquals, .arnNotEquals, .arnLike, .arnNotLike: .arn
      case .null: .presence
      }
  }
}
