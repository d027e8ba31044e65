import Logging
import PosternAPI
import PosternManifest
import PosternText
import PosternTransport

/// Says what happens to the service: in the log, to whoever asks for its health, and to the service
/// manager.
struct ServiceJournal: Sendable {
  private let log: Logger
  private let threshold: LogThreshold
  private let format: LogFormat
  private let directory: String
  private let health: ServiceHealth
  private let supervisor = Supervisor.inherited()
  private let lines: LogQueue

  init(options: ServerOptions, health: ServiceHealth) {
    let threshold = LogThreshold(options.logLevel)
    self.threshold = threshold
    let format = options.logFormat
    let makeLog: (@escaping @Sendable (String) -> Void) -> Logger = { write in
      Logger(label: "postern") { _ in
        LineLogHandler(
          format: format,
          threshold: threshold,
          clock: WallClock.seconds,
          write: write
        )
      }
    }
    let ownLog = makeLog(StandardError.writeLine)
    let lines = LogQueue(
      byteCountMax: LogQueue.standardByteCountMax,
      writeLine: StandardError.writeLine,
      noteLoss: {
        ownLog.warning("log lines were lost, since nobody read them", metadata: [.lines: "\($0)"])
      }
    )
    self.lines = lines
    log = makeLog(lines.write)
    self.format = format
    directory = options.directory
    self.health = health
  }

  func listens(plane: String, on address: ListenAddress) {
    log.notice("listening", metadata: [.plane: plane, .address: address.description])
  }

  func cannotListen(_ error: TransportError) {
    log.error(
      "cannot listen",
      metadata: [.address: error.subject.shown, .detail: error.message]
    )
  }

  /// Warns that the system allows fewer open files than connections may be taken.
  func lacksDescriptors(_ count: Int, forConnections connectionCountMax: Int) {
    log.warning(
      "too few file descriptors for all connections",
      metadata: [
        .detail: """
        \(count) are allowed, \(connectionCountMax + DescriptorLimit.ownCount) are needed: raise \
        the limit of open files, or lower `transport.connectionCountMax`
        """
      ]
    )
  }

  /// Notes that a limit has stopped a client; the metrics say how often.
  func limits(plane: String, by limiter: Limiter, peer: String) {
    log.notice(
      "a limit was reached",
      metadata: [.plane: plane, .limiter: limiter.name, .peer: peer]
    )
  }

  func isLoading() {
    log.info("loading", metadata: [.directory: directory])
  }

  /// Every event loop has had its turn.
  func isAlive() {
    supervisor.isAlive()
  }

  func isReady() {
    log.notice("ready", metadata: [.revision: "\(health.revision)"])
    supervisor.isReady()
  }

  /// Somebody has asked for a reload; the entities and certificates of before serve meanwhile.
  func isReloading() {
    guard !health.isDraining else { return }
    supervisor.isReloading()
  }

  /// A reload is over, well or not: the process serves in both cases.
  func isServing() {
    guard !health.isDraining else { return }
    supervisor.isReady()
  }

  func isDraining() {
    log.notice("draining", metadata: [:])
    supervisor.isStopping()
  }

  func ends(_ status: ExitStatus) {
    log.notice("ended", metadata: [.status: "\(status.rawValue)"])
  }

  /// Waits for the last lines to be written, not for long: perhaps nobody reads them.
  func flush() async {
    await lines.flush(within: .seconds(1))
  }

  /// Notes what became of options that were read again, and writes by the new level from here on.
  func changed(_ change: OptionsChange, to options: ServerOptions) {
    threshold.level = options.logLevel
    health.note(OptionsRefusal?.none)
    if !change.applied.isEmpty {
      log.notice("options changed", metadata: [.detail: change.applied.joined(separator: ", ")])
    }
    if !change.pending.isEmpty {
      log.warning(
        "options changed that need a restart",
        metadata: [.detail: change.pending.joined(separator: ", ")]
      )
    }
  }

  /// Warns of a certificate that has ended or not begun to be valid.
  ///
  /// It is shown all the same, since some clients may not mind, and a sidecar that is gone helps
  /// nobody.
  func certificateRead(_ identity: TLSIdentity) {
    let (period, now) = (identity.certificatePeriod, WallClock.seconds())
    if period.notAfterSeconds <= now {
      log.warning("certificate has ended, clients will refuse it", metadata: named(identity))
    } else if period.notBeforeSeconds > now {
      var fields = named(identity)
      fields[.notBefore] = Timestamp.text(secondsSinceEpoch: Int64(period.notBeforeSeconds))
      log.warning("certificate is not valid yet, clients will refuse it", metadata: fields)
    }
  }

  private func named(_ identity: TLSIdentity) -> [LogField: String] {
    let seconds = Int64(identity.certificatePeriod.notAfterSeconds)
    return [
      .file: identity.options.certificateFile.shown,
      .notAfter: Timestamp.text(secondsSinceEpoch: seconds),
    ]
  }

  /// Notes how a certificate was read again.
  @Sendable
  func certificateReloaded(_ outcome: CertificateWatch.Outcome) {
    switch outcome {
    case .success(let identity):
      log.notice("certificate is live", metadata: named(identity))
      certificateRead(identity)
    case .failure(let error):
      log.error(
        "certificate refused, the last good one keeps serving",
        metadata: [.file: error.subject.shown, .detail: error.message]
      )
    }
  }

  /// Notes that options which were read again are refused; those before still hold.
  func refused(_ failure: ConfigurationFailure) {
    health.note(
      OptionsRefusal(problemCount: failure.lines.count, firstProblem: failure.lines.first)
    )
    write(failure.lines)
    log.error(
      "options refused, those before still hold",
      metadata: [.problems: "\(failure.lines.count)"]
    )
  }

  /// Writes problems on lines of their own, as compilers do.
  private func write(_ problems: [String]) {
    switch format {
    case .text:
      for problem in problems { lines.write(problem) }
    case .json:
      for problem in problems { log.error("problem", metadata: [.detail: problem]) }
    }
  }

  /// Notes a load that was in order.
  func loaded(_ outcome: EntityLoader.Outcome, in duration: Duration) {
    health.note(
      LoadReport(problemCount: 0, firstProblem: nil, endedSeconds: WallClock.seconds())
    )
    switch outcome {
    case .unchanged:
      log.info("entities are unchanged", metadata: [.directory: directory])
    case .published(let summary):
      let milliseconds = Int(duration / .milliseconds(1))
      log.notice(
        "entities are live",
        metadata: [
          .revision: "\(summary.revision)", .accounts: "\(summary.accountCount)",
          .users: "\(summary.userCount)", .groups: "\(summary.groupCount)",
          .roles: "\(summary.roleCount)", .policies: "\(summary.policyCount)",
          .milliseconds: "\(milliseconds)",
        ]
      )
    }
  }

  /// Notes a load that was refused.
  func refused(_ failure: LoadFailure) {
    health.note(
      LoadReport(
        problemCount: failure.totalCount,
        firstProblem: failure.problems.first?.description,
        endedSeconds: WallClock.seconds()
      )
    )
    write(failure.lines)
    log.error(
      health.hasSnapshot
        ? "entities refused, the last good state keeps serving" : "entities refused",
      metadata: [.directory: directory, .problems: "\(failure.totalCount)"]
    )
  }
}

extension Logger {
  fileprivate func notice(_ message: Message, metadata: [LogField: String]) {
    log(level: .notice, message, metadata: Logger.named(metadata))
  }

  fileprivate func info(_ message: Message, metadata: [LogField: String]) {
    log(level: .info, message, metadata: Logger.named(metadata))
  }

  fileprivate func warning(_ message: Message, metadata: [LogField: String]) {
    log(level: .warning, message, metadata: Logger.named(metadata))
  }

  fileprivate func error(_ message: Message, metadata: [LogField: String]) {
    log(level: .error, message, metadata: Logger.named(metadata))
  }

  private static func named(_ fields: [LogField: String]) -> Metadata {
    var metadata: Metadata = [:]
    for (field, value) in fields { metadata[field.rawValue] = .string(value) }
    return metadata
  }
}
