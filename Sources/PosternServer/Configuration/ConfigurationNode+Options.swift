package import PosternManifest

extension ConfigurationNode {
  /// Makes the value of a flag, under the path of the option that it stands for.
  package init(flag: String, path: String, _ value: String) {
    let place = ConfigurationPlace(source: flag, position: nil)
    self.init(
      path: path.split(separator: ".").map(String.init),
      value: ConfigurationNode(.text(value), at: place)
    )
  }

  /// Reads `NAME=VALUE`; nil when it is not that, for which there is a problem then.
  init?(assignment: String, text: ConfigurationText, problems: inout ProblemList) {
    let parts = assignment.split(
      separator: "=",
      maxSplits: 1,
      omittingEmptySubsequences: false
    )
    let names = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, !names.contains("") else {
      problems.add(
        "expected `NAME=VALUE`, found `\(QuotedText.shortened(assignment))`",
        help: nil,
        file: "--set",
        position: nil
      )
      return nil
    }
    let source = "--set \(QuotedText.shortened(String(parts[0])))"
    self.init(
      path: names.map(String.init),
      valueText: String(parts[1]),
      source: source,
      text: text,
      problems: &problems
    )
  }

  /// Reads the value of an option as a file would have it: one line of YAML.
  init?(
    path: [String],
    valueText: String,
    source: String,
    text: ConfigurationText,
    problems: inout ProblemList
  ) {
    let value = text.read(
      Array(valueText.utf8),
      source: source,
      hasLines: false,
      problems: &problems
    )
    guard let value else { return nil }
    self.init(path: path, value: value)
  }
}
