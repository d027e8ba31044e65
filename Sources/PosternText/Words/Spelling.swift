/// Guesses at what a misspelt word was meant to be.
package enum Spelling {
  private static let lengthMax = 64

  /// Returns the candidate that differs from `word` in the fewest letters, or nil when none is
  /// near: at most a third of the word's letters may differ, letter case counting as half a letter
  /// and two neighbours in the wrong order as one.
  ///
  /// - Complexity: O(c × n²) in candidates and length; words above 64 bytes have no guess.
  package static func closest(to word: String, among candidates: [String]) -> String? {
    let letters = Array(word.utf8)
    guard !letters.isEmpty, letters.count <= lengthMax else { return nil }
    let best = candidates.map { (name: $0, distance: distance(letters, Array($0.utf8))) }
      .min { $0.distance < $1.distance }
    guard let best, best.distance <= max(2, letters.count * 2 / 3) else { return nil }
    return best.name
  }

  /// Twice the edit distance, in which two neighbours in the wrong order are one edit (Damerau and
  /// Levenshtein, no place edited twice); a letter in the other case costs one.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    guard right.count <= lengthMax else { return Int.max }
    var beforePrevious: [Int] = []
    var previous = (0...right.count).map { $0 * 2 }
    for (row, letter) in left.enumerated() {
      var current = [(row + 1) * 2]
      for (column, other) in right.enumerated() {
        var cost = min(
          previous[column] + change(from: letter, to: other),
          previous[column + 1] + 2,
          current[column] + 2
        )
        if row > 0, column > 0 {
          let first = change(from: letter, to: right[column - 1])
          let second = change(from: left[row - 1], to: other)
          // Both are the same letters, in either case.
          if first < 2, second < 2 {
            cost = min(cost, beforePrevious[column - 1] + 2 + first + second)
          }
        }
        current.append(cost)
      }
      (beforePrevious, previous) = (previous, current)
    }
    return previous.last ?? 0
  }

  private static func change(from letter: UInt8, to other: UInt8) -> Int {
    letter == other ? 0 : letter | 0x20 == other | 0x20 ? 1 : 2
  }
}
