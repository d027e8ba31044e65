extension String {
  private static let shownCharacterCountMax = 128

  /// The text as a message repeats it: at most 128 characters, on one line.
  var shown: String {
    var result = ""
    for scalar in unicodeScalars.prefix(Self.shownCharacterCountMax) {
      let isControl = scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value
      result.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
    }
    return unicodeScalars.count > Self.shownCharacterCountMax ? result + "…" : result
  }
}
