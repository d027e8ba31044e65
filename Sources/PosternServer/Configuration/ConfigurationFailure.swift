import PosternManifest

/// Why a configuration is refused: everything that is wrong with it.
package struct ConfigurationFailure: Error, Sendable {
  /// A line for each problem, with its place, and one for those that are not shown.
  package let lines: [String]

  init(_ error: OptionsError) {
    lines = ["\(error)"]
  }

  init(_ problems: ProblemList) {
    let shown = problems.sorted.map(\.description)
    let hiddenCount = problems.totalCount - shown.count
    lines = hiddenCount > 0 ? shown + ["\(hiddenCount) more problems are not shown"] : shown
  }
}
