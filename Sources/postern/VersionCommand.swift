import ArgumentParser
import PosternServer

/// `postern version`: says which version this is.
struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version",
    abstract: "Print the version."
  )

  func run() {
    print("postern \(ProductVersion.text)")
  }
}
