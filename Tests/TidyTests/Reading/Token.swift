/// A word, a symbol or a literal of Swift source.
struct Token: Equatable, Sendable {
  /// What a token is.
  enum Kind: Sendable {
    /// An identifier, a keyword or a number.
    case word
    /// One bracket or separator, or a run of operator characters.
    case symbol
    /// A string literal; its text is empty, what is interpolated follows as tokens of its own.
    case string
  }

  /// What it is.
  let kind: Kind
  /// Its characters.
  let text: String
  /// The line it stands on, from 1.
  let line: Int
  /// Whether nothing stands between it and the token before.
  let touchesPrevious: Bool
}
