import PosternText

/// A word of a command line that should be a name and is none.
package struct UnknownWord {
  /// What is wrong, with the name that was probably meant, in the words of other complaints about
  /// arguments.
  package let message: String

  /// Finds the name that was meant.
  ///
  /// - Parameters:
  ///   - word: What was written.
  ///   - kind: What it should be, such as `option`.
  ///   - names: What could have been meant.
  package init(_ word: String, as kind: String, among names: [String]) {
    let guess = Spelling.closest(to: word, among: names).map { ". Did you mean '\($0)'?" }
    message = "Unknown \(kind) '\(word.shown)'\(guess ?? "")"
  }
}
