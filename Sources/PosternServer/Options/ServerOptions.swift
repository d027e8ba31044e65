package import PosternModel
package import PosternTransport

/// Everything that `postern serve` can be told.
package struct ServerOptions: Sendable {
  /// The directory with the entities.
  package var directory: String
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
  /// Whether callers may set condition keys that Postern derives itself: for callers that have
  /// verified them.
  package var trustsContext: Bool
  /// How log lines are written.
  package var logFormat: LogFormat
  /// The least important level that is logged, by its name in the logging library.
  package var logLevel: LogLevel
  /// The bounds of every input.
  package var limits: Limits

  /// Creates the options of a directory with everything else as it is when nothing is said.
  package init(directory: String) {
    self.directory = directory
    decisionListeners = [ListenerOptions(address: ServerOptions.standardDecisionsAddress)]
    diagnosticsListener = ListenerOptions(address: ServerOptions.standardDiagnosticsAddress)
    loopCount = ServerOptions.coreCount
    drainDelaySeconds = 0
    drainSeconds = 10
    trustsContext = false
    logFormat = .text
    logLevel = .notice
    limits = .standard
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
      throw OptionsError(.missingDirectory, subject: "--from", "the directory has no name")
    }
    guard !decisionListeners.isEmpty else {
      throw OptionsError(
        .noListener,
        subject: "--decisions",
        "nobody could ask: no listener is left"
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
    for listener in decisionListeners + [diagnosticsListener] {
      try listener.validate()
      try refuseWhatIsNotThereYet(listener)
    }
  }

  private func refuseWhatIsNotThereYet(_ listener: ListenerOptions) throws(OptionsError) {
    guard listener.tls == nil, listener.peers.allowsEverybody, listener.owner == .process else {
      throw OptionsError(
        .malformedTLS,
        subject: listener.address.description,
        "encryption, owners and allowed users are not there yet"
      )
    }
    if case .systemd = listener.address {
      throw OptionsError(
        .malformedAddress,
        subject: listener.address.description,
        "sockets of the service manager are not there yet"
      )
    }
  }

  private static let loopCountRange = 1...256
  private static let drainSecondsRange = 0...3_600
}
