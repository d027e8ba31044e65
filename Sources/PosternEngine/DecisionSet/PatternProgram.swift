/// An ARN pattern that begins with literal bytes, its first five parts among them: the bytes, and
/// what must stand behind them.
struct PatternProgram: BitwiseCopyable {
  /// The place of the literal bytes; the entry says how many there are.
  let literal: UInt32
  /// The pattern for the rest of the resource.
  let rest: TextProgram
}
