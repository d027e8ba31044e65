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

  @Test(
    "an answer that is none, or comes byte by byte, does not count as one that is ready",
    arguments: [
      (["HTTP/1.1 2000 OK"], "does not answer in HTTP/1.1"),
      (["SSH-2.0-Server"], "does not answer in HTTP/1.1"), ([""], "does not answer in HTTP/1.1"),
      (["HTTP/1.0 200 OK"], "does not answer in HTTP/1.1"),
      (["HTTP/1.1 200 OK", "slowly"], "nobody answers"),
      (["HTTP/1.1 503 Service Unavailable"], "answers with 503"),
    ]
  )
  func oddPeers(arguments: [String], complaint: String) async throws {
    let peer = try RunningScript("odd_peer.py", arguments)
    let address = try await peer.nextLine()
    let health = try Command.run([try Environment.binary(), "health", "--address", address])
    #expect(health.status == 5)
    #expect(health.complaints.contains("\(complaint)"), "\(health.complaints)")
    let wait = try Command.run(
      [try Environment.binary(), "wait", "--timeout", "1", "--address", address]
    )
    #expect(wait.status == 5)
  }

  @Test("where the commands cannot ask, they say so instead of that nobody answers")
  func unreachable() throws {
    let scratch = try Scratch()
    let text = "diagnostics: {address: '127.0.0.1:1', tls: {certificateFile: a, keyFile: b}}"
    let file = try scratch.write(Data(text.utf8), to: "postern.yaml")
    for command in ["health", "wait"] {
      let encrypted = try Command.run([try Environment.binary(), command, "--config", file])
      #expect(encrypted.status == 2)
      #expect(encrypted.complaints.contains("speaks no TLS"), "\(encrypted.complaints)")
      let activated = try Command.run([try Environment.binary(), command, "--address", "systemd:x"])
      #expect(activated.status == 2)
      #expect(activated.complaints.contains("only the service manager knows"))
    }
  }

  @Test("the id of a request is repeated with its answer, good or bad")
  func requestID() async throws {
    let sidecar = try await Sidecar.start()
    for path in ["/livez", "/metrics", "/nothing"] {
      let command = try Command.run(
        ["curl", "-sS", "-D", "-", "-o", "/dev/null", "-H", "X-Request-ID: 4711"]
          + ["http://\(sidecar.diagnostics)\(path)"]
      )
      #expect(command.output.contains("x-request-id: 4711\r\n"), "\(command.output)")
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
