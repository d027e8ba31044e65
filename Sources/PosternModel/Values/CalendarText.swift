/// A date of ISO 8601 taken apart: `year[-month[-day]][T[hour[:minute[:second[.fraction]]]][zone]]`
/// (C-50, C-52).
struct CalendarText {
  private static let years: ClosedRange<Int64> = -292_275_054...292_278_993
  private static let yearDigitCountMax = 9
  private static let fractionDigitCountMax = 9

  private var year: Int64 = 0
  private var month: Int64 = 1
  private var day: Int64 = 1
  private var hour: Int64 = 0
  private var minute: Int64 = 0
  private var second: Int64 = 0
  private var offsetMinutes: Int64 = 0
  /// The fraction of the second, cut off below a millisecond.
  private(set) var milliseconds: UInt16 = 0
  /// Whether the text is one signed year and nothing else, which no one can tell from a count of
  /// seconds (C-50).
  private var isLoneNegativeYear = false
  private var index = 0

  /// Takes a text apart, or returns nil when a piece is malformed or outside its range.
  ///
  /// Whether the month has such a day is not asked here.
  init?(_ text: Span<UInt8>) {
    guard readYear(text) else { return nil }
    if takes("-", text) {
      guard let value = number(text, digits: 2...2), 1...12 ~= value else { return nil }
      month = value
      if takes("-", text) {
        guard let value = number(text, digits: 2...2), 1...31 ~= value else { return nil }
        day = value
      }
    }
    if takes("t", text) { guard readTime(text) else { return nil } }
    guard index == text.count else { return nil }
  }

  /// Whether the month has this day, and the text is not a lone negative year.
  var isOnCalendar: Bool {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let dayCount: Int64 =
      switch month {
      case 4, 6, 9, 11: 30
      case 2: isLeap ? 29 : 28
      default: 31
      }
    return day <= dayCount && !isLoneNegativeYear
  }

  /// The seconds since 1970-01-01T00:00:00Z, without the fraction.
  var secondsSinceEpoch: Int64 {
    dayNumber * 86_400 + hour * 3_600 + (minute - offsetMinutes) * 60 + second
  }

  /// Reads a text that counts seconds: digits, other than four without a sign, at most `Int64.max`
  /// (C-50).
  static func secondsSinceEpoch(_ text: Span<UInt8>) -> Int64? {
    let hasSign = text.count > 0 && text[0] == UInt8(ascii: "+")
    let digits = hasSign ? 1 : 0
    guard text.count > digits, hasSign || text.count != 4 else { return nil }
    var value: Int64 = 0
    for place in digits..<text.count {
      let digit = text[place] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      let (shifted, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, isAbove) = shifted.addingReportingOverflow(Int64(digit))
      guard !isTooLarge, !isAbove else { return nil }
      value = sum
    }
    return value
  }

  private mutating func readYear(_ text: Span<UInt8>) -> Bool {
    let isNegative = takes("-", text)
    let start = index
    guard let value = number(text, digits: 1...Self.yearDigitCountMax) else { return false }
    year = isNegative ? -value : value
    isLoneNegativeYear = isNegative && index == text.count
    // A run of digits alone counts seconds unless it is a year of four.
    let isYear = isNegative || index < text.count || index - start == 4
    return isYear && Self.years ~= year
  }

  private mutating func readTime(_ text: Span<UInt8>) -> Bool {
    guard index < text.count else { return true }
    guard let value = number(text, digits: 1...2), value <= 23 else { return false }
    hour = value
    if takes(":", text) {
      guard let value = number(text, digits: 2...2), value <= 59 else { return false }
      minute = value
      if takes(":", text) { guard readSecond(text) else { return false } }
    }
    return readZone(text)
  }

  private mutating func readSecond(_ text: Span<UInt8>) -> Bool {
    guard let value = number(text, digits: 2...2), value <= 59 else { return false }
    second = value
    guard takes(".", text) else { return true }
    let start = index
    guard let fraction = number(text, digits: 1...Self.fractionDigitCountMax) else { return false }
    var scaled = fraction
    for _ in (index - start)..<Self.fractionDigitCountMax { scaled *= 10 }
    milliseconds = UInt16(scaled / 1_000_000)
    return true
  }

  private mutating func readZone(_ text: Span<UInt8>) -> Bool {
    guard index < text.count, !takes("z", text) else { return true }
    let isNegative = takes("-", text)
    guard isNegative || takes("+", text) else { return false }
    guard let hours = number(text, digits: 2...2), hours <= 23 else { return false }
    offsetMinutes = hours * 60
    if takes(":", text) {
      guard let minutes = number(text, digits: 2...2), minutes <= 59 else { return false }
      offsetMinutes += minutes
    }
    if isNegative { offsetMinutes = -offsetMinutes }
    return true
  }

  /// Steps over one character; letters in either case.
  private mutating func takes(_ character: Unicode.Scalar, _ text: Span<UInt8>) -> Bool {
    guard index < text.count else { return false }
    let wanted = UInt8(ascii: character)
    let isLetter = wanted >= UInt8(ascii: "a")
    guard (isLetter ? text[index] | 0x20 : text[index]) == wanted else { return false }
    index += 1
    return true
  }

  /// Reads a run of digits that is as long as allowed; nil when there are too few or too many.
  private mutating func number(_ text: Span<UInt8>, digits: ClosedRange<Int>) -> Int64? {
    let start = index
    var value: Int64 = 0
    while index < text.count, index - start <= digits.upperBound {
      let digit = text[index] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      value = value * 10 + Int64(digit)
      index += 1
    }
    return digits ~= index - start ? value : nil
  }

  /// Days since 1970-01-01 in the proleptic Gregorian calendar.
  ///
  /// Years begin in March here, so that the leap day is the last of its year; 719,468 days lie
  /// between 0000-03-01 and 1970-01-01.
  private var dayNumber: Int64 {
    let marchYear = month <= 2 ? year - 1 : year
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let monthFromMarch = (month + 9) % 12
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
