package import PosternText

/// The problems of a load: all are counted, the first ones in the order of files and lines are
/// kept.
package struct ProblemList: Sendable {
  /// How many problems were added.
  package private(set) var totalCount: Int
  private var kept: [LoadProblem]
  private let keptCountMax: Int

  /// Creates an empty list that keeps at most this many problems, at least one.
  package init(keptCountMax: Int) {
    totalCount = 0
    kept = []
    self.keptCountMax = max(1, keptCountMax)
  }

  /// Whether nothing is wrong.
  package var isEmpty: Bool { totalCount == 0 }

  /// Whether as many problems were added as are kept: of further ones, few will be shown.
  package var isFull: Bool { totalCount >= keptCountMax }

  /// The problems that were kept, in order.
  ///
  /// - Complexity: O(n log n) in the number kept.
  package var sorted: [LoadProblem] { Array(kept.sorted().prefix(keptCountMax)) }

  /// Adds a problem.
  package mutating func add(_ problem: LoadProblem) {
    totalCount += 1
    kept.append(problem)
    // Sorting only when the list has doubled keeps a flood of problems linear in time and bounded
    // in memory.
    if kept.count >= keptCountMax * 2 { kept = sorted }
  }

  /// Adds a problem from its parts.
  package mutating func add(
    _ message: String,
    help: String?,
    file: String,
    position: TextPosition?
  ) {
    add(LoadProblem(file: file, position: position, message: message, help: help))
  }
}
