import ArgumentParser
import PosternAPI
import PosternModel
import PosternServer

/// `postern simulate`: decides questions that bring their policies along, without a server.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Decide questions that bring their policies along, a line of JSON each.",
    discussion: """
      Every line of the input gets one line of output, in order. A line that cannot be decided \
      gets an error, which is neither allowed nor denied.
      """
  )

  @Option(
    help: ArgumentHelp("The lines; `-` is standard input.", valueName: "file")
  )
  var input: String

  @OptionGroup
  var configuration: ConfigurationArguments

  @Flag(
    help: "End with 10 when a line is denied, else with 3 when a line could not be decided."
  )
  var failOnDeny = false

  func run() throws {
    let limits = try configuration.options(in: .text).limits
    var simulation = Simulation(limits: limits)
    let tally: LineTally
    do throws(SystemFailure) {
      tally = try LineExchange.run(
        input,
        lineByteCountMax: limits.lineByteCountMax,
        answers: &simulation
      )
    } catch {
      StandardError.writeLine("postern: \(error)")
      throw ExitCode(ExitStatus.failure.rawValue)
    }
    guard failOnDeny else { return }
    if tally.deniedCount > 0 { throw ExitCode(ExitStatus.denied.rawValue) }
    if tally.failedCount > 0 { throw ExitCode(ExitStatus.invalidInput.rawValue) }
  }
}
