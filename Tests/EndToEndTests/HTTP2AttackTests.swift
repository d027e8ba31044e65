import Foundation
import Testing

@Suite("Attacks over HTTP/2", .serialized, .timeLimit(.minutes(2)))
struct HTTP2AttackTests {
  /// What the attacker prints.
  private struct Report: Decodable {
    let failures: [String]
    let answers: Int
    let kilobytes: Int
  }

  /// Runs one attack and records what the sidecar did otherwise than it must.
  private func run(_ name: String, on sidecar: Sidecar) throws {
    let pid = String(sidecar.process.processIdentifier)
    let attacker = try Command.python(
      "http2_attacks.py",
      [sidecar.decisions, sidecar.diagnostics, pid, name]
    )
    try #require(attacker.status == 0, "\(attacker.complaints)")
    let report = try JSONDecoder().decode(Report.self, from: Data(attacker.output.utf8))
    for failure in report.failures {
      Issue.record("\(name): \(failure)")
    }
    #expect(report.answers >= 20)
    #expect(sidecar.stop() == 0)
  }

  @Test("a sidecar without file descriptors goes on, and takes connections again later")
  func descriptors() async throws {
    let sidecar = try await Sidecar.start(descriptorCountMax: 64)
    try run("more connections than descriptors", on: sidecar)
  }

  @Test(
    "a sidecar says at its start when connections may run out of file descriptors",
    arguments: [(2_111, true), (2_112, false)]
  )
  func lacksDescriptors(descriptorCountMax: Int, warns: Bool) throws {
    let script = try Command.python(
      "log_at_start.py",
      [try Environment.binary(), Example.folder.path, "\(descriptorCountMax)"]
    )
    #expect(script.output.contains(" ready "), "\(script.output)\(script.complaints)")
    let warning = "too few file descriptors"
    #expect(script.output.contains(warning) == warns, "\(script.output)")
  }

  @Test(
    "a slow client is ended when its time is over, and another client keeps its answers",
    arguments: [
      "reader that stops for good", "silence", "slow body", "slow headers", "slow reader",
    ]
  )
  func slow(name: String) async throws {
    let times = "transport: {requestSeconds: 1, answerSeconds: 1, idleSeconds: 1}\n"
    try run(name, on: try await Sidecar.start(configuration: times))
  }

  @Test(
    "resets one by one are tolerated at the rate that is allowed, and not above it",
    arguments: [("resets within the rate", 1_000_000), ("resets above the rate", 1)]
  )
  func steadyResets(name: String, perSecond: Int) async throws {
    // A read takes longer than the microsecond in which the higher rate earns another reset, and
    // 300 of them less than the minutes in which the lower one would earn as many.
    let rate = "transport: {resetBurstCount: 20, resetsPerSecond: \(perSecond)}\n"
    try run(name, on: try await Sidecar.start(configuration: rate))
  }

  @Test("connections that hold much are refused more when the memory of a loop is used up")
  func sharedMemory() async throws {
    let memory = "server: {loops: 1}\ntransport: {loopBufferByteCountMax: 4194304}\n"
    let sidecar = try await Sidecar.start(configuration: memory)
    try run("unfinished bodies of many connections", on: sidecar)
  }

  @Test(
    "the attacker is stopped, memory stays flat, and another client keeps its answers",
    arguments: [
      "body above the limit",
      "busy connections above the limit",
      "client that never reads",
      "client that opens no window",
      "connections that come and go",
      "continuation flood",
      "data for a reset stream",
      "empty data flood",
      "flood of unknown frames",
      "garbage",
      "header list too large",
      "header list with too many fields",
      "hpack bomb",
      "hpack bombs for a reset stream",
      "idle connections above the limit",
      "made you reset by bodies of the wrong length",
      "made you reset by data after the end",
      "made you reset by headers after the end",
      "made you reset by malformed priority",
      "made you reset by malformed requests",
      "made you reset by self dependency",
      "made you reset by window overflow",
      "made you reset by window update of zero",
      "padding flood",
      "ping flood",
      "priority flood",
      "rapid reset",
      "requests that never end",
      "resets of an impatient client",
      "settings flood",
      "settings with too many entries",
      "some unknown frames",
      "streams above the limit",
      "window update flood",
    ]
  )
  func attack(name: String) async throws {
    try run(name, on: try await Sidecar.start())
  }
}
