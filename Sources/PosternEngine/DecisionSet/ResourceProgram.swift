/// A resource pattern that needs more than one comparison, in a decision set: a byte that says what
/// it is, and what follows from that.
///
///     whole   u32 count │ so many bytes │ pattern of the rest
///     parts   u32 place of four patterns, of partition to account │ pattern of the sixth part
///     variableParts
///             u8 answer │ u32 place of four patterns │ pattern of the sixth part
///     noneOf  u8 answer │ u32 count │ u32 place of a program, so many
///     any, nothing, unresolvable
enum ResourceProgram: UInt8 {
  /// `*`.
  case any
  /// The resource begins with these bytes, and the rest matches.
  case whole
  /// Each part matches its pattern.
  case parts
  /// None of a `NotResource` list matches; `answer` is 1 when one that cannot be evaluated makes it
  /// hold (M-16).
  case noneOf
  /// Each part matches its pattern; the patterns of the first four have variables. `answer` is 1 in
  /// a deny: the program holds when the head cannot be put together (V-04).
  case variableParts
  /// A short ARN that matches nothing (M-18).
  case nothing
  /// A pattern that can never be evaluated.
  case unresolvable
}
