package import PosternAPI
package import PosternAdministration
package import PosternModel
package import PosternTransport

/// Everything that `postern serve` can be told.
package struct ServerOptions: Sendable {
  /// The directory with the entities.
  package var directory: String
  /// How often the directory is looked at, in milliseconds.
  package var observationMilliseconds: Int
  /// Where questions are asked, in this order; at least one.
  package var decisionListeners: [ListenerOptions]
  /// Where probes ask for the state of the process.
  package var diagnosticsListener: ListenerOptions
  /// How many event loops decide, at least 1.
  package var loopCount: Int
  /// How long the process goes on as before once it is told to stop, only not ready any more, in
  /// seconds: the time that a load balancer needs to notice.
  package var drainDelaySeconds: Int
  /// How long open requests may take after that, in seconds.
  package var drainSeconds: Int
  /// How the entities of AuthZEN are named here; nil when it is not spoken.
  package var authzen: AuthZENMapping?
  /// How the requests of proxies become questions.
  package var extAuthz: ExtAuthzOptions
  /// Whether callers of gRPC can ask which methods there are.
  package var grpcReflection: Bool
  /// How log lines are written.
  package var logFormat: LogFormat
  /// The least important level that is logged, by its name in the logging library.
  package var logLevel: LogLevel
  /// The bounds of every input.
  package var limits: Limits
  /// What accounts and their entities may hold.
  package var quotas: AccountQuotas
  /// The bounds of every connection.
  package var transportLimits: TransportLimits

  /// Creates the options of a directory with everything else as it is when nothing is said.
  package init(directory: String) {
    self.directory = directory
    // Two looks and a load make less than a second.
    observationMilliseconds = 200
    decisionListeners = [ListenerOptions(address: ServerOptions.standardDecisionsAddress)]
    diagnosticsListener = ListenerOptions(address: ServerOptions.standardDiagnosticsAddress)
    loopCount = ServerOptions.coreCount
    drainDelaySeconds = 0
    drainSeconds = 10
    authzen = nil
    extAuthz = .standard
    grpcReflection = false
    logFormat = .text
    logLevel = .notice
    limits = .standard
    quotas = .standard
    transportLimits = .standard
  }

  /// Where questions are asked unless something else is said.
  package static let standardDecisionsAddress = ListenAddress.tcp(host: "127.0.0.1", port: 7170)
  /// Where probes ask unless something else is said.
  package static let standardDiagnosticsAddress = ListenAddress.tcp(host: "127.0.0.1", port: 7173)

  /// Refuses what could not work or would be dangerous, before anything is opened.
  ///
  /// - Throws: the first option that is refused.
  package func validate() throws(OptionsError) {
    guard !directory.isEmpty else {
      throw OptionsError(
        .missingDirectory,
        subject: "--from",
        "name the directory of entities, here or as `entities.directory` in the configuration"
      )
    }
    guard ServerOptions.loopCountRange.contains(loopCount) else {
      throw OptionsError(.outOfRange, subject: "--loops", "expected 1 to 256 event loops")
    }
    guard ServerOptions.drainSecondsRange.contains(drainSeconds) else {
      throw OptionsError(.outOfRange, subject: "--drain-seconds", "expected 0 to 3600 seconds")
    }
    guard ServerOptions.drainSecondsRange.contains(drainDelaySeconds) else {
      throw OptionsError(
        .outOfRange,
        subject: "--drain-delay-seconds",
        "expected 0 to 3600 seconds"
      )
    }
    if let fault = contradictions.first { throw fault.error }
    if let fault = listenerFaults.first { throw fault.error }
  }

  /// How many event loops there may be.
  package static let loopCountRange = 1...256
  /// How long the end may take, in seconds.
  package static let drainSecondsRange = 0...3_600
}
