/// How the last attempt to load the entities went.
package struct LoadReport: Sendable, Equatable {
  /// How many problems it had; 0 for a load that went live.
  package let problemCount: Int
  /// The first problem as a line of text; nil when there was none.
  package let firstProblem: String?
  /// When it ended, in whole seconds since 1970.
  package let endedSeconds: Int

  /// Creates a report.
  package init(problemCount: Int, firstProblem: String?, endedSeconds: Int) {
    self.problemCount = problemCount
    self.firstProblem = firstProblem
    self.endedSeconds = endedSeconds
  }
}
