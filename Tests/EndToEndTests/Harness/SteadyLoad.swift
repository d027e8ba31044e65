import Testing

/// A client that asks one question over and over until it is told to stop.
final class SteadyLoad {
  /// What it counted.
  struct Report: Decodable {
    let answered: Int
    let lost: Int
    let saidGoodbye: Bool
    /// The last streams that the GOAWAY frames named, where the client can see them.
    let goodbyes: [Int]?

    /// Whether it was told first that the end comes, and then which of its streams was the last
    /// that is answered (RFC 9113 §6.8).
    var wasToldTwice: Bool {
      guard let goodbyes, goodbyes.count == 2 else { return false }
      return goodbyes[0] == Int(Int32.max) && (1..<Int(Int32.max)).contains(goodbyes[1])
    }
  }

  private let script: RunningScript
  private let scratch: Scratch

  /// Starts the client and returns as soon as answers flow; with the certificate of an authority it
  /// encrypts.
  init(
    on sidecar: Sidecar,
    asking question: Question,
    authority: String? = nil,
    script name: String = "steady_load.py"
  ) async throws {
    scratch = try Scratch()
    let file = try scratch.write(question.body, to: "request.json")
    script = try RunningScript(
      name,
      [sidecar.decisions, file] + [authority].compactMap(\.self)
    )
    try #require(try await script.nextLine() == "running")
  }

  /// Lets the client come to its end and returns what it counted.
  func stop() async throws -> Report {
    try await script.stop(reporting: Report.self)
  }
}
