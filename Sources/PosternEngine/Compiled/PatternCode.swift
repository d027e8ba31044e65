/// The byte code that patterns are kept in, from the compiler to the matcher: one piece behind the
/// other, `end` behind the last.
///
///     1…127 │ so many bytes                 literal
///     0     │ u32 count │ so many bytes     literal, the overflow form
///     0x80                                  end
///     0x81                                  `*`
///     0x82                                  `?`
///     0x83  │ u16 key                       variable
///     0x84  │ u16 key │ u32 count │ bytes   variable with a default
///     0x85                                  a variable that never has a value
///
/// A text that is literal all through is a pattern of one piece. Numbers are little-endian.
enum PatternCode {
  static let longLiteral: UInt8 = 0
  static let shortLiteralMax = 127
  static let end: UInt8 = 0x80
  static let anyRun: UInt8 = 0x81
  static let anyOne: UInt8 = 0x82
  static let variable: UInt8 = 0x83
  static let variableWithFallback: UInt8 = 0x84
  static let unresolvable: UInt8 = 0x85
}
