import ArgumentParser
import PosternAPI
import PosternModel
import PosternServer

/// `postern authorize`: answers one question from a directory of entities.
struct AuthorizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "authorize",
    abstract: "Answer one question from a directory of entities.",
    discussion: """
      Ends with 0 when the answer is allow, with 10 when it is deny, and with 3 when the directory \
      is not valid. With `--output json` what goes wrong is one object of JSON too, on standard \
      error.
      """
  )

  @Option(help: ArgumentHelp("Who asks: an ARN.", valueName: "arn"))
  var principal: String

  @Option(help: ArgumentHelp("What it wants to do.", valueName: "service:Name"))
  var action: String

  @Option(
    help: ArgumentHelp("On what: an ARN, or `*` for nothing in particular.", valueName: "arn")
  )
  var resource: String

  @Option(
    help: ArgumentHelp("A condition key; repeat it to give a list.", valueName: "key=value")
  )
  var context: [String] = []

  @Option(
    name: [.customLong("from"), .customShort("p")],
    help: ArgumentHelp("Where the entities are.", valueName: "directory")
  )
  var directory: String

  @OptionGroup
  var configuration: ConfigurationArguments

  @Flag(help: "Say about every layer what it said.")
  var explain = false

  @Option(name: .shortAndLong, help: "How the answer is written.")
  var output = AnswerFormat.text

  func run() throws {
    let options = try configuration.options(in: output)
    let answer: SingleQuestion
    do {
      var request = try AuthorizationRequest(
        principal: principal,
        action: action,
        resource: resource,
        context: context
      )
      request.explain = explain ? .full : .reason
      answer = try DirectoryQuestion(directory: directory, by: options).ask(request)
    } catch let error as LoadFailure {
      output.complain(ErrorObject(error))
      throw ExitCode(ExitStatus.invalidInput.rawValue)
    } catch let error as OptionsError {
      output.complain(ErrorObject(error))
      throw ExitCode(ExitStatus.usage.rawValue)
    } catch let error as APIError {
      output.complain(ErrorObject(error))
      throw ExitCode(ExitStatus.usage.rawValue)
    }
    switch output {
    case .text:
      try StandardOutput.writeLine(AnswerText.lines(of: answer).joined(separator: "\n"))
    case .json: try StandardOutput.write(answer.json + [UInt8(ascii: "\n")])
    }
    if !answer.decision.isAllowed { throw ExitCode(ExitStatus.denied.rawValue) }
  }
}
