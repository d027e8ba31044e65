import PosternManifest

/// Turns what all sources together have said into options, and lists everything that is wrong.
struct ConfigurationReader {
  private(set) var options: ServerOptions
  private(set) var problems: ProblemList
  /// Where each of the listeners for questions was given, in their order.
  private var decisionPlaces: [ConfigurationPlace] = []
  private var diagnosticsPlace: ConfigurationPlace?
  /// The options that hold what was not said, since what was said is a problem.
  private var refused: Set<String> = []

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
        diagnosticsPlace = node.place(of: ["address"]) ?? node.place
      }
    }
  }

  /// Lets flags allow for every listener what each can allow for itself.
  mutating func take(_ sources: ConfigurationSources) {
    for index in options.decisionListeners.indices {
      if sources.allowsInsecure { options.decisionListeners[index].allowsInsecure = true }
      if sources.trustsContext { options.decisionListeners[index].trustsContext = true }
      if sources.trustsProxy { options.decisionListeners[index].trustsProxy = true }
    }
    if sources.allowsInsecure { options.diagnosticsListener.allowsInsecure = true }
  }

  /// Adds what does not go together, of those values that are there.
  mutating func judge(_ sources: ConfigurationSources, _ root: ConfigurationNode) {
    for fault in options.contradictions where fault.subjects.allSatisfy({ !refused.contains($0) }) {
      // The second name is the bound; where both were said, the one that is above it is shown.
      let place = fault.subjects.lazy.compactMap { root.place(of: Self.path($0)) }.first
      problems.add(fault.error.message, help: nil, at: place ?? root.place)
    }
    guard sources.judgesListeners else { return }
    for fault in options.listenerFaults {
      let place: ConfigurationPlace?
      switch fault.subject {
      case .decisions where refused.contains("decisions"): continue
      case .decisions: place = root.place(of: ["decisions"])
      case .authzen: place = root.place(of: Self.path(fault.error.subject)) ?? root.place
      case .decision(let index): place = index < decisionPlaces.count ? decisionPlaces[index] : nil
      case .diagnostics: place = diagnosticsPlace
      }
      problems.add("\(fault.error)", help: nil, at: place ?? root.place)
    }
  }

  private static func path(_ name: String) -> [String] {
    name.split(separator: ".").map(String.init)
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
      guard let value = map.text(setting.name, expecting: expectation, &problems) else {
        if map.node(setting.name) != nil { refused.insert(setting.path) }
        continue
      }
      if setting.form.isPath,
        !map.isPath(value, of: setting.name, expecting: expectation, &problems)
      {
        continue
      }
      if !setting.write(value.text, into: &options) {
        refused.insert(setting.path)
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
        decisionPlaces.append(node.place(of: ["address"]) ?? node.place)
      } else {
        refused.insert("decisions")
      }
    }
  }
}
