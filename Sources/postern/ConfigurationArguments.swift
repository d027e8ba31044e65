import ArgumentParser
import PosternServer

/// The options that a command which starts nothing shares with `postern serve`: those that say what
/// would be loaded and what not.
struct ConfigurationArguments: ParsableArguments {
  @Option(help: ArgumentHelp("A file of options.", valueName: "file"))
  var config: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "One option, such as `quotas.usersPerAccountCountMax=5000`.",
      valueName: "name=value"
    )
  )
  var assignments: [String] = []

  /// Asks the same sources as `serve` does, so that the same limits and quotas judge.
  ///
  /// - Throws: the status to end with, once everything that is wrong has been said in a format.
  func options(in format: AnswerFormat) throws -> ServerOptions {
    let sources = ConfigurationSources(
      file: config,
      assignments: assignments,
      flags: [],
      environment: EnvironmentVariables.all()
    )
    do throws(ConfigurationFailure) {
      return try Configuration(sources).options
    } catch {
      format.complain(ErrorObject(error))
      throw ExitCode(ExitStatus.usage.rawValue)
    }
  }
}
