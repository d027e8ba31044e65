/// Text of the user inside a message.
package enum QuotedText {
  /// The most characters of a user's text that a message repeats.
  private static let characterCountMax = 128

  /// Returns a text that fits into one line of a message: cut at 128 characters, control characters
  /// and backticks replaced.
  package static func shortened(_ text: String) -> String {
    let scalars = text.unicodeScalars
    var result = String.UnicodeScalarView()
    for scalar in scalars.prefix(characterCountMax) {
      let isQuotable = scalar.value >= 0x20 && scalar.value != 0x7F && scalar != "`"
      result.append(isQuotable ? scalar : "\u{FFFD}")
    }
    let isCut = scalars.dropFirst(characterCountMax).first != nil
    return String(result) + (isCut ? "…" : "")
  }
}
