package import PosternManifest

/// Where options may be given.
package struct ConfigurationSources: Sendable {
  /// The file that the caller named; nil to look for one.
  package var file: String?
  /// What was given as `--set NAME=VALUE`, in order: a later one wins.
  package var assignments: [String]
  /// What was given as flags of the command.
  package var flags: [ConfigurationNode]
  /// Whether every listener may be reached from elsewhere without encryption.
  package var allowsInsecure = false
  /// Whether every listener for questions takes facts that Postern otherwise derives.
  package var trustsContext = false
  /// Whether every listener for questions believes what a proxy says in header fields.
  package var trustsProxy = false
  /// The environment variables.
  package var environment: [String: String]

  /// Creates the sources of a command.
  package init(
    file: String?,
    assignments: [String],
    flags: [ConfigurationNode],
    environment: [String: String]
  ) {
    self.file = file
    self.assignments = assignments
    self.flags = flags
    self.environment = environment
  }

  /// The files that are looked for when none is named, the first that exists wins.
  package static let standardFiles = ["postern.yaml", "/etc/postern/postern.yaml"]

  /// The file to read: the named one, the one that `POSTERN_CONFIG` names, else a standard one that
  /// exists; nil for none.
  var filePath: String? {
    if let file { return file }
    if let named = environment["POSTERN_CONFIG"], !named.isEmpty { return named }
    return ConfigurationSources.standardFiles.first(where: InputFile.exists)
  }
}
