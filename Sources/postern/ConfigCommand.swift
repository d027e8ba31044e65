import ArgumentParser
import PosternServer

/// `postern config`: shows and checks what the sidecar can be told.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Print every option with its default and its reason, or check a file.",
    subcommands: [Defaults.self, Check.self]
  )

  /// `postern config defaults`.
  struct Defaults: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "defaults",
      abstract: "Print a file with every option, its default and its reason."
    )

    func run() throws {
      try StandardOutput.write(Array(ConfigurationDefaults.text.utf8))
    }
  }

  /// `postern config check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "List everything that is wrong with a file of options.",
      discussion: """
        Ends with 0 when nothing is wrong, with 2 when something is. Of the environment only what \
        `${NAME}` stands for is looked at; options in variables are not.
        """
    )

    @Argument(help: ArgumentHelp("The file, or - for standard input.", valueName: "file"))
    var file: String

    func run() throws {
      var sources = ConfigurationSources(
        file: file,
        assignments: [],
        flags: [],
        environment: EnvironmentVariables.all()
      )
      // The file is judged by itself: what happens to be set here will not be there where it is
      // used.
      sources.takesVariables = false
      sources.readsStandardInput = true
      sources.judgesListeners = true
      do {
        try Configuration(sources).options.checkCertificates()
      } catch let error as ConfigurationFailure {
        for line in error.lines { StandardError.writeLine(line) }
        throw ExitCode(ExitStatus.usage.rawValue)
      } catch let error as OptionsError {
        StandardError.writeLine("\(file): \(error)")
        throw ExitCode(ExitStatus.usage.rawValue)
      }
    }
  }
}
