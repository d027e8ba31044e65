/// A small file that is made up to try a rule.
struct Example: Sendable {
  /// Its text, read as if it stood at its path.
  let file: SourceFile

  init(_ path: String, _ text: String) {
    file = SourceFile(path: path, text: text)
  }
}
