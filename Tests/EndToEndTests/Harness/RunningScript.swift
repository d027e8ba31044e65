import Foundation
import Testing

/// A Python program that runs beside a test, says what it has to say in lines, and comes to its end
/// when its input ends.
final class RunningScript {
  private let process = Process()
  private let input = Pipe()
  private let lines: AsyncStream<String>

  /// Starts a program of the folder `python`.
  init(_ name: String, _ arguments: [String]) throws {
    let output = Pipe()
    let script = Environment.repository.appending(path: "Tests/EndToEndTests/python/\(name)")
    process.executableURL = URL(filePath: try Environment.python())
    process.arguments = [script.path] + arguments
    process.standardInput = input
    process.standardOutput = output
    lines = Lines.of(output)
    try SignalMask.startListening(process)
  }

  deinit {
    if process.isRunning { process.terminate() }
  }

  /// Waits for the next line.
  func nextLine() async throws -> String {
    let line = await Lines.next(of: lines)
    return try #require(line)
  }

  /// Ends the input, and returns what the last line reports.
  func stop<Report: Decodable>(reporting _: Report.Type) async throws -> Report {
    try input.fileHandleForWriting.close()
    let line = try await nextLine()
    process.waitUntilExit()
    return try JSONDecoder().decode(Report.self, from: Data(line.utf8))
  }
}
