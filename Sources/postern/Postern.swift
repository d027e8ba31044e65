import ArgumentParser

/// The command line: subcommands only; what they do lives in other rooms.
@main
struct Postern: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "postern",
    abstract: "Decides who may do what on which resource, beside your service.",
    subcommands: [ServeCommand.self, CheckCommand.self, VersionCommand.self]
  )
}
