/// A proxy in front of a sidecar that counts what passes through it.
final class CountingProxy {
  /// What it counted.
  struct Report: Decodable {
    /// The requests that were sent to the sidecar.
    let sent: Int
    /// Those that were answered to the end.
    let answered: Int
    /// Those that the sidecar owed an answer and did not give it.
    let lost: Int
  }

  /// `host:port` of the proxy.
  let address: String
  private let script: RunningScript

  /// Starts the proxy and returns as soon as it listens.
  init(to sidecar: Sidecar) async throws {
    script = try RunningScript("counting_proxy.py", [sidecar.decisions])
    address = try await script.nextLine()
  }

  /// Waits for the end of all connections and returns what was counted.
  func stop() async throws -> Report {
    try await script.stop(reporting: Report.self)
  }
}
