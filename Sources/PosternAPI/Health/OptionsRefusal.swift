/// Why the options that were read last are not those that hold.
package struct OptionsRefusal: Sendable, Equatable {
  /// How many problems they have, at least 1.
  package let problemCount: Int
  /// The first problem as a line of text.
  package let firstProblem: String?

  /// Creates a refusal.
  package init(problemCount: Int, firstProblem: String?) {
    self.problemCount = problemCount
    self.firstProblem = firstProblem
  }
}
