/// Tests of eight bytes at once; a byte's highest bit stands for it.
enum WordTest {
  private static var ones: UInt64 { 0x0101_0101_0101_0101 }
  private static var highs: UInt64 { 0x8080_8080_8080_8080 }
  /// Eight characters that end nothing.
  static var spaces: UInt64 { 0x2020_2020_2020_2020 }

  /// The bytes that end a plain run of a JSON string.
  ///
  /// Only the lowest set bit is to be trusted: a borrow can set others above it.
  @inline(__always)
  static func endsPlainText(_ word: UInt64, stopsAboveASCII: Bool) -> UInt64 {
    let quotes = zeros(word ^ (ones &* UInt64(UInt8(ascii: "\""))))
    let backslashes = zeros(word ^ (ones &* UInt64(UInt8(ascii: "\\"))))
    let controls = (word &- ones &* 0x20) & ~word & highs
    return quotes | backslashes | controls | (stopsAboveASCII ? word & highs : 0)
  }

  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 {
    (word &- ones) & ~word & highs
  }
}
