import Foundation
import PosternModel
import Testing

@Suite("The questions of the example")
struct ExampleQuestionTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("deploy/examples/acme")

  private static let names: [String] = {
    let path = folder.appendingPathComponent("requests").path
    return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
      .filter { $0.hasSuffix(".json") }.sorted()
  }()

  @Test("there are questions about every layer that the example fills")
  func coversLayers() throws {
    let layers = try Self.names.compactMap { try Self.read($0).expect.layer }
    #expect(Set(layers) == ["identity", "boundary", "resource", "scp"])
  }

  @Test("each question has the answer that stands behind it", arguments: names)
  func answers(name: String) throws {
    let recorded = try Self.read(name)
    // What the interface refuses never gets this far.
    guard let decision = recorded.expect.decision else { return }
    let asked = recorded.request
    var request = AuthorizationRequest(
      principal: try #require(asked.principal),
      action: try #require(asked.action),
      resource: try #require(asked.resource)
    )
    for (key, value) in (asked.context ?? [:]).sorted(by: { $0.key < $1.key }) {
      request.addContext(key, value.text)
    }
    let answer = try Premises(at: Self.folder.path).ask(request)
    #expect("\(answer.layer)" == recorded.expect.layer)
    #expect((answer.outcome == .allow) == (decision == "allow"))
    if let kind = recorded.expect.kind { #expect("\(answer.outcome)" == kind) }
    if let message = recorded.expect.message { #expect(answer.message == message) }
    if let statement = recorded.expect.statements?.first {
      #expect(answer.statement == "\(statement.policy)/\(statement.sid)")
    }
  }

  private static func read(_ name: String) throws -> RecordedQuestion {
    let file = folder.appendingPathComponent("requests").appendingPathComponent(name)
    return try JSONDecoder().decode(RecordedQuestion.self, from: Foundation.Data(contentsOf: file))
  }
}
