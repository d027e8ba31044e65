import PosternText

extension RegisteredKey {
  /// Whether the values of the key are points in time.
  ///
  /// Who guards something by a date relies on there being one: a value that no condition can
  /// compare would silently switch off a denial. So these keys take nothing that `takes` refuses.
  package var tellsTime: Bool {
    self == .currentTime || self == .epochTime || self == .tokenIssueTime
  }

  /// Whether a text can be the value of the key; any text can where the key tells no time.
  ///
  /// A date must be one that conditions can compare (C-50), and `aws:EpochTime` whole seconds since
  /// 1970, which operators of dates and of numbers read alike (C-53).
  ///
  /// - Complexity: O(n) in the length of the text.
  package func takes(_ value: Span<UInt8>) -> Bool {
    guard tellsTime else { return true }
    return Instant(value) != nil && (self != .epochTime || RegisteredKey.isCount(value))
  }

  /// Whether a text that is an instant has digits only, or a plus before them.
  private static func isCount(_ text: Span<UInt8>) -> Bool {
    for index in text.indices {
      let isPlus = index == 0 && text[index] == UInt8(ascii: "+")
      guard isPlus || text[index].isDigit else { return false }
    }
    return true
  }
}
