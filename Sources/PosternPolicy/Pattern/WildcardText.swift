/// Matching of short words against patterns with `*` and `?`, for checks of documents.
///
/// Requests are matched by the engine; this one is for ASCII words and keeps no state.
enum WildcardText {
  /// Whether a whole word matches a pattern, ignoring the case of ASCII letters.
  ///
  /// - Complexity: O(n × m); after a mismatch only the last `*` is widened.
  static func matches(_ pattern: String, word: String) -> Bool {
    let pattern = Array(pattern.lowercased().utf8)
    let word = Array(word.lowercased().utf8)
    var patternIndex = 0
    var wordIndex = 0
    var retry: (pattern: Int, word: Int)?
    while wordIndex < word.count {
      if patternIndex < pattern.count, pattern[patternIndex] == UInt8(ascii: "*") {
        patternIndex += 1
        retry = (patternIndex, wordIndex)
      } else if patternIndex < pattern.count,
        pattern[patternIndex] == word[wordIndex] || pattern[patternIndex] == UInt8(ascii: "?")
      {
        patternIndex += 1
        wordIndex += 1
      } else if let last = retry {
        retry = (last.pattern, last.word + 1)
        patternIndex = last.pattern
        wordIndex = last.word + 1
      } else {
        return false
      }
    }
    return pattern[patternIndex...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
