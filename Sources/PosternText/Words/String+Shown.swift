extension String {
  private static let shownCharacterCountMax = 128

  /// The text as a message repeats it: at most 128 characters, on one line.
  ///
  /// A message with a line break of the user's could pass for two in a log.
  package var shown: String {
    let start = String(unicodeScalars.prefix(Self.shownCharacterCountMax)).onOneLine
    return unicodeScalars.count > Self.shownCharacterCountMax ? start + "…" : start
  }

  /// The text without anything that would end its line or steer a terminal.
  package var onOneLine: String {
    var result = ""
    for scalar in unicodeScalars {
      let breaksLine =
        scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value || 0x2028...0x2029 ~= scalar.value
      result.unicodeScalars.append(breaksLine ? "\u{FFFD}" : scalar)
    }
    return result
  }
}
