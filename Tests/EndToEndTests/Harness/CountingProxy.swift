import Foundation
import Testing

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
  private let process = Process()
  private let input = Pipe()
  private let lines: AsyncStream<String>

  /// Starts the proxy and returns as soon as it listens.
  init(to sidecar: Sidecar) async throws {
    let output = Pipe()
    let script = Environment.repository.appending(
      path: "Tests/EndToEndTests/python/counting_proxy.py"
    )
    process.executableURL = URL(filePath: try Environment.python())
    process.arguments = [script.path, sidecar.decisions]
    process.standardInput = input
    process.standardOutput = output
    lines = Lines.of(output)
    try SignalMask.startListening(process)
    let first = await Lines.next(of: lines)
    address = try #require(first)
  }

  deinit {
    if process.isRunning { process.terminate() }
  }

  /// Waits for the end of all connections and returns what was counted.
  func stop() async throws -> Report {
    try input.fileHandleForWriting.close()
    let last = await Lines.next(of: lines)
    let line = try #require(last)
    process.waitUntilExit()
    return try JSONDecoder().decode(Report.self, from: Data(line.utf8))
  }
}
