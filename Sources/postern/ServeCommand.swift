import ArgumentParser
import PosternServer
import PosternTransport

/// `postern serve`: runs the sidecar until a signal ends it.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Load a directory of users, groups, roles and policies, and answer questions.",
    discussion: """
      The directory is watched: a good change is live within a second, a bad one changes nothing \
      and is reported. SIGHUP loads it again; SIGTERM and SIGINT finish what is open and end the \
      process.
      """
  )

  @Option(
    name: .customLong("from"),
    help: ArgumentHelp("Where the entities are.", valueName: "directory")
  )
  var directory: String

  @Option(
    help: ArgumentHelp(
      "Where questions are asked: `HOST:PORT`, or `off` when a socket is enough.",
      valueName: "address"
    )
  )
  var decisions = ServerOptions.standardDecisionsAddress.description

  @Option(
    help: ArgumentHelp("A Unix socket where questions are asked too.", valueName: "path")
  )
  var decisionsSocket: String?

  @Option(
    help: ArgumentHelp("Where probes ask for the state of the process.", valueName: "address")
  )
  var diagnostics = ServerOptions.standardDiagnosticsAddress.description

  @Option(
    help: ArgumentHelp("How many event loops decide; one for each core.", valueName: "count")
  )
  var loops = ServerOptions.coreCount

  @Option(
    help: ArgumentHelp("How long open requests may take at the end.", valueName: "seconds")
  )
  var drainSeconds = 10

  @Option(
    help: ArgumentHelp(
      "How long to go on as before at the end, only not ready, until nobody is sent here any more.",
      valueName: "seconds"
    )
  )
  var drainDelaySeconds = 0

  @Option(help: "How log lines are written.")
  var logFormat = LogFormat.text

  @Option(help: "The least important log lines that are written.")
  var logLevel = LogLevel.notice

  @Flag(help: "Allow listeners that other machines can reach, without encryption.")
  var insecureListen = false

  @Flag(
    help: "Take condition keys that Postern derives itself from callers that have verified them."
  )
  var trustedContext = false

  func run() async throws {
    let service: Service
    do throws(OptionsError) {
      service = try Service(options: try options(), version: ProductVersion.text)
    } catch {
      StandardError.writeLine("postern: \(error)")
      throw ExitCode(ExitStatus.usage.rawValue)
    }
    throw ExitCode(await service.run().rawValue)
  }

  private func options() throws(OptionsError) -> ServerOptions {
    var options = ServerOptions(directory: directory)
    options.decisionListeners = try decisionListeners()
    options.diagnosticsListener = listener(at: try ListenAddress(option: diagnostics))
    options.loopCount = loops
    options.drainDelaySeconds = drainDelaySeconds
    options.drainSeconds = drainSeconds
    options.logFormat = logFormat
    options.logLevel = logLevel
    options.trustsContext = trustedContext
    return options
  }

  private func decisionListeners() throws(OptionsError) -> [ListenerOptions] {
    var listeners: [ListenerOptions] = []
    if decisions != "off" {
      listeners.append(listener(at: try ListenAddress(option: decisions)))
    }
    if let decisionsSocket {
      listeners.append(listener(at: try ListenAddress(socketPath: decisionsSocket)))
    }
    return listeners
  }

  private func listener(at address: ListenAddress) -> ListenerOptions {
    var listener = ListenerOptions(address: address)
    listener.allowsInsecure = insecureListen
    return listener
  }
}

extension LogFormat: ExpressibleByArgument {}
extension LogLevel: ExpressibleByArgument {}
