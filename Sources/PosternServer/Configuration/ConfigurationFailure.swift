import PosternManifest

/// Why a configuration is refused: everything that is wrong with it.
package struct ConfigurationFailure: Error, Sendable {
  /// The problems in order, as far as the limit on reports goes; at least one.
  let problems: [LoadProblem]
  /// How many there are, those beyond the limit on reports included.
  let totalCount: Int

  init(_ error: OptionsError) {
    problems = [
      LoadProblem(file: error.subject, position: nil, message: error.message, help: nil)
    ]
    totalCount = 1
  }

  init(_ list: ProblemList) {
    problems = list.sorted
    totalCount = list.totalCount
  }

  /// A line for each problem, with its place, and one for those that are not shown.
  package var lines: [String] {
    let shown = problems.map(\.description)
    let hiddenCount = totalCount - shown.count
    return hiddenCount > 0 ? shown + ["\(hiddenCount) more problems are not shown"] : shown
  }
}
