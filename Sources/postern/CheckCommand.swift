import ArgumentParser
import PosternAPI
import PosternModel
import PosternServer

/// `postern check`: says everything that is wrong with directories of entities or with single
/// documents, and starts nothing.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "List everything that is wrong with directories of entities, or check documents.",
    discussion: """
      Directories: ends with 0 when a sidecar with the same options would load them, with 3 when \
      not. What is legal and probably not meant is listed on standard output.

      Documents (--input): every line, an object of `id`, `type` and `document`, gets one line \
      that says whether a store would accept the document. Ends with 0 also when some are \
      refused: refusals are answers.
      """
  )

  @Argument(help: ArgumentHelp("The directories.", valueName: "directory"))
  var directories: [String] = []

  @Option(
    help: ArgumentHelp("Lines of documents; `-` is standard input.", valueName: "file")
  )
  var input: String?

  @OptionGroup
  var configuration: ConfigurationArguments

  func validate() throws {
    if input == nil && directories.isEmpty {
      throw ValidationError("name a directory, or lines of documents with --input")
    }
    if input != nil && !directories.isEmpty {
      throw ValidationError("name directories or --input, not both")
    }
  }

  func run() async throws {
    let options = try configuration.options(in: .text)
    if let input { return try answer(input, by: options) }
    var status = ExitStatus.success
    for directory in directories {
      let lines = EntityCheck.problems(of: directory, by: options)
      for line in lines { StandardError.writeLine(placed(line, in: directory)) }
      if !lines.isEmpty { status = .invalidInput }
      let findings = EntityCheck.findings(in: directory, by: options)
      for line in findings { try StandardOutput.writeLine(placed(line, in: directory)) }
    }
    throw ExitCode(status.rawValue)
  }

  /// A line that says which of several directories it is about.
  private func placed(_ line: String, in directory: String) -> String {
    directories.count == 1 || line.hasPrefix("\(directory):") ? line : "\(directory): \(line)"
  }

  private func answer(_ input: String, by options: ServerOptions) throws {
    var check = DocumentCheck(limits: options.limits)
    do throws(SystemFailure) {
      _ = try LineExchange.run(
        input,
        lineByteCountMax: options.limits.lineByteCountMax,
        answers: &check
      )
    } catch {
      StandardError.writeLine("postern: \(error)")
      throw ExitCode(ExitStatus.failure.rawValue)
    }
  }
}
