/// Points in time as text, in UTC.
package enum Timestamp {
  /// Returns `2026-01-02T03:04:05Z` for whole seconds since 1970; years above 9999 take the
  /// digits they need, years before 0 a sign besides.
  package static func text(secondsSinceEpoch seconds: Int64) -> String {
    let (day, second) = split(seconds)
    let date = civil(day: day)
    return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))T"
      + "\(clock(second))Z"
  }

  /// Returns `Fri, 02 Jan 2026 03:04:05 GMT`, as fields of HTTP say a time (RFC 9110 §5.6.7).
  package static func fieldText(secondsSinceEpoch seconds: Int64) -> String {
    let (day, second) = split(seconds)
    let date = civil(day: day)
    // 1970 began on a Thursday.
    let weekday = weekdays[Int((day % 7 + 11) % 7)]
    return "\(weekday), \(padded(date.day, 2)) \(months[Int(date.month) - 1]) "
      + "\(padded(date.year, 4)) \(clock(second)) GMT"
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The day, counted from 1970-01-01, and the second in it; a day begins at or before the second,
  /// also before 1970.
  private static func split(_ seconds: Int64) -> (day: Int64, second: Int64) {
    (seconds / 86_400 - (seconds % 86_400 < 0 ? 1 : 0), (seconds % 86_400 + 86_400) % 86_400)
  }

  private static func clock(_ second: Int64) -> String {
    "\(padded(second / 3_600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
  }

  private static func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value.magnitude)
    let zeros = String(repeating: "0", count: max(0, width - digits.count))
    return (value < 0 ? "-" : "") + zeros + digits
  }

  /// The date of a day counted from 1970-01-01, in the proleptic Gregorian calendar.
  ///
  /// Years begin in March here, so that the leap day is the last of its year; 719,468 days lie
  /// between 0000-03-01 and 1970-01-01.
  private static func civil(day: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfMonth)
  }
}
