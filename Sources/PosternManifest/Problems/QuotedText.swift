import PosternText

/// Text of the user inside a message.
package enum QuotedText {
  /// Returns a text that fits between backticks into one line of a message, cut at 128 characters.
  package static func shortened(_ text: String) -> String {
    let scalars = text.shown.unicodeScalars.map { $0 == "`" ? "\u{FFFD}" : $0 }
    return String(String.UnicodeScalarView(scalars))
  }
}
