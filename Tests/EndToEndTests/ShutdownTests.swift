import Foundation
import Testing

@Suite("Shutting down", .serialized, .timeLimit(.minutes(1)))
struct ShutdownTests {
  @Test("an idle sidecar ends with 0 when it is asked to")
  func endsWhenIdle() async throws {
    #expect(try await Sidecar.start().stop() == 0)
  }

  @Test("a sidecar that is asked to stop while it loads ends at once, and opens nothing")
  func endsWhileLoading() async throws {
    let scratch = try Scratch()
    let folder = scratch.url("many")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let user = "kind: User\naccount: \"111122223333\"\nname: "
    for file in 0..<20 {
      let users = (0..<4_000).map { "\(user)u\(file)-\($0)\n" }.joined(separator: "---\n")
      let text = file == 0 ? "kind: Account\nid: \"111122223333\"\n---\n\(users)" : users
      try text.write(
        to: folder.appending(path: "\(file).yaml"),
        atomically: true,
        encoding: .utf8
      )
    }
    // In a process of its own, which is not held up by the other tests.
    let script = try Command.python(
      "stopped_while_loading.py",
      [try Environment.binary(), folder.path]
    )
    let report = try JSON(script.output)
    #expect(report["status"]?.integer == 0, "\(script.output)")
    #expect(!script.output.contains("listening"), "\(script.output)")
    #expect(!script.output.contains("are live"), "\(script.output)")
  }

  @Test("a sidecar that is asked twice at once, as by timeout(1), ends with 0 too")
  func endsWhenAskedTwice() async throws {
    let sidecar = try await Sidecar.start()
    let load = try await SteadyLoad(on: sidecar, asking: #require(Example.questions.first))
    for _ in 0..<3 { kill(sidecar.process.processIdentifier, SIGTERM) }
    #expect(try await load.stop().lost == 0)
    sidecar.process.waitUntilExit()
    #expect(sidecar.process.terminationStatus == 0)
  }

  @Test("under load it says goodbye, answers what it took on, and ends with 0")
  func endsUnderLoad() async throws {
    let sidecar = try await Sidecar.start()
    let load = try await SteadyLoad(on: sidecar, asking: #require(Example.questions.first))
    #expect(sidecar.stop() == 0)
    let report = try await load.stop()
    #expect(report.wasToldTwice, "\(report.goodbyes ?? [])")
    #expect(report.lost == 0)
    #expect(report.answered >= 200)
  }

  @Test("under h2load every request that was sent has its answer, and it ends with 0")
  func endsUnderFlood() async throws {
    let sidecar = try await Sidecar.start()
    let proxy = try await CountingProxy(to: sidecar)
    let scratch = try Scratch()
    let question = try #require(Example.questions.first)
    let file = try scratch.write(question.body, to: "request.json")
    let (connections, streams) = (4, 10)
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/h2load")
    // Far more than can be asked before the end.
    process.arguments = [
      "-n", "100000000", "-c", "\(connections)", "-m", "\(streams)", "-d", file, "-H",
      "content-type: application/json", "http://\(proxy.address)/v1/authorize",
    ]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try SignalMask.startListening(process)
    let answers = #/postern_http_responses_total\{route="/v1/authorize",code="200"\} (\d+)/#
    while true {
      let count = try sidecar.probe("/metrics").text.firstMatch(of: answers).flatMap { Int($0.1) }
      if count ?? 0 > 5_000 { break }
      try Task.checkCancellation()
    }
    #expect(sidecar.stop() == 0)
    let report = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let line = #/requests: \d+ total, (\d+) started, (\d+) done, (\d+) succeeded, .*, 0 timeout/#
    let counts = try #require(report.firstMatch(of: line), "\(report)")
    let (started, done) = (Int(counts.1) ?? -1, Int(counts.2) ?? 0)
    let succeeded = Int(counts.3) ?? 0
    #expect(started == done)
    // What the client had made and not sent when the GOAWAY came, it ends by itself; the proxy
    // knows what was sent.
    let passed = try await proxy.stop()
    #expect(passed.lost == 0)
    #expect(passed.answered == passed.sent)
    #expect(succeeded == passed.sent)
    #expect(succeeded > 5_000)
    #expect(report.contains("\(succeeded) 2xx, 0 3xx, 0 4xx, 0 5xx"), "\(report)")
  }

  @Test("under the calls of an ordinary gRPC client it loses none, and ends with 0")
  func endsUnderCalls() async throws {
    let sidecar = try await Sidecar.start()
    let load = try await SteadyLoad(
      on: sidecar,
      asking: #require(Example.questions.first),
      script: "steady_grpc.py"
    )
    // A connection of its own sees the frames that the client of gRPC keeps to itself.
    let frames = try await SteadyLoad(on: sidecar, asking: #require(Example.questions.first))
    #expect(sidecar.stop() == 0)
    let calls = try await load.stop()
    #expect(calls.saidGoodbye)
    #expect(calls.lost == 0)
    #expect(calls.answered >= 12 * 50)
    let seen = try await frames.stop()
    #expect(seen.wasToldTwice, "\(seen.goodbyes ?? [])")
    #expect(seen.lost == 0)
  }

  @Test("a log that nobody reads keeps neither answers nor the end waiting")
  func unreadLog() throws {
    let scratch = try Scratch()
    let question = try scratch.write(try #require(Example.questions.first).body, to: "q.json")
    let script = try Command.python(
      "blocked_log.py",
      [
        try Environment.binary(), Example.folder.path, scratch.url("d").path,
        scratch.url("p").path, question,
      ]
    )
    let report = try JSON(script.output)
    #expect(report["ready"]?.integer == 0, "\(script.output)\(script.complaints)")
    #expect(script.output.contains(#"["200", "200", "200", "200"]"#), "\(script.output)")
    #expect(report["status"]?.integer == 0, "\(script.output)")
  }
}
