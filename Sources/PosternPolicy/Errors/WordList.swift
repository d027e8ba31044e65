import PosternText

/// The words that may stand at a place, as messages list and guess them.
struct WordList {
  private let words: [String]

  init(_ words: [String]) { self.words = words }

  func contains(_ word: String) -> Bool { words.contains(word) }

  /// The words in backticks, divided by commas, with `or` before the last.
  var listed: String {
    let quoted = words.map { "`\($0)`" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.joined() }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }

  /// Asks whether the nearest word was meant; nil when none is near.
  func guess(for word: String) -> String? {
    Spelling.closest(to: word, among: words).map { "did you mean `\($0)`?" }
  }
}
