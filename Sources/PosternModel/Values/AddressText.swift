/// The spellings of internet addresses (C-57…C-59).
enum AddressText {
  /// Reads four decimal octets; leading zeros do not make them octal (C-58).
  static func version4(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt32? {
    var index = range.lowerBound
    var address: UInt32 = 0
    for octet in 0..<4 {
      if octet > 0 {
        guard index < range.upperBound, text[index] == UInt8(ascii: ".") else { return nil }
        index += 1
      }
      guard let value = number(text, from: &index, to: range.upperBound, max: 255) else {
        return nil
      }
      address = address << 8 | UInt32(value)
    }
    return index == range.upperBound ? address : nil
  }

  /// Reads eight groups of one to four hexadecimal digits, of which `::` leaves out one or more
  /// (RFC 4291 §2.2).
  ///
  /// `allowsDottedTail`: the last two groups may be written as four octets.
  static func version6(
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    allowsDottedTail: Bool
  ) -> UInt128? {
    var groups = AddressGroups()
    var index = range.lowerBound
    let end = range.upperBound
    if startsGap(text, index, end) {
      groups.markGap()
      index += 2
    }
    while index < end {
      if allowsDottedTail, let tail = version4(text, index..<end) {
        groups.append(UInt16(tail >> 16))
        groups.append(UInt16(truncatingIfNeeded: tail))
        return groups.address
      }
      guard let group = group(text, from: &index, to: end) else { return nil }
      groups.append(group)
      if startsGap(text, index, end) {
        guard !groups.hasGap else { return nil }
        groups.markGap()
        index += 2
      } else if index < end {
        // A single colon must be followed by a group.
        guard text[index] == UInt8(ascii: ":"), index + 1 < end else { return nil }
        index += 1
      }
    }
    return groups.address
  }

  /// Reads a prefix length, optionally with `+` and leading zeros (C-58).
  static func prefixLength(_ text: Span<UInt8>, from start: Int, max: Int) -> Int? {
    var index = start
    if index < text.count, text[index] == UInt8(ascii: "+") { index += 1 }
    guard let value = number(text, from: &index, to: text.count, max: max) else { return nil }
    return index == text.count ? value : nil
  }

  private static func startsGap(_ text: Span<UInt8>, _ index: Int, _ end: Int) -> Bool {
    index + 1 < end && text[index] == UInt8(ascii: ":") && text[index + 1] == UInt8(ascii: ":")
  }

  private static func number(
    _ text: Span<UInt8>,
    from index: inout Int,
    to end: Int,
    max: Int
  ) -> Int? {
    let start = index
    var value = 0
    while index < end {
      let digit = text[index] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      value = value * 10 + Int(digit)
      guard value <= max else { return nil }
      index += 1
    }
    return index > start ? value : nil
  }

  private static func group(_ text: Span<UInt8>, from index: inout Int, to end: Int) -> UInt16? {
    let start = index
    var value: UInt16 = 0
    while index < end, let digit = hexadecimal(text[index]) {
      guard index - start < 4 else { return nil }
      value = value << 4 | UInt16(digit)
      index += 1
    }
    return index > start ? value : nil
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
