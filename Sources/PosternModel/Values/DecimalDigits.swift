/// The pieces of a decimal number's text.
struct DecimalDigits {
  private(set) var isNegative = false
  /// The place of the first digit other than zero; equal to `end` for a zero.
  private(set) var start = 0
  /// Just past the last digit other than zero.
  private(set) var end = 0
  /// The power of ten of the digit at `start`, the exponent included.
  private(set) var leading: Int64 = 0

  /// Takes a text apart, or returns nil when it is no number of the grammar C-43.
  ///
  /// An exponent above `exponentMax` counts as four times that, whatever it is.
  init?(_ text: Span<UInt8>, exponentMax: Int64) {
    var index = 0
    if index < text.count, DecimalDigits.isSign(text[index]) {
      isNegative = text[index] == UInt8(ascii: "-")
      index += 1
    }
    let wholeCount = readDigits(text, from: &index, power: nil)
    var fractionCount = 0
    if index < text.count, text[index] == UInt8(ascii: ".") {
      index += 1
      fractionCount = readDigits(text, from: &index, power: -1)
    }
    guard wholeCount + fractionCount > 0 else { return nil }
    guard index < text.count else { return }
    guard text[index] | 0x20 == UInt8(ascii: "e"),
      let exponent = DecimalDigits.exponent(text, from: index + 1, max: exponentMax)
    else { return nil }
    leading += exponent
  }

  /// Reads a run of digits and returns their number.
  ///
  /// `power` is that of the run's first digit; nil for the whole part, where it follows from the
  /// run's length.
  private mutating func readDigits(
    _ text: Span<UInt8>,
    from index: inout Int,
    power: Int64?
  ) -> Int {
    let first = index
    var firstPlace: Int?
    while index < text.count, DecimalDigits.isDigit(text[index]) {
      if text[index] != UInt8(ascii: "0") {
        if start == end {
          firstPlace = index
          start = index
        }
        end = index + 1
      }
      index += 1
    }
    if let firstPlace {
      leading = (power ?? Int64(index - first - 1)) - Int64(firstPlace - first)
    }
    return index - first
  }

  private static func exponent(_ text: Span<UInt8>, from start: Int, max: Int64) -> Int64? {
    var index = start
    var isNegative = false
    if index < text.count, isSign(text[index]) {
      isNegative = text[index] == UInt8(ascii: "-")
      index += 1
    }
    guard index < text.count else { return nil }
    var value: Int64 = 0
    while index < text.count {
      guard isDigit(text[index]) else { return nil }
      if value <= max { value = value * 10 + Int64(text[index] - UInt8(ascii: "0")) }
      index += 1
    }
    let bounded = value <= max ? value : 4 * max
    return isNegative ? -bounded : bounded
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private static func isSign(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
  }
}
