import PosternManifest

/// Turns what all sources together have said into options, and lists everything that is wrong.
struct ConfigurationReader {
  private(set) var options: ServerOptions
  private(set) var problems: ProblemList

  /// The names that may stand at the top.
  static let names =
    Setting.sections.map(\.name) + [
      "decisions", "diagnostics", "authzen", "proxies",
    ]

  /// Reads a configuration over the options that hold when nothing is said.
  init(_ root: ConfigurationNode, problems: ProblemList) {
    options = ServerOptions(directory: "")
    self.problems = problems
    guard
      let map = ConfigurationMap(
        root,
        path: "",
        expected: ConfigurationReader.names,
        problems: &self.problems
      )
    else { return }
    for section in Setting.sections {
      if let node = map.node(section.name) { read(section, from: node) }
    }
    if let node = map.node("decisions") { readDecisions(node) }
    if let node = map.node("authzen") {
      options.authzen = AuthZENReader.read(node, problems: &self.problems)
    }
    if let node = map.node("proxies") {
      options.extAuthz = ExtAuthzReader.read(node, problems: &self.problems)
    }
    if let node = map.node("diagnostics") {
      let reader = ListenerReader(path: "diagnostics", asksQuestions: false)
      if let listener = reader.read(node, problems: &self.problems) {
        options.diagnosticsListener = listener
      }
    }
  }

  private mutating func read(_ section: Setting.Section, from node: ConfigurationNode) {
    let map = ConfigurationMap(
      node,
      path: section.name,
      expected: section.settings.map(\.name),
      problems: &problems
    )
    guard let map else { return }
    for setting in section.settings {
      let expectation = setting.form.expectation
      guard let value = map.text(setting.name, expecting: expectation, &problems) else { continue }
      if setting.form.isPath,
        !map.isPath(value, of: setting.name, expecting: expectation, &problems)
      {
        continue
      }
      if !setting.write(value.text, into: &options) {
        map.refuse(value, of: setting.name, expecting: expectation, &problems)
      }
    }
  }

  /// Reads the listeners for questions: a list, or a single one.
  private mutating func readDecisions(_ node: ConfigurationNode) {
    let nodes: [ConfigurationNode]
    if case .list(let elements) = node.content { nodes = elements } else { nodes = [node] }
    options.decisionListeners = []
    for (index, node) in nodes.enumerated() {
      let reader = ListenerReader(path: "decisions[\(index)]", asksQuestions: true)
      if let listener = reader.read(node, problems: &problems) {
        options.decisionListeners.append(listener)
      }
    }
  }
}
