/// A point in time with the precision that conditions compare: whole milliseconds (C-51).
package struct Instant: Comparable, Hashable, Sendable, BitwiseCopyable {
  /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
  package let seconds: Int64
  /// Milliseconds above `seconds`, 0…999.
  package let milliseconds: UInt16

  /// Creates an instant.
  ///
  /// - Precondition: `milliseconds` is below 1,000.
  package init(seconds: Int64, milliseconds: UInt16) {
    precondition(milliseconds < 1_000, "an instant has at most 999 milliseconds")
    self.seconds = seconds
    self.milliseconds = milliseconds
  }

  /// Reads a date of ISO 8601 or a count of seconds since 1970; returns nil for what is neither
  /// (C-50…C-52).
  ///
  /// Four digits alone are a year, any other run of digits counts seconds; without a zone the time
  /// is UTC; what is below a millisecond is cut off. A day that its month does not have is no
  /// instant, though it can be stored.
  ///
  /// - Complexity: O(n) in the length of the text.
  package init?(_ text: Span<UInt8>) {
    if let count = CalendarText.secondsSinceEpoch(text) {
      self.init(seconds: count, milliseconds: 0)
      return
    }
    guard let calendar = CalendarText(text), calendar.isOnCalendar else { return nil }
    self.init(seconds: calendar.secondsSinceEpoch, milliseconds: calendar.milliseconds)
  }

  /// Whether a text may be stored as an operand of a date operator (C-52).
  ///
  /// Beyond what converts, a day up to 31 is stored in every month, and so is a lone negative year;
  /// such an operand matches nothing.
  package static func isStorable(_ text: Span<UInt8>) -> Bool {
    CalendarText.secondsSinceEpoch(text) != nil || CalendarText(text) != nil
  }

  /// Orders instants by time.
  package static func < (left: Instant, right: Instant) -> Bool {
    left.seconds == right.seconds
      ? left.milliseconds < right.milliseconds : left.seconds < right.seconds
  }
}
