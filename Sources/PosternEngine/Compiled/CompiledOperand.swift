package import PosternModel

/// One operand of a condition, converted for its operator's family.
package enum CompiledOperand: Sendable {
  /// A text for the String and Bool families; wildcards appear only for `StringLike` and
  /// `StringNotLike`.
  case text(CompiledText)
  /// A truth value (C-21 and the Bool row of 4.4).
  case boolean(Bool)
  /// An exact number with its text.
  case number(DecimalNumber, text: [UInt8])
  /// An instant.
  case instant(Instant)
  /// Decoded bytes.
  case binary([UInt8])
  /// A network.
  case network(IPNetwork)
  /// The six parts of an ARN pattern without variables, one behind the other (C-60).
  case arn(CompiledText)
  /// An ARN pattern with variables: expanded at evaluation, then split (V-03).
  case arnText(CompiledText)
  /// An operand that its family cannot read; what it means is the family's rule (4.4, C-62).
  case malformed
}
