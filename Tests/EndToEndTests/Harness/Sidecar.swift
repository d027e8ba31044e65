import Foundation
import Testing

/// The real binary, running on ports of its own.
final class Sidecar {
  /// `host:port` of the decisions.
  let decisions: String
  /// `host:port` of liveness and readiness.
  let diagnostics: String
  /// The path of the Unix socket of the decisions.
  let socket: String
  /// The process.
  let process: Process

  private let scratch: Scratch

  private init(
    process: Process,
    scratch: Scratch,
    socket: String,
    addresses: [String: String]
  ) throws {
    self.process = process
    self.scratch = scratch
    self.socket = socket
    decisions = try #require(addresses["decisions"])
    diagnostics = try #require(addresses["diagnostics"])
  }

  deinit {
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
  }

  /// Starts the binary on a folder of manifests and returns as soon as all its listeners are open.
  ///
  /// The number of files and connections that it may have open is the system's unless one is given.
  /// A launcher is a command that starts the command that follows it.
  static func start(
    from folder: URL = Example.folder,
    decisions: String = "127.0.0.1:0",
    flags: [String] = [],
    configuration: String? = nil,
    descriptorCountMax: Int? = nil,
    launcher: [String] = [],
    environment: [String: String] = [:]
  ) async throws -> Sidecar {
    let scratch = try Scratch()
    let socket = scratch.url("decisions.sock").path
    let process = Process()
    let complaints = Pipe()
    let file = try configuration.map { try scratch.write(Data($0.utf8), to: "postern.yaml") }
    let limit = descriptorCountMax.map { "ulimit -n \($0) && " } ?? ""
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments =
      ["-c", limit + #"exec "$0" "$@""#] + launcher + [
        try Environment.binary(), "serve", "--from", folder.path, "--decisions", decisions,
        "--decisions-socket", socket, "--diagnostics", "127.0.0.1:0",
      ] + flags + (file.map { ["--config", $0] } ?? [])
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardError = complaints
    process.standardInput = FileHandle.nullDevice
    try SignalMask.startListening(process)
    let addresses = try await addresses(in: Lines.of(complaints), count: 3)
    return try Sidecar(process: process, scratch: scratch, socket: socket, addresses: addresses)
  }

  /// Asks the process to stop and returns its exit status.
  func stop() -> Int32 {
    process.terminate()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Reads lines such as `listening plane=decisions address=127.0.0.1:43211` until all are there.
  private static func addresses(
    in lines: AsyncStream<String>,
    count: Int
  ) async throws -> [String: String] {
    var addresses: [String: String] = [:]
    var read: [String] = []
    var openCount = 0
    for await line in lines {
      read.append(line)
      guard line.contains("listening"), let address = field("address", of: line) else { continue }
      openCount += 1
      if address.contains(":"), !address.contains("/"), let plane = field("plane", of: line) {
        addresses[plane] = address
      }
      if openCount == count { return addresses }
    }
    Issue.record("the sidecar ended before it listened:\n\(read.joined(separator: "\n"))")
    return addresses
  }

  private static func field(_ name: String, of line: String) -> String? {
    line.split(separator: " ").first { $0.hasPrefix(name + "=") }.map {
      String($0.dropFirst(name.count + 1))
    }
  }
}
