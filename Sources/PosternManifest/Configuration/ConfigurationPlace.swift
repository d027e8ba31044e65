package import PosternText

/// Where an option was given: a place in a file, or the name of a flag or a variable.
package struct ConfigurationPlace: Sendable, Hashable {
  /// The path of the file, `--set NAME`, the flag, or the name of the environment variable.
  package let source: String
  /// The place in it; nil for what has no lines.
  package let position: TextPosition?

  /// Creates a place.
  package init(source: String, position: TextPosition?) {
    self.source = source
    self.position = position
  }
}
