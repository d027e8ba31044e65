/// Mixes numbers into hashes: the halves of a wide product, folded together.
enum WordMix {
  static let seed: UInt64 = 0x9E37_79B9_7F4A_7C15
  static let odd: UInt64 = 0xD6E8_FEB8_6659_FD93

  /// A number that depends on every bit of both.
  @inline(__always)
  static func mixed(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.low ^ product.high
  }
}
