/// One operand of a condition: what it is and where its bytes or its value stand.
struct OperandCell: BitwiseCopyable {
  /// How to read the cell.
  enum Form: UInt8 {
    /// `program` is a text.
    case text
    /// `isTrue` is the value.
    case boolean
    /// `program.offset` is the place of a `DecimalNumber`, `program.count` its text's length, the
    /// text stands behind it.
    case number
    /// `program.offset` is the place of an `Instant`.
    case instant
    /// `program` is a literal of decoded bytes.
    case binary
    /// `program.offset` is the place of an `IPNetwork`.
    case network
    /// `program.offset` is the place of six `TextProgram`s.
    case arn
    /// `program` is a template that becomes an ARN pattern once expanded.
    case arnText
    /// The family cannot read it.
    case malformed
  }

  let form: UInt8
  let isTrue: UInt8
  let reserved: UInt16
  let program: TextProgram
}
