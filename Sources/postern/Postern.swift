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
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      StandardError.writeLine(text)
      exit(withError: ExitCode(ExitStatus.usage.rawValue))
    }
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
