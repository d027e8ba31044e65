import Foundation
import Testing

@Suite("HTTP/2 conformance", .serialized, .timeLimit(.minutes(2)))
struct HTTP2ConformanceTests {
  /// What the runner prints.
  private struct Report: Decodable {
    struct Failure: Decodable {
      let `case`: String
      let outcome: String
    }

    let count: Int
    let failures: [Failure]
  }

  @Test("every rule of RFC 9113 and RFC 7541 for a server is kept")
  func rules() async throws {
    let sidecar = try await Sidecar.start()
    let runner = try Command.python("http2_conformance.py", [sidecar.decisions])
    try #require(runner.status == 0, "\(runner.complaints)")
    let report = try JSONDecoder().decode(Report.self, from: Data(runner.output.utf8))
    #expect(report.count >= 220)
    for failure in report.failures {
      Issue.record("\(failure.case): \(failure.outcome)")
    }
    #expect(try sidecar.probe("/livez").status == 200)
    #expect(sidecar.stop() == 0)
  }
}
