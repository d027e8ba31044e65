package import PosternText

/// One thing that is wrong with the files of a load: where, what was expected, what stands there
/// instead.
///
/// Ordered as a reader meets them: by file, line and column.
package struct LoadProblem: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The file, relative to the directory that is loaded; the directory itself for what no file is
  /// to blame for.
  package let file: String
  /// The place in the file; nil for the file as a whole.
  package let position: TextPosition?
  /// A sentence: lower case, no full stop, the user's text in backticks.
  package let message: String
  /// Advice, such as the name that was probably meant; nil when there is none.
  package let help: String?

  /// Creates a problem.
  package init(file: String, position: TextPosition?, message: String, help: String?) {
    self.file = file
    self.position = position
    self.message = message
    self.help = help
  }

  /// The problem in one line, `file:line:column: message; help`.
  package var description: String {
    let place = position.map { "\(file):\($0.line):\($0.column)" } ?? file
    // The names of files are anybody's, and so may be what a message repeats.
    guard let help else { return "\(place): \(message)".onOneLine }
    return "\(place): \(message); \(help)".onOneLine
  }

  /// Orders problems by file, then from top to bottom, then by their text, so that a report never
  /// varies.
  package static func < (left: LoadProblem, right: LoadProblem) -> Bool {
    if left.file != right.file { return left.file < right.file }
    let (a, b) = (left.position, right.position)
    if a?.line != b?.line { return (a?.line ?? 0) < (b?.line ?? 0) }
    if a?.column != b?.column { return (a?.column ?? 0) < (b?.column ?? 0) }
    return left.message < right.message
  }
}
