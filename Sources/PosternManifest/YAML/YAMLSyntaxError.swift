internal import PosternText

/// Why the rest of a file cannot be read as YAML.
struct YAMLSyntaxError: Error {
  let message: String
  let position: TextPosition
}
