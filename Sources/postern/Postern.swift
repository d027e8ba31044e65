import ArgumentParser
import PosternServer

/// The command line: subcommands only; what they do lives in other rooms.
@main
struct Postern: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "postern",
    abstract: "Decides who may do what on which resource, beside your service.",
    version: VersionCommand.text,
    subcommands: [
      ServeCommand.self, AuthorizeCommand.self, SimulateCommand.self, CheckCommand.self,
      ConfigCommand.self, DumpTrieCommand.self, HealthCommand.self, WaitCommand.self,
      VersionCommand.self,
    ]
  )

  /// Runs the command that the arguments name.
  ///
  /// Wrong arguments end with status 2, which shells and other tools use for them, not with the
  /// library's 64.
  static func main() async {
    StandardStreams.open()
    do {
      var command = try parseAsRoot()
      if var waiting = command as? any AsyncParsableCommand {
        try await waiting.run()
      } else {
        try command.run()
      }
    } catch {
      let text = fullMessage(for: error)
      if exitCode(for: error) == .success, !text.isEmpty { end(after: text) }
      end(complainingOf: error)
    }
  }

  /// Says what went wrong, in the format that was asked for, and ends with the status for it.
  private static func end(complainingOf error: any Error) -> Never {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let format = AnswerFormat(askedForBy: arguments)
    if exitCode(for: error) == .validationFailure {
      format.complain(usageError(error, arguments))
      exit(withError: ExitCode(ExitStatus.usage.rawValue))
    }
    if format == .json, let failure = error as? SystemFailure {
      format.complain(ErrorObject(failure))
      exit(withError: ExitCode(ExitStatus.failure.rawValue))
    }
    exit(withError: error)
  }

  /// What is wrong with arguments: the word that was mistyped, if there is one.
  private static func usageError(_ error: any Error, _ arguments: [String]) -> ErrorObject {
    let lines = fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    guard let misspelling = Misspelling.first(in: arguments, of: Postern.self) else {
      return ErrorObject(usage: message(for: error), lines: lines)
    }
    let usage = lines.drop { !$0.hasPrefix("Usage:") }
    return ErrorObject(
      usage: misspelling.message,
      lines: ["Error: \(misspelling.message)"] + usage
    )
  }

  /// Writes what was asked for, such as help; ends well only when it has arrived.
  private static func end(after text: String) -> Never {
    do throws(SystemFailure) {
      try StandardOutput.writeLine(text)
    } catch {
      StandardError.writeLine("postern: \(error)")
      exit(withError: ExitCode(ExitStatus.failure.rawValue))
    }
    exit(withError: nil)
  }
}
