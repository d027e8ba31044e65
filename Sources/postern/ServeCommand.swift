import ArgumentParser
import PosternManifest
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

      Flags win over --set, that over environment variables such as POSTERN_LOG__LEVEL, and those \
      over the file: --config, else $POSTERN_CONFIG, ./postern.yaml or /etc/postern/postern.yaml. \
      `postern config defaults` prints every option.
      """
  )

  @Option(help: ArgumentHelp("A file of options.", valueName: "file"))
  var config: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("One option, such as `log.level=debug`.", valueName: "name=value")
  )
  var assignments: [String] = []

  @Flag(help: "Say what is wrong with the options, and start nothing.")
  var checkConfig = false

  @Option(
    name: .customLong("from"),
    help: ArgumentHelp("Where the entities are.", valueName: "directory")
  )
  var directory: String?

  @Option(
    help: ArgumentHelp(
      "Where questions are asked: `HOST:PORT`, `systemd:NAME`, or `off` when a socket is enough.",
      valueName: "address"
    )
  )
  var decisions: String?

  @OptionGroup(title: "Encryption of `--decisions`")
  var encryption: EncryptionArguments

  @OptionGroup(title: "A Unix socket for questions")
  var socket: SocketArguments

  @Option(
    help: ArgumentHelp("Where probes ask for the state of the process.", valueName: "address")
  )
  var diagnostics: String?

  @Option(
    help: ArgumentHelp(
      "How many event loops decide; `auto`, one for each core, when nothing is said.",
      valueName: "count|auto"
    )
  )
  var loops: String?

  @Option(
    help: ArgumentHelp("How long open requests may take at the end.", valueName: "seconds")
  )
  var drainSeconds: Int?

  @Option(
    help: ArgumentHelp(
      "How long to go on as before at the end, only not ready, until nobody is sent here any more.",
      valueName: "seconds"
    )
  )
  var drainDelaySeconds: Int?

  @Option(
    help: ArgumentHelp(
      "The most memory that compiled policies may take; a load above it is refused.",
      valueName: "bytes"
    )
  )
  var maxSnapshotBytes: Int?

  @Option(help: "How log lines are written.")
  var logFormat: LogFormat?

  @Option(help: "The least important log lines that are written.")
  var logLevel: LogLevel?

  @Flag(help: "Allow listeners that other machines can reach, without encryption.")
  var insecureListen = false

  @Flag(
    help: "Take condition keys that Postern derives itself from callers that have verified them."
  )
  var trustedContext = false

  @Flag(
    help: "Believe the header fields in which a proxy describes a request, on all listeners."
  )
  var trustedProxy = false

  @Flag(help: "Describe the gRPC methods to whoever asks.")
  var grpcReflection = false

  func run() async throws {
    let service: Service
    do {
      let sources = try sources()
      let options = try Configuration(sources).options
      if checkConfig {
        try options.validate()
        try options.checkCertificates()
        return
      }
      service = try Service(options: options, sources: sources, version: ProductVersion.text)
    } catch let error as ConfigurationFailure {
      for line in error.lines { StandardError.writeLine(line) }
      throw ExitCode(ExitStatus.usage.rawValue)
    } catch let error as OptionsError {
      StandardError.writeLine("postern: \(error)")
      throw ExitCode(ExitStatus.usage.rawValue)
    }
    throw ExitCode(await service.run().rawValue)
  }

  private func sources() throws(OptionsError) -> ConfigurationSources {
    var sources = ConfigurationSources(
      file: config,
      assignments: assignments,
      flags: try flags(),
      environment: EnvironmentVariables.all()
    )
    sources.judgesListeners = true
    sources.allowsInsecure = insecureListen
    sources.trustsContext = trustedContext
    sources.trustsProxy = trustedProxy
    return sources
  }

  /// What the flags say, under the names of the options that they stand for.
  private func flags() throws(OptionsError) -> [ConfigurationNode] {
    let values: [(flag: String, path: String, value: String?)] = [
      ("--from", "entities.directory", directory),
      ("--diagnostics", "diagnostics.address", diagnostics),
      ("--loops", "server.loops", loops),
      ("--drain-delay-seconds", "server.drainDelaySeconds", drainDelaySeconds.map(String.init)),
      ("--drain-seconds", "server.drainSeconds", drainSeconds.map(String.init)),
      ("--max-snapshot-bytes", "limits.snapshotByteCountMax", maxSnapshotBytes.map(String.init)),
      ("--log-format", "log.format", logFormat?.rawValue),
      ("--log-level", "log.level", logLevel?.rawValue),
      ("--grpc-reflection", "grpc.reflection", grpcReflection ? "true" : nil),
    ]
    let nodes = values.compactMap { flag, path, value in
      value.map { ConfigurationNode(flag: flag, path: path, $0) }
    }
    return try listeners().map { nodes + [$0] } ?? nodes
  }

  /// The listeners for questions; nil when no flag speaks of them.
  private func listeners() throws(OptionsError) -> ConfigurationNode? {
    let (tls, unix) = (encryption.node, try socket.node())
    guard decisions != nil || tls != nil || unix != nil else { return nil }
    var listeners: [ConfigurationNode] = []
    if decisions != "off" {
      // Without an address it is that of the configuration, or the standard one.
      let place = ConfigurationPlace(source: "--decisions", position: nil)
      let listener =
        decisions.map { ConfigurationNode(flag: "--decisions", path: "address", $0) }
        ?? ConfigurationNode(.map([]), at: place)
      listeners.append(tls.map { listener.overlaid(with: $0) } ?? listener)
    } else if tls != nil {
      throw OptionsError(.malformedTLS, subject: "--decisions", "there is no listener to encrypt")
    }
    if let unix { listeners.append(unix) }
    let place = ConfigurationPlace(source: "--decisions", position: nil)
    return ConfigurationNode(
      path: ["decisions"],
      value: ConfigurationNode(.list(listeners), at: place)
    )
  }
}

extension LogFormat: ExpressibleByArgument {}
extension LogLevel: ExpressibleByArgument {}
