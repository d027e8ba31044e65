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

  /// Asks for a path; nil when nobody answers.
  func status(of path: String, at address: ListenAddress) -> Int? {
    do throws(SystemFailure) {
      return try ProbeConnection(to: address, timeoutSeconds: 2).status(of: path)
    } catch {
      return nil
    }
  }

  /// The address to ask at.
  func resolved() throws -> ListenAddress {
    do {
      if let address { return try ListenAddress(option: address) }
      let sources = ConfigurationSources(
        file: config,
        assignments: [],
        flags: [],
        environment: EnvironmentVariables.all()
      )
      return try Configuration(sources).options.diagnosticsListener.address
    } catch let error as ConfigurationFailure {
      for line in error.lines { StandardError.writeLine(line) }
    } catch let error as OptionsError {
      StandardError.writeLine("postern: \(error)")
    }
    throw ExitCode(ExitStatus.usage.rawValue)
  }
}
