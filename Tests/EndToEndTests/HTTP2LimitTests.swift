import Foundation
import Testing

@Suite("Bounds of connections", .serialized, .timeLimit(.minutes(1)))
struct HTTP2LimitTests {
  struct Case: CustomTestStringConvertible {
    /// The options, as `transport:` of a configuration has them.
    let options: String
    /// What reaches the bound.
    let input: String
    /// The counter of the limit.
    let limiter: String
    /// Whether the connection ends; else only a stream does.
    let endsConnection: Bool

    init(_ options: String, _ input: String, _ limiter: String, endsConnection: Bool) {
      self.options = options
      self.input = input
      self.limiter = limiter
      self.endsConnection = endsConnection
    }

    var testDescription: String { options }
  }

  private static let cases = [
    Case("headerListByteCountMax: 1024", "a field of 2,000 bytes", "headers", endsConnection: true),
    Case("headerCountMax: 8", "20 fields", "headers", endsConnection: true),
    Case("concurrentStreamCountMax: 2", "3 open streams", "streams", endsConnection: false),
    Case(
      "controlFrameBurstCount: 16, controlFramesPerSecond: 1",
      "40 frames without a request",
      "control_frames",
      endsConnection: true
    ),
    Case("continuationCountMax: 1", "3 continuations", "continuations", endsConnection: true),
    Case(
      "acknowledgementCountMax: 1",
      "10 pings at once",
      "acknowledgements",
      endsConnection: true
    ),
    Case("settingCountMax: 6", "7 settings at once", "settings", endsConnection: true),
    Case(
      "resetBurstCount: 1, resetsPerSecond: 1",
      "5 resets at once",
      "resets",
      endsConnection: true
    ),
  ]

  @Test("each can be changed, and then bites and is counted", arguments: cases)
  func lowered(example: Case) async throws {
    let sidecar = try await Sidecar.start(configuration: "transport: {\(example.options)}\n")
    #expect(try Self.outcomes(of: [example.input], on: sidecar) == [!example.endsConnection])
    let page = try sidecar.probe("/metrics").text
    let counter = "postern_limit_exceeded_total{plane=\"decisions\",limit=\"\(example.limiter)\"} "
    #expect(page.contains(counter) && !page.contains(counter + "0\n"), "\(example.limiter)")
  }

  @Test("none bites what a good client may send")
  func standard() async throws {
    let sidecar = try await Sidecar.start()
    let inputs = Self.cases.map(\.input)
    #expect(try Self.outcomes(of: inputs, on: sidecar) == inputs.map { _ in true })
    let page = try sidecar.probe("/metrics").text
    for limiter in Set(Self.cases.map(\.limiter)) {
      #expect(page.contains("{plane=\"decisions\",limit=\"\(limiter)\"} 0\n"), "\(limiter)")
    }
  }

  /// Whether the server went on answering on the connection, for each input.
  private static func outcomes(of inputs: [String], on sidecar: Sidecar) throws -> [Bool] {
    struct Line: Decodable {
      let goesOn: Bool
    }
    let client = try Command.python("http2_limits.py", [sidecar.decisions] + inputs)
    try #require(client.status == 0, "\(client.complaints)")
    return try client.output.split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8)).goesOn
    }
  }
}
