/// One line of a comment, with its slashes.
struct CommentLine: Equatable, Sendable {
  /// Its characters from the first slash on.
  let text: String
  /// The line it stands on, from 1.
  let line: Int

  /// Whether it documents a declaration.
  var isDocumentation: Bool { text.hasPrefix("///") }
}
