/// Decoding of JSON strings that a scan has accepted (RFC 8259 §7).
enum JSONString {
  /// Appends the decoded text of the string whose characters stand in `range`.
  static func appendDecoded(
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    hasEscapes: Bool,
    to bytes: inout [UInt8]
  ) {
    guard hasEscapes else {
      // A loop over a span is slow byte by byte; the slice below is one copy.
      bytes.append(contentsOf: text, in: range)
      return
    }
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = text[index]
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        index += 1
        continue
      }
      index = appendEscape(text, at: index + 1, to: &bytes)
    }
  }

  /// Appends what the escape behind a backslash stands for and returns the place behind it.
  private static func appendEscape(
    _ text: Span<UInt8>,
    at index: Int,
    to bytes: inout [UInt8]
  ) -> Int {
    switch text[index] {
    case UInt8(ascii: "b"): bytes.append(0x08)
    case UInt8(ascii: "f"): bytes.append(0x0C)
    case UInt8(ascii: "n"): bytes.append(0x0A)
    case UInt8(ascii: "r"): bytes.append(0x0D)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "u"): return appendUnicode(text, at: index + 1, to: &bytes)
    default: bytes.append(text[index])
    }
    return index + 1
  }

  private static func appendUnicode(
    _ text: Span<UInt8>,
    at index: Int,
    to bytes: inout [UInt8]
  ) -> Int {
    let first = UInt32(unit(text, at: index) ?? 0)
    var scalar = first
    var next = index + 4
    if first & 0xFC00 == 0xD800, let second = unit(text, at: index + 6) {
      scalar = 0x10000 + (first - 0xD800) << 10 + (UInt32(second) - 0xDC00)
      next = index + 10
    }
    guard let character = Unicode.Scalar(scalar), let encoded = UTF8.encode(character) else {
      return next
    }
    bytes.append(contentsOf: encoded)
    return next
  }

  /// The UTF-16 unit that four hexadecimal digits name, or nil.
  static func unit(_ text: Span<UInt8>, at index: Int) -> UInt16? {
    guard index + 4 <= text.count else { return nil }
    var value: UInt16 = 0
    for offset in 0..<4 {
      guard let digit = Hex.value(of: text[index + offset]) else { return nil }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}
