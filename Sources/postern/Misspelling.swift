import ArgumentParser
import PosternServer

/// The first word of a command line that no command or option has for its name.
///
/// Looked for once the arguments were refused. The library complains of what is missing first, and
/// of the options behind a command that it does not know: what was mistyped says more.
struct Misspelling {
  /// What is wrong, with what was probably meant.
  let message: String

  /// Finds it; nil when every name is one.
  static func first(
    in arguments: [String],
    of root: any ParsableCommand.Type
  ) -> Misspelling? {
    var command = root
    // What stands behind `--` is no name.
    for word in arguments.prefix(while: { $0 != "--" }) {
      if word.hasPrefix("-") {
        if let misspelling = Misspelling(option: word, of: command, in: root) { return misspelling }
        continue
      }
      let commands = command.configuration.subcommands
      guard !commands.isEmpty, word != "help" else { continue }
      guard let next = commands.first(where: { $0.name == word }) else {
        return Misspelling(
          message: UnknownWord(word, as: "command", among: commands.map { $0.name }).message
        )
      }
      command = next
    }
    return nil
  }

  private init(message: String) {
    self.message = message
  }

  /// Looks at an option, with or without its value; the short ones are too short for a guess.
  private init?(
    option word: String,
    of command: any ParsableCommand.Type,
    in root: any ParsableCommand.Type
  ) {
    let option = String(word.prefix { $0 != "=" })
    let options = Misspelling.options(of: command, in: root)
    guard option.count > 2, !options.contains(option) else { return nil }
    let long = options.filter { $0.hasPrefix("--") }
    self.init(message: UnknownWord(option, as: "option", among: long).message)
  }

  /// The options of a command with their dashes, as its help lists them; the library tells them in
  /// no other way.
  private static func options(
    of command: any ParsableCommand.Type,
    in root: any ParsableCommand.Type
  ) -> [String] {
    // Wide enough that what an option does stands on the line of its name.
    root.helpMessage(for: command, columns: 400).split(separator: "\n").flatMap { line in
      line.split { $0 == " " || $0 == "," || $0 == "/" }
        .prefix { $0.hasPrefix("-") || $0.hasPrefix("<") }
        .filter { $0.hasPrefix("-") }.map(String.init)
    }
  }
}

extension ParsableCommand {
  /// The word that stands for the command.
  fileprivate static var name: String { configuration.commandName ?? "" }
}
