/// Looks for bytes in a word of eight: the answer has the top bit of each byte that was found.
enum ByteMarks {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let tops: UInt64 = 0x8080_8080_8080_8080

  /// Marks the bytes that are `byte`; exact, other than the well-known test for a zero byte.
  @inline(__always)
  static func places(of byte: UInt8, in word: UInt64) -> UInt64 {
    let different = word ^ (ones &* UInt64(byte))
    return ~(((different & ~tops) &+ ~tops) | different) & tops
  }

  /// Marks the capitals of ASCII.
  @inline(__always)
  static func capitals(in word: UInt64) -> UInt64 {
    let low = word & ~tops
    let atLeastA = low &+ ones &* UInt64(0x80 - UInt8(ascii: "A"))
    let aboveZ = low &+ ones &* UInt64(0x80 - UInt8(ascii: "Z") - 1)
    return (atLeastA ^ aboveZ) & ~word & tops
  }

  /// Whether all eight bytes are decimal digits.
  @inline(__always)
  static func areDigits(_ word: UInt64) -> Bool {
    let value = word ^ (ones &* UInt64(UInt8(ascii: "0")))
    return (((value & ~tops) &+ ones &* UInt64(0x80 - 10)) | value) & tops == 0
  }
}
