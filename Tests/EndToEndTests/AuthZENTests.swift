import Foundation
import Testing

@Suite("AuthZEN", .serialized, .timeLimit(.minutes(2)))
struct AuthZENTests {
  private static let folder = Environment.repository.appending(path: "deploy/examples/authzen")

  private static func start() async throws -> Sidecar {
    let file = folder.appending(path: "configuration/postern.yaml")
    return try await Sidecar.start(from: folder, flags: ["--config", file.path])
  }

  @Test(
    "every request of the certification scenario gets its answer",
    arguments: ["--http2-prior-knowledge", "--http1.1"]
  )
  func scenario(protocol flag: String) async throws {
    let sidecar = try await Self.start()
    let cases = try AuthZENCase.all()
    try #require(cases.count >= 60)
    for test in cases { try Self.check(test, with: flag, at: sidecar) }
  }

  private static func check(
    _ test: AuthZENCase,
    with flag: String,
    at sidecar: Sidecar
  ) throws {
    let type = test.contentType ?? "application/json"
    var arguments = [
      "curl", "-sS", flag, "-w", "\n%{http_code} %header{content-type} %header{x-request-id}",
      "-X", test.method ?? "POST", "-H", type.isEmpty ? "content-type;" : "content-type: \(type)",
    ]
    if test.method != "GET" { arguments += ["--data-binary", "@-"] }
    if let id = test.requestID { arguments += ["-H", "X-Request-ID: \(id)"] }
    let client = try Command.run(
      arguments + ["http://\(sidecar.decisions)\(test.path)"],
      input: test.bytes
    )
    try #require(client.status == 0, "\(test.name): \(client.complaints)")
    let lines = client.output.components(separatedBy: "\n")
    let seen = try #require(lines.last)
    let text = lines.dropLast().joined(separator: "\n")
    #expect(seen.hasPrefix("\(test.status) "), "\(test.name): \(client.output)")
    #expect(test.requestID.map(seen.hasSuffix) ?? true, "\(test.name): \(seen)")
    guard let expected = test.answer else {
      // An error is a sentence for a person; what is at no path gets the usual answer.
      #expect(!text.isEmpty, "\(test.name)")
      #expect(test.status == 404 || seen.contains(" text/plain"), "\(test.name): \(seen)")
      return
    }
    #expect(seen.contains(" application/json"), "\(test.name): \(seen)")
    let answer = try JSON(text)
    if test.isPart == true {
      #expect(expected.differences(in: answer) == [], "\(test.name)")
    } else {
      #expect(answer == expected, "\(test.name)")
    }
  }

  @Test("is not spoken without its section of the configuration")
  func off() async throws {
    let sidecar = try await Sidecar.start()
    let answer = try sidecar.curl(
      ["http://\(sidecar.decisions)/access/v1/evaluation"],
      body: Data("{}".utf8)
    )
    #expect(answer.status == 404)
  }
}
