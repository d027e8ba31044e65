package import PosternManifest

/// Why an import did not happen; the store is as it was.
///
/// Equality is by code.
package struct ImportError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The closed list of reasons.
  package enum Code: String, Sendable {
    /// The files or the contents are wrong: `problems` tells where.
    case refused
    /// The store failed.
    case storeFailed
  }

  /// Which of the reasons.
  package let code: Code
  /// What is wrong with the files, in order; the first ones when there are very many, none when the
  /// store failed.
  package let problems: [LoadProblem]
  /// How many problems there are in all.
  package let problemCount: Int
  /// A sentence for people.
  package let message: String

  /// Creates the error of contents that are refused.
  package init(refused problems: ProblemList) {
    code = .refused
    self.problems = problems.sorted
    problemCount = problems.totalCount
    message = problemCount == 1 ? "1 problem" : "\(problemCount) problems"
  }

  /// Creates the error of a store that failed.
  package init(storeFailed message: String) {
    code = .storeFailed
    problems = []
    problemCount = 0
    self.message = message
  }

  /// All problems, one in a line, and how many more there are.
  package var description: String {
    guard code == .refused else { return message }
    var lines = problems.map(\.description)
    if problemCount > problems.count {
      lines.append("and \(problemCount - problems.count) more")
    }
    return lines.joined(separator: "\n")
  }

  /// Compares the reasons alone.
  package static func == (left: ImportError, right: ImportError) -> Bool {
    left.code == right.code
  }
}
