import Foundation
import Testing

@Suite("Metrics", .serialized, .timeLimit(.minutes(1)))
struct MetricsTests {
  /// Reads the page with the library that collectors in Python use, and returns one sample a line.
  private static func samples(_ page: String) throws -> [String] {
    let script = Environment.repository
      .appending(path: "Tests/EndToEndTests/python/metrics_lines.py")
    let reader = try Command.run(
      [try Environment.python(), script.path],
      input: Data(page.utf8)
    )
    try #require(reader.status == 0, "\(reader.complaints)")
    return reader.output.split(separator: "\n").map(String.init)
  }

  @Test("what was decided is counted, and a collector can read it")
  func counts() async throws {
    let limits = ["limits.requestByteCountMax=1024", "limits.batchByteCountMax=1024"]
    let sidecar = try await Sidecar.start(flags: limits.flatMap { ["--set", $0] })
    let allowed = try #require(
      Example.questions.first { $0.expectation["decision"] == .string("allow") }
    )
    for _ in 0..<3 { _ = try sidecar.askWithCurl(allowed.body) }
    _ = try sidecar.askOverSocket(allowed.body)
    _ = try sidecar.askWithCurl(Data("{".utf8))
    #expect(try sidecar.askWithCurl(Data(repeating: 0x20, count: 1_025)).status == 413)
    let answer = try sidecar.probe("/metrics")
    #expect(answer.status == 200)
    let samples = try Self.samples(answer.text)
    for expected in [
      "postern_decisions_total{api=authorize,decision=allow,reason=identity} 4",
      "postern_http_responses_total{code=200,route=/v1/authorize} 4",
      "postern_http_responses_total{code=400,route=/v1/authorize} 1",
      "postern_policy_revision{} 1", "postern_policy_loads_total{result=success} 1",
      "postern_connections{plane=decisions} 0",
      "postern_connections{plane=diagnostics} 1",
      "postern_limit_exceeded_total{limit=body,plane=decisions} 1", "postern_ready{} 1",
      "postern_request_errors_total{code=malformedJSON} 1",
      "postern_request_errors_total{code=bodyTooLarge} 1",
      "postern_request_errors_total{code=limitExceeded} 0",
      "postern_draining{} 0",
    ] {
      #expect(samples.contains(expected), "\(expected)\n\(samples.joined(separator: "\n"))")
    }
    for name in [
      "postern_build_info{", "postern_policy_last_success_timestamp_seconds{",
      "postern_policy_objects{kind=statement}", "process_resident_memory_bytes{",
      "process_cpu_seconds_total{", "process_open_fds{", "process_start_time_seconds{",
      "postern_decision_duration_seconds_bucket{",
    ] {
      #expect(samples.contains { $0.hasPrefix(name) }, "\(name)")
    }
  }

  @Test("every call of gRPC is counted by its method and code, and open streams are told")
  func calls() async throws {
    let sidecar = try await Sidecar.start()
    let outcomes = try CallRecords.of("grpc_outcomes.py", [sidecar.decisions, sidecar.diagnostics])
    #expect(try outcomes["open"]["streams"]?.integer == 1)
    let closed = try outcomes["closed"]
    #expect(closed["streams"]?.integer == 0)
    let seen = (closed["seen"]?.elements ?? []).compactMap(\.text)
    #expect(
      seen == [
        "OK", "OK", "OK", "INVALID_ARGUMENT", "INTERNAL", "RESOURCE_EXHAUSTED", "UNIMPLEMENTED",
        "NOT_FOUND", "OK",
      ]
    )
    let counts = [
      ("postern.v1.Authorizer", "Authorize", "OK", 3),
      ("postern.v1.Authorizer", "Authorize", "INVALID_ARGUMENT", 1),
      ("postern.v1.Authorizer", "Authorize", "INTERNAL", 1),
      ("postern.v1.Authorizer", "Authorize", "RESOURCE_EXHAUSTED", 1),
      ("none", "none", "UNIMPLEMENTED", 1),
      ("grpc.health.v1.Health", "Check", "NOT_FOUND", 1),
      ("grpc.health.v1.Health", "Check", "OK", 1),
      ("grpc.health.v1.Health", "Watch", "CANCELLED", 1),
      ("envoy.service.auth.v3.Authorization", "Check", "OK", 1),
    ]
    let expected = counts.map { service, method, code, count in
      (#"{service="\#(service)",method="\#(method)",code="\#(code)"}"#, JSON.number(Double(count)))
    }
    #expect(closed["counts"]?.members == Dictionary(uniqueKeysWithValues: expected))
  }

  /// Which limiters hold each bound of connections.
  private static let limiters = [
    "acknowledgementCountMax": ["acknowledgements"],
    "answerSeconds": ["answer_time"],
    "concurrentStreamCountMax": ["streams"],
    "connectionAnswerByteCountMax": ["buffered_answers"],
    "connectionBodyByteCountMax": ["buffered_bodies"],
    "connectionBufferByteCountMin": ["shared_buffers"],
    "connectionCountMax": ["connections", "evictions"],
    "continuationCountMax": ["continuations"],
    "controlFrameBurstCount": ["control_frames"],
    "controlFramesPerSecond": ["control_frames"],
    "handshakeSeconds": ["handshake_time"],
    "handshakesPerTurnMax": ["handshake_turns"],
    "headerCountMax": ["headers"],
    "headerListByteCountMax": ["headers"],
    "idleSeconds": ["idle_time"],
    "keptIdleSeconds": ["evictions"],
    "loopBufferByteCountMax": ["shared_buffers"],
    "pendingOutputByteCountMax": ["pending_output"],
    "requestSeconds": ["request_time"],
    "resetBurstCount": ["resets"],
    "resetsPerSecond": ["resets"],
    "settingCountMax": ["settings"],
  ]

  /// What stops somebody and is no option of `transport`: the length of a body is one of `limits`,
  /// the others belong to the process, to a listener or to a certificate.
  private static let otherLimiters: Set = [
    "body", "descriptors", "drain_time", "handshakes", "peers",
  ]

  @Test("every limit has a counter, and every counter is one of a limit, on both planes")
  func completeLimits() async throws {
    let printed = try Command.run([Environment.binary(), "config", "defaults"]).output
    let section = try #require(
      printed.split(separator: "\ntransport:\n").last?.split(separator: "\n\n")
    )
    let options = section[0].split(separator: "\n").filter { !$0.hasPrefix("  #") }
      .compactMap { $0.split(separator: ":").first?.trimmingCharacters(in: .whitespaces) }
    #expect(Set(options) == Set(Self.limiters.keys))
    let sidecar = try await Sidecar.start()
    let samples = try Self.samples(try sidecar.probe("/metrics").text)
    for plane in ["decisions", "diagnostics"] {
      let counters = samples.compactMap { sample in
        sample.wholeMatch(of: /postern_limit_exceeded_total\{limit=(\w+),plane=(\w+)\} 0/)
      }.filter { $0.2 == plane }.map { String($0.1) }
      #expect(Set(counters) == Self.otherLimiters.union(Self.limiters.values.joined()))
    }
  }

  @Test("the checker of Prometheus finds nothing in the page and nothing in the rules that we ship")
  func checker() async throws {
    let certificates = try Certificates()
    try certificates.issue("server", serial: 1)
    let sidecar = try await Sidecar.start(flags: certificates.flags("server"))
    for question in Example.questions { _ = try sidecar.askOverSocket(question.body) }
    let page = try sidecar.probe("/metrics").text
    let end = page.firstMatch(of: /postern_tls_cert_not_after_seconds\{[^}]*\} (\d+)/)
    let seconds = try #require(end.flatMap { Double($0.1) })
    // Certificates of tests are valid for seven days.
    let days = Date(timeIntervalSince1970: seconds).timeIntervalSinceNow / 86_400
    #expect((6.5...7).contains(days))
    let checker = URL(filePath: try Environment.python()).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "proxies/usr/bin/promtool").path
    let metrics = try Command.run([checker, "check", "metrics"], input: Data(page.utf8))
    #expect(metrics.status == 0, "\(metrics.complaints)\(metrics.output)")
    let rules = Environment.repository.appending(path: "deploy/prometheus/rules.yaml").path
    let alerts = try Command.run([checker, "check", "rules", rules])
    #expect(alerts.status == 0, "\(alerts.complaints)\(alerts.output)")
  }

  @Test("no label names a principal, a resource or a policy")
  func labels() async throws {
    let sidecar = try await Sidecar.start()
    for question in Example.questions { _ = try sidecar.askWithCurl(question.body) }
    let page = try sidecar.probe("/metrics").text
    for word in ["arn:", "111122223333", "alice", "OrdersRead"] {
      #expect(!page.contains(word), "\(word)")
    }
  }
}
