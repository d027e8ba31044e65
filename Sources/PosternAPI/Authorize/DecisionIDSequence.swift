/// The ids of the decisions of one event loop: 26 characters that sort by time, then by order on
/// the loop.
///
/// The layout is a ULID's: 48 bits of milliseconds since 1970, then 80 bits that begin at random
/// and count up, all in Crockford's base 32. The clock's whole seconds are enough, since the count
/// orders what one second holds.
///
///     01JD0K8Y00  3V9Q4ZT1C8M2R5XW
///     └ 48 bit ┘  └ 16 bit random, 64 bit count ┘
///
/// From one id to the next few characters change, so the text is kept and mended from its end.
struct DecisionIDSequence {
  private let prefix: UInt16
  private var count: UInt64
  private var seconds = 0
  private var characters: [UInt8]

  /// Starts a sequence at a place that no other loop or process is likely to reach.
  init(using generator: inout some RandomNumberGenerator) {
    prefix = UInt16.random(in: .min ... .max, using: &generator)
    count = UInt64.random(in: .min ... .max, using: &generator)
    characters = Array(repeating: DecisionIDSequence.alphabet[0], count: 26)
    writeAll()
  }

  /// Makes the next id and lends its 26 characters.
  mutating func next(atSeconds seconds: Int, _ body: (Span<UInt8>) -> Void) {
    count &+= 1
    if seconds != self.seconds {
      self.seconds = seconds
      writeAll()
    } else {
      writeCount()
    }
    body(characters.span)
  }

  /// Writes the characters of the count that its last step has changed.
  private mutating func writeCount() {
    var rest = count
    // Twelve characters hold 60 of the 64 bits; one more step changes those before it.
    for index in stride(from: 25, through: 14, by: -1) {
      let digit = rest & 31
      characters[index] = DecisionIDSequence.alphabet[Int(digit)]
      if digit != 0 { return }
      rest >>= 5
    }
    writeAll()
  }

  private mutating func writeAll() {
    let milliseconds = UInt64(clamping: seconds) &* 1_000 & 0xFFFF_FFFF_FFFF
    var rest = UInt128(milliseconds) << 80 | UInt128(prefix) << 64 | UInt128(count)
    for index in stride(from: 25, through: 0, by: -1) {
      characters[index] = DecisionIDSequence.alphabet[Int(rest & 31)]
      rest >>= 5
    }
  }

  /// Digits, then the letters without I, L, O and U.
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
}
