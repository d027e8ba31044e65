/// One character beyond ASCII in a text of UTF-8 (RFC 3629 §4).
struct UTF8Character {
  /// Its Unicode scalar.
  let scalar: UInt32
  /// Two to four.
  let byteCount: Int

  /// Reads the character whose first byte stands at `place`; nil when it is cut off, overlong, a
  /// surrogate or above U+10FFFF.
  init?(_ text: Span<UInt8>, at place: Int) {
    let lead = text[place]
    let length: Int
    let smallest: UInt32
    var value: UInt32
    switch lead {
    case 0xC2...0xDF: (length, smallest, value) = (2, 0x80, UInt32(lead & 0x1F))
    case 0xE0...0xEF: (length, smallest, value) = (3, 0x800, UInt32(lead & 0x0F))
    case 0xF0...0xF4: (length, smallest, value) = (4, 0x10000, UInt32(lead & 0x07))
    default: return nil
    }
    guard place + length <= text.count else { return nil }
    for offset in 1..<length {
      let byte = text[place + offset]
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    guard value >= smallest, value <= 0x10FFFF, value & 0xFFFF_F800 != 0xD800 else { return nil }
    scalar = value
    byteCount = length
  }
}
