/// Base64 with the standard alphabet and padding (RFC 4648 §4, C-65).
package enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
  )

  /// Returns the decoded bytes, or nil for a text that is not the one canonical encoding of any
  /// bytes: wrong alphabet, missing padding, white space, or bits behind the last byte.
  package static func decode(_ text: Span<UInt8>) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    for start in stride(from: 0, to: text.count, by: 4) {
      guard let group = Group(text, at: start) else { return nil }
      for index in 0..<group.byteCount { bytes.append(group.byte(index)) }
    }
    return bytes
  }

  /// Whether `text` is the encoding of `bytes`; does not allocate.
  package static func isEncoding(_ text: Span<UInt8>, of bytes: Span<UInt8>) -> Bool {
    guard text.count % 4 == 0, text.count / 4 == (bytes.count + 2) / 3 else { return false }
    var place = 0
    for start in stride(from: 0, to: text.count, by: 4) {
      guard let group = Group(text, at: start), place + group.byteCount <= bytes.count else {
        return false
      }
      for index in 0..<group.byteCount where group.byte(index) != bytes[place + index] {
        return false
      }
      place += group.byteCount
    }
    return place == bytes.count
  }

  /// Returns the encoding of `bytes`.
  package static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var value: UInt32 = 0
      for offset in 0..<3 {
        value = value << 8 | (offset < group.count ? UInt32(group[start + offset]) : 0)
      }
      for digit in 0..<4 {
        let isPadding = digit > group.count
        text.append(
          isPadding ? UInt8(ascii: "=") : alphabet[Int(value >> UInt32(18 - 6 * digit) & 63)]
        )
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Four characters that stand for one to three bytes.
  private struct Group {
    let value: UInt32
    let byteCount: Int

    init?(_ text: Span<UInt8>, at start: Int) {
      var value: UInt32 = 0
      var padding = 0
      for index in start..<(start + 4) {
        if text[index] == UInt8(ascii: "="), index >= start + 2, start + 4 == text.count {
          padding += 1
          value <<= 6
        } else if padding == 0, let digit = Group.digit(text[index]) {
          value = value << 6 | digit
        } else {
          return nil
        }
      }
      byteCount = 3 - padding
      guard value & (1 << UInt32(8 * padding) - 1) == 0 else { return nil }
      self.value = value
    }

    func byte(_ index: Int) -> UInt8 {
      UInt8(truncatingIfNeeded: value >> UInt32(16 - 8 * index))
    }

    private static func digit(_ character: UInt8) -> UInt32? {
      switch character {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
      case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a") + 26)
      case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0") + 52)
      case UInt8(ascii: "+"): 62
      case UInt8(ascii: "/"): 63
      default: nil
      }
    }
  }
}
