import PosternManifest
import PosternModel

/// What the process was told: flags before `--set` before the environment before the file before
/// what holds when nothing is said.
package struct Configuration: Sendable {
  /// What holds.
  package let options: ServerOptions
  /// The file that was read; nil when there is none.
  package let file: String?

  /// Asks all sources.
  ///
  /// - Throws: everything that is wrong with what they say.
  package init(_ sources: ConfigurationSources) throws(ConfigurationFailure) {
    var problems = ProblemList(keptCountMax: Limits.standard.reportedErrorCountMax)
    let text = ConfigurationText(limits: .standard, environment: sources.environment)
    file = sources.filePath
    var root = ConfigurationNode(
      .map([]),
      at: ConfigurationPlace(source: "the configuration", position: nil)
    )
    if let file, let node = sources.read(file, as: text, problems: &problems) {
      root = root.overlaid(with: node)
    }
    let variables = EnvironmentOptions.nodes(
      in: sources.takesVariables ? sources.environment : [:],
      text: text,
      problems: &problems
    )
    let assignments = sources.assignments.compactMap {
      ConfigurationNode(assignment: $0, text: text, problems: &problems)
    }
    for node in variables + assignments { root = ListenerOverlay(root).laying(node, &problems) }
    for node in sources.flags { root = ListenerOverlay(root).layingFlags(node, &problems) }
    var reader = ConfigurationReader(root, problems: problems)
    reader.take(sources)
    reader.judge(sources, root)
    guard reader.problems.isEmpty else { throw ConfigurationFailure(reader.problems) }
    options = reader.options
  }
}
