import PosternManifest
import PosternText

/// Options in environment variables: `POSTERN_LOG__LEVEL` for `log.level`.
///
/// A double underscore stands for the dot, a single one begins the next word. Variables that begin
/// with `POSTERN_` and have no double underscore are options only when they name a whole section:
/// orchestrators set names such as `POSTERN_PORT` for a service that is called so.
enum EnvironmentOptions {
  private static let prefix = "POSTERN_"

  /// Returns what the variables say; a misspelt option is a problem.
  static func nodes(
    in environment: [String: String],
    text: ConfigurationText,
    problems: inout ProblemList
  ) -> [ConfigurationNode] {
    let variables = environment.filter { $0.key.hasPrefix(prefix) }.sorted { $0.key < $1.key }
    return variables.compactMap { name, value in
      let words = name.dropFirst(prefix.count)
      let path = words.split(separator: "__").map { camelCase($0) }
      guard path.count > 1 || path.contains(where: ConfigurationReader.names.contains) else {
        return nil
      }
      return ConfigurationNode(
        path: path,
        valueText: value,
        source: name,
        text: text,
        problems: &problems
      )
    }
  }

  /// Turns `BATCH_BYTE_COUNT_MAX` into `batchByteCountMax`, and `BASE_URL` into `baseURL`.
  private static func camelCase(_ words: Substring) -> String {
    let parts = words.split(separator: "_").map { $0.lowercased() }
    return parts.enumerated().map { index, word in
      if index == 0 { return word }
      return word == "url" ? "URL" : word.prefix(1).uppercased() + word.dropFirst()
    }.joined()
  }
}
