import PosternModel

/// What a key of a question's maps holds, by its place in the bytes of the call.
enum CallValue: Equatable {
  /// Nothing, or nothing that is known here.
  case none
  /// A text.
  case text(TextRange)
  /// A truth value.
  case boolean(Bool)
  /// A whole number.
  case integer(Int64)
  /// The digits of a number.
  case number(TextRange)
  /// Many of these: so many of the elements that were read.
  case list(Range<Int>)
}
