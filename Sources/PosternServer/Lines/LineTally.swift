import PosternAPI

/// How many lines were answered, and how.
package struct LineTally: Sendable, Equatable {
  /// All lines.
  package private(set) var lineCount = 0
  /// Lines whose answer is a denial or a refusal.
  package private(set) var deniedCount = 0
  /// Lines that could not be answered.
  package private(set) var failedCount = 0

  /// The tally of nothing.
  init() {}

  /// Counts one line.
  mutating func add(_ outcome: LineOutcome) {
    lineCount += 1
    switch outcome {
    case .answered: break
    case .denied: deniedCount += 1
    case .failed: failedCount += 1
    }
  }
}
