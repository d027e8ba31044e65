import ArgumentParser
import PosternServer

/// `postern health`: asks a running sidecar how it is, for containers without another client.
struct HealthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "health",
    abstract: "Ask a running sidecar whether it is ready, or alive.",
    discussion: "Ends with 0 for yes, with 5 for no, also when nobody answers."
  )

  /// What is asked.
  enum Probe: EnumerableFlag {
    case ready
    case live

    /// Where it is asked.
    var path: String {
      switch self {
      case .ready: "/readyz"
      case .live: "/livez"
      }
    }

    static func help(for value: Probe) -> ArgumentHelp? {
      switch value {
      case .ready: "Whether it answers questions."
      case .live: "Whether it runs at all."
      }
    }
  }

  @Flag
  var probe = Probe.ready

  @OptionGroup
  var sidecar: ProbeOptions

  func run() throws {
    let address = try sidecar.resolved()
    let reason: String
    switch sidecar.ask(probe.path, at: address, until: nil) {
    case .status(200): return
    case .status(let status): reason = "\(address) answers with \(status)"
    case .otherProtocol:
      reason = "\(address) does not answer in HTTP/1.1; this command speaks no TLS"
    case .silence: reason = "nobody answers at \(address)"
    }
    StandardError.writeLine("postern: \(reason)")
    throw ExitCode(ExitStatus.notReady.rawValue)
  }
}
