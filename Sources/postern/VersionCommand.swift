import ArgumentParser
import PosternServer

/// `postern version`: says which version this is.
struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version",
    abstract: "Print the version."
  )

  /// What `--version` prints too.
  static let text = "postern \(ProductVersion.text)"

  @Option(name: .shortAndLong, help: "How it is written.")
  var output = AnswerFormat.text

  func run() throws {
    switch output {
    case .text: try StandardOutput.writeLine(VersionCommand.text)
    case .json: try StandardOutput.writeLine(ProductVersion.json)
    }
  }
}
