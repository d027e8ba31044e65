import PosternModel

/// One test of a condition program: 16 bytes, the operands stand elsewhere.
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

  let comparison: UInt8
  let qualifier: UInt8
  let flags: UInt8
  let reserved: UInt8
  let key: UInt16
  let reservedHalf: UInt16
  let operandCount: UInt32
  let operands: UInt32
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
