import ArgumentParser
import PosternServer
import PosternTransport

/// Where the sidecar is that a command asks about.
struct ProbeOptions: ParsableArguments {
  @Option(
    name: [.long, .customLong("addr")],
    help: ArgumentHelp(
      "Where its probes are answered; otherwise what the configuration says.",
      valueName: "address"
    )
  )
  var address: String?

  @Option(help: ArgumentHelp("The file of options that it reads.", valueName: "file"))
  var config: String?

  /// What came of a question.
  enum Outcome: Equatable {
    /// An answer of this status.
    case status(Int)
    /// Something that is no HTTP/1.1, or a connection that was closed.
    case otherProtocol
    /// Nothing in time.
    case silence
  }

  /// Asks for a path; the answer has to come within two seconds, and until `end`.
  func ask(
    _ path: String,
    at address: ListenAddress,
    until end: ContinuousClock.Instant?
  ) -> Outcome {
    let latest = ContinuousClock.now + .seconds(2)
    do throws(SystemFailure) {
      let deadline = end.map { min($0, latest) } ?? latest
      let status = try ProbeConnection(to: address, until: deadline).status(of: path)
      return status.map(Outcome.status) ?? .otherProtocol
    } catch {
      return .silence
    }
  }

  /// The address to ask at.
  ///
  /// - Throws: the status to end with, once it has been said why nobody can be asked.
  func resolved() throws -> ListenAddress {
    let listener = try listener()
    if case .systemd = listener.address {
      StandardError.writeLine(
        "postern: \(listener.address): only the service manager knows where this socket is; "
          + "say it with `--address`"
      )
      throw ExitCode(ExitStatus.usage.rawValue)
    }
    guard listener.tls == nil else {
      StandardError.writeLine(
        "postern: \(listener.address): this listener encrypts (`diagnostics.tls`), and the command "
          + "speaks no TLS; ask with a client that does"
      )
      throw ExitCode(ExitStatus.usage.rawValue)
    }
    return listener.address
  }

  private func listener() throws -> ListenerOptions {
    do {
      if let address { return ListenerOptions(address: try ListenAddress(option: address)) }
      let sources = ConfigurationSources(
        file: config,
        assignments: [],
        flags: [],
        environment: EnvironmentVariables.all()
      )
      return try Configuration(sources).options.diagnosticsListener
    } catch let error as ConfigurationFailure {
      for line in error.lines { StandardError.writeLine(line) }
    } catch let error as OptionsError {
      StandardError.writeLine("postern: \(error)")
    }
    throw ExitCode(ExitStatus.usage.rawValue)
  }
}
