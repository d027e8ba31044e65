import ArgumentParser
import PosternServer

/// `postern check`: says everything that is wrong with directories of entities, and starts nothing.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "List everything that is wrong with a directory of entities.",
    discussion: "Ends with 0 when a sidecar would load it, with 3 when not."
  )

  @Argument(help: ArgumentHelp("The directories.", valueName: "directory"))
  var directories: [String]

  func run() async throws {
    var status = ExitStatus.success
    for directory in directories {
      let lines = EntityCheck.problems(of: directory)
      for line in lines { StandardError.writeLine(line) }
      if !lines.isEmpty { status = .invalidInput }
    }
    throw ExitCode(status.rawValue)
  }
}
