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
