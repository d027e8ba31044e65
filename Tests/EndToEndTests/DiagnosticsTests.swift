import Foundation
import Testing

@Suite("Liveness and readiness", .serialized, .timeLimit(.minutes(1)))
struct DiagnosticsTests {
  @Test("a sidecar with a loaded account is alive and ready", arguments: ["/livez", "/readyz"])
  func isAliveAndReady(path: String) async throws {
    let answer = try await Sidecar.start().probe(path)
    #expect(answer.status == 200)
    #expect(answer.version == "1.1")
  }

  @Test("the program asks a sidecar itself, and waits for one")
  func clients() async throws {
    let sidecar = try await Sidecar.start()
    let here = ["--address", sidecar.diagnostics]
    for arguments in [["health"], ["health", "--live"], ["wait"]] {
      let command = try Command.run([try Environment.binary()] + arguments + here)
      #expect(command.status == 0, "\(command.complaints)")
    }
    #expect(sidecar.stop() == 0)
    for arguments in [["health"], ["wait", "--timeout", "0"]] {
      let command = try Command.run([try Environment.binary()] + arguments + here)
      #expect(command.status == 5)
      #expect(command.complaints.contains(sidecar.diagnostics))
    }
  }

  @Test("another path is not found, and the next probe is answered")
  func unknownProbe() async throws {
    let sidecar = try await Sidecar.start()
    #expect(try sidecar.probe("/nothing").status == 404)
    #expect(try sidecar.probe("/livez").status == 200)
  }

  @Test("a folder that cannot be loaded ends the start with every error")
  func badFolder() throws {
    let scratch = try Scratch()
    let folder = try scratch.copyExample()
    try "kind: User\nnam: alice\n".write(
      to: folder.appending(path: "one.yaml"),
      atomically: true,
      encoding: .utf8
    )
    try "kind: Robot\n".write(
      to: folder.appending(path: "two.yaml"),
      atomically: true,
      encoding: .utf8
    )
    let flags = ["--decisions", "127.0.0.1:0", "--diagnostics", "127.0.0.1:0"]
    let end = try Command.run([try Environment.binary(), "serve", "--from", folder.path] + flags)
    #expect(end.status != 0)
    #expect(end.complaints.contains("one.yaml:2:1"), "\(end.complaints)")
    #expect(end.complaints.contains("`nam`"), "\(end.complaints)")
    #expect(end.complaints.contains("two.yaml:1:"), "\(end.complaints)")
    #expect(end.complaints.contains("`Robot`"), "\(end.complaints)")
  }
}
