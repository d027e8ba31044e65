package import PosternManifest

/// Why a load did not go live: everything that is wrong with the entities, as far as the limit on
/// reports goes.
package struct LoadFailure: Error, Sendable {
  /// The problems in the order of files and lines, at least one.
  package let problems: [LoadProblem]
  /// How many there are, those beyond the limit on reports included.
  package let totalCount: Int

  init(problems: [LoadProblem], totalCount: Int) {
    self.problems = problems
    self.totalCount = totalCount
  }

  /// The report: a line for each problem, and one for those that are not shown.
  package var lines: [String] {
    var lines = problems.map(\.description)
    if totalCount > problems.count {
      lines.append("\(totalCount - problems.count) more problems are not shown")
    }
    return lines
  }
}
