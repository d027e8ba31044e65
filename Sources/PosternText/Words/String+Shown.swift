extension String {
  private static let shownCharacterCountMax = 128

  /// The text as a message repeats it: at most 128 characters, on one line.
  ///
  /// A message with a line break of the user's could pass for two in a log.
  package var shown: String {
    var result = ""
    for scalar in unicodeScalars.prefix(Self.shownCharacterCountMax) {
      let breaksLine =
        scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value || 0x2028...0x2029 ~= scalar.value
      result.unicodeScalars.append(breaksLine ? "\u{FFFD}" : scalar)
    }
    return unicodeScalars.count > Self.shownCharacterCountMax ? result + "…" : result
  }
}
