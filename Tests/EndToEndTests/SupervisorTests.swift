import Foundation
import Testing

@Suite("Under a supervisor such as systemd", .serialized, .timeLimit(.minutes(1)))
struct SupervisorTests {
  private static func script(_ name: String) -> String {
    Environment.repository.appending(path: "Tests/EndToEndTests/python/\(name)").path
  }

  @Test("a socket that is open already is served by its name, and left where it is")
  func activation() async throws {
    let scratch = try Scratch()
    let path = scratch.url("activated.sock").path
    let launcher = [try Environment.python(), Self.script("activate.py"), "web", path]
    let sidecar = try await Sidecar.start(decisions: "systemd:web", launcher: launcher)
    let question = try #require(Example.questions.first)
    let answer = try sidecar.curl(
      ["--unix-socket", path, "http://localhost/v1/authorize"],
      body: question.body
    )
    #expect(answer.status == 200)
    #expect(question.expectation.differences(in: answer.body) == [])
    #expect(sidecar.stop() == 0)
    #expect(FileManager.default.fileExists(atPath: path))
  }

  @Test("a socket that nobody asks for, or that is not there, ends the start")
  func wrongName() throws {
    let scratch = try Scratch()
    let serve = [
      try Environment.binary(), "serve", "--from", Example.folder.path, "--diagnostics",
      "127.0.0.1:0", "--decisions",
    ]
    let launcher = [
      try Environment.python(), Self.script("activate.py"), "web", scratch.url("a.sock").path,
    ]
    for command in [serve + ["systemd:web"], launcher + serve + ["127.0.0.1:0"]] {
      let end = try Command.run(command)
      #expect(end.status == 2)
      #expect(end.complaints.contains("systemd:web"), "\(end.complaints)")
    }
  }

  @Test("the service manager is told of the start, of each reload and of the end")
  func notifications() async throws {
    let scratch = try Scratch()
    let path = scratch.url("notify.sock").path
    let (manager, output) = (Process(), Pipe())
    manager.executableURL = URL(filePath: try Environment.python())
    manager.arguments = [Self.script("notifications.py"), path]
    manager.standardOutput = output
    let lines = Lines.of(output)
    try SignalMask.startListening(manager)
    #expect(await Lines.next(of: lines) == "running")
    let sidecar = try await Sidecar.start(environment: ["NOTIFY_SOCKET": path])
    var told: [String] = []
    for await line in lines where line.hasSuffix("=1") {
      told.append(line)
      if told == ["READY=1"] { kill(sidecar.process.processIdentifier, SIGHUP) }
      if told == ["READY=1", "RELOADING=1", "READY=1"] { sidecar.process.terminate() }
    }
    #expect(told == ["READY=1", "RELOADING=1", "READY=1", "STOPPING=1"])
    #expect(sidecar.stop() == 0)
  }

  @Test("a service manager with a watchdog is told again and again that the process is not stuck")
  func watchdog() async throws {
    let scratch = try Scratch()
    let path = scratch.url("notify.sock").path
    let manager = try RunningScript("notifications.py", [path])
    #expect(try await manager.nextLine() == "running")
    let sidecar = try await Sidecar.start(
      environment: ["NOTIFY_SOCKET": path, "WATCHDOG_USEC": "20000"]
    )
    for _ in 0..<3 {
      while try await manager.nextLine() != "WATCHDOG=1" { try Task.checkCancellation() }
    }
    #expect(sidecar.stop() == 0)
  }

  @Test("users can be told for a Unix socket only, also for one that the service manager gives")
  func usersOfTCP() throws {
    let launcher = [try Environment.python(), Self.script("activate.py"), "web", "127.0.0.1"]
    let end = try Command.run(
      launcher + [
        try Environment.binary(), "serve", "--from", Example.folder.path, "--diagnostics",
        "127.0.0.1:0", "--set", "decisions={address: 'systemd:web', allowedUids: [0]}",
      ]
    )
    #expect(end.status == 2)
    #expect(end.complaints.contains("systemd:web: the service manager gave a socket of TCP"))
  }

  @Test("the process goes on for a while when it is told to stop, and is only not ready")
  func drainDelay() async throws {
    let sidecar = try await Sidecar.start(flags: ["--drain-delay-seconds", "2"])
    let question = try #require(Example.questions.first)
    sidecar.process.terminate()
    while try sidecar.probe("/readyz").status != 503 { try Task.checkCancellation() }
    #expect(try sidecar.probe("/livez").status == 200)
    #expect(try sidecar.askWithCurl(question.body).status == 200)
    sidecar.process.waitUntilExit()
    #expect(sidecar.process.terminationStatus == 0)
  }

  @Test("the unit and the socket that are shipped are in order, and expose little")
  func units() throws {
    let scratch = try Scratch()
    let folder = Environment.repository.appending(path: "deploy/systemd")
    let names = ["postern.service", "postern.socket"]
    for name in names {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      let installed = text.replacing("/usr/bin/postern", with: try Environment.binary())
      try installed.write(to: scratch.url(name), atomically: true, encoding: .utf8)
    }
    let files = names.map { scratch.url($0).path }
    let check = try Command.run(["systemd-analyze", "verify"] + files)
    #expect(check.status == 0)
    // A key that it does not know is only a warning to it.
    #expect(!check.complaints.contains("postern."), "\(check.complaints)")
    let exposure = try Command.run(
      ["systemd-analyze", "security", "--offline=true", "--threshold=15", files[0]]
    )
    #expect(exposure.status == 0, "\(exposure.output.suffix(200))")
  }
}
