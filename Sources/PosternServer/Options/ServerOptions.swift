package import PosternModel
package import PosternTransport

/// Everything that `postern serve` can be told.
package struct ServerOptions: Sendable {
  /// The directory with the entities.
  package var directory: String
  /// Where questions are asked, in this order; at least one.
  package var decisionAddresses: [ListenAddress]
  /// Where probes ask for the state of the process.
  package var diagnosticsAddress: ListenAddress
  /// How many event loops decide, at least 1.
  package var loopCount: Int
  /// How long open requests may take once the process is told to stop, in seconds.
  package var drainSeconds: Int
  /// Whether a listener may be reachable from other machines.
  package var allowsRemoteListeners: Bool
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
    decisionAddresses = [ServerOptions.standardDecisionsAddress]
    diagnosticsAddress = ServerOptions.standardDiagnosticsAddress
    loopCount = ServerOptions.coreCount
    drainSeconds = 10
    allowsRemoteListeners = false
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
    guard !decisionAddresses.isEmpty else {
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
    for address in decisionAddresses + [diagnosticsAddress]
    where !allowsRemoteListeners && !address.isLocal {
      throw OptionsError(
        .remoteListener,
        subject: address.description,
        "other machines could reach this listener, and it neither encrypts nor asks who calls; "
          + "say `--insecure-listen` when that is meant"
      )
    }
  }

  private static let loopCountRange = 1...256
  private static let drainSecondsRange = 0...3_600
}
