import ArgumentParser
import PosternServer

/// `postern dump-trie`: shows what a directory of entities is compiled to.
struct DumpTrieCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dump-trie",
    abstract: "Show the decision sets that a directory of entities is compiled to.",
    discussion: """
      Lists what the compiled numbers stand for, which sets each principal and resource has, and \
      every entry of every set in the order in which it is looked at. Ends with 3 when the \
      directory is not valid.
      """
  )

  @Option(
    name: [.customLong("from"), .customShort("p")],
    help: ArgumentHelp("Where the entities are.", valueName: "directory")
  )
  var directory: String

  @OptionGroup
  var configuration: ConfigurationArguments

  @Option(help: "How it is written: `dot` is for Graphviz.")
  var format = DumpFormat.text

  @Option(help: ArgumentHelp("Only the decision set with this number.", valueName: "number"))
  var number: Int?

  func run() throws {
    let options = try configuration.options(in: .text)
    do {
      let dump = try DirectoryDump(directory: directory, by: options)
      try StandardOutput.writeLine(dump.text(format.value, set: number))
    } catch let error as LoadFailure {
      for line in error.lines { StandardError.writeLine(line) }
      throw ExitCode(ExitStatus.invalidInput.rawValue)
    } catch let error as OptionsError {
      StandardError.writeLine("postern: \(error)")
      throw ExitCode(ExitStatus.usage.rawValue)
    }
  }
}
