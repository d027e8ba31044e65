package import PosternManifest
import PosternModel

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
  /// Whether variables of the environment are options, and not only what `${NAME}` stands for.
  package var takesVariables = true
  /// Whether `-` and `/dev/stdin` are standard input: for whoever reads the file only once.
  package var readsStandardInput = false
  /// Whether listeners that could not work or would be dangerous are problems: for whoever would
  /// open them, since flags can still allow what a file alone does not.
  package var judgesListeners = false
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
  /// is there, even if it cannot be read; nil for none.
  var filePath: String? {
    if let file { return file }
    if let named = environment["POSTERN_CONFIG"], !named.isEmpty { return named }
    return ConfigurationSources.standardFiles.first(where: InputFile.isThere)
  }

  /// Reads the file; nil when it cannot be read as configuration: there is a problem then.
  func read(
    _ file: String,
    as text: ConfigurationText,
    problems: inout ProblemList
  ) -> ConfigurationNode? {
    guard readsStandardInput, file == "-" || file == "/dev/stdin" else {
      return text.readFile(file, problems: &problems)
    }
    let (name, byteCountMax) = ("standard input", Limits.standard.manifestByteCountMax)
    do throws(SystemFailure) {
      if let bytes = try InputFile(path: "-").readAll(byteCountMax: byteCountMax) {
        return text.read(bytes, source: name, hasLines: true, problems: &problems)
      }
      problems.add("is larger than \(byteCountMax) bytes", help: nil, file: name, position: nil)
    } catch {
      problems.add(error.message, help: nil, file: name, position: nil)
    }
    return nil
  }
}
