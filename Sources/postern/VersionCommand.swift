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

  func run() throws {
    try StandardOutput.writeLine(VersionCommand.text)
  }
}
