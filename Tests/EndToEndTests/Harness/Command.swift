import Foundation

/// A program that ran to its end, and what it said.
struct Command {
  /// Its exit status.
  let status: Int32
  /// What it wrote to standard output.
  let output: String
  /// What it wrote to standard error.
  let complaints: String

  /// Runs a program with some input and waits for its end, two minutes at most.
  static func run(
    _ arguments: [String],
    input: Data = Data(),
    environment: [String: String] = [:]
  ) throws -> Command {
    let process = Process()
    let scratch = try Scratch()
    let (given, said, complained) = (
      scratch.url("input"), scratch.url("output"), scratch.url("complaints")
    )
    for (url, content) in [(given, input), (said, Data()), (complained, Data())] {
      try content.write(to: url)
    }
    process.executableURL = URL(filePath: "/usr/bin/env")
    // A client that waits for ever must fail its test, not hold up all others.
    process.arguments = ["timeout", "--foreground", "120"] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: given)
    process.standardOutput = try FileHandle(forWritingTo: said)
    process.standardError = try FileHandle(forWritingTo: complained)
    try SignalMask.startListening(process)
    process.waitUntilExit()
    return Command(
      status: process.terminationStatus,
      output: try String(contentsOf: said, encoding: .utf8),
      complaints: try String(contentsOf: complained, encoding: .utf8)
    )
  }
}
