/// The ids of the decisions of one event loop: 26 characters that sort by time, then by order on
/// the loop.
///
/// The layout is a ULID's: 48 bits of milliseconds since 1970, then 80 bits that begin at random
/// and count up, all in Crockford's base 32. The clock's whole seconds are enough, since the count
/// orders what one second holds.
///
///     01JD0K8Y00  3V9Q4ZT1C8M2R5XW
///     └ 48 bit ┘  └ 16 bit random, 64 bit count ┘
struct DecisionIDSequence {
  private let prefix: UInt16
  private var count: UInt64

  /// Starts a sequence at a place that no other loop or process is likely to reach.
  init(using generator: inout some RandomNumberGenerator) {
    prefix = UInt16.random(in: .min ... .max, using: &generator)
    count = UInt64.random(in: .min ... .max, using: &generator)
  }

  /// Returns the next id as its 128 bits.
  mutating func next(atSeconds seconds: Int) -> UInt128 {
    count &+= 1
    let milliseconds = UInt64(clamping: seconds) &* 1_000 & 0xFFFF_FFFF_FFFF
    return UInt128(milliseconds) << 80 | UInt128(prefix) << 64 | UInt128(count)
  }

  /// Appends the 26 characters of an id.
  static func append(_ id: UInt128, to bytes: inout [UInt8]) {
    for place in stride(from: 125, through: 0, by: -5) {
      bytes.append(character(UInt8(truncatingIfNeeded: id >> UInt128(place)) & 31))
    }
  }

  /// The character for five bits: digits, then the letters without I, L, O and U.
  private static func character(_ bits: UInt8) -> UInt8 {
    if bits < 10 { return UInt8(ascii: "0") + bits }
    let letter = UInt8(ascii: "A") + bits - 10
    if bits < 18 { return letter }
    if bits < 20 { return letter + 1 }
    if bits < 22 { return letter + 2 }
    if bits < 27 { return letter + 3 }
    return letter + 4
  }
}
