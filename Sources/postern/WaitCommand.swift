import ArgumentParser
import PosternServer

/// `postern wait`: returns as soon as a sidecar is ready, so that what depends on it can start.
struct WaitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wait",
    abstract: "Wait until a sidecar is ready.",
    discussion: "Ends with 0 as soon as it is, with 5 when it is not in time."
  )

  @Option(help: ArgumentHelp("How long to wait.", valueName: "seconds"))
  var timeout = 60

  @OptionGroup
  var sidecar: ProbeOptions

  func run() async throws {
    let address = try sidecar.resolved()
    let end = ContinuousClock.now + .seconds(timeout)
    // Who does not want to wait at all still wants an answer that is there at once.
    let lastAnswer = max(end, ContinuousClock.now + .milliseconds(100))
    while sidecar.ask("/readyz", at: address, until: lastAnswer) != .status(200) {
      guard ContinuousClock.now < end else {
        StandardError.writeLine("postern: \(address) was not ready within \(timeout) seconds")
        throw ExitCode(ExitStatus.notReady.rawValue)
      }
      try await Task.sleep(for: .milliseconds(50))
    }
  }
}
