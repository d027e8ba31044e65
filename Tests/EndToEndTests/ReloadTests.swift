import Foundation
import Testing

@Suite("Changing the files of a running sidecar", .serialized, .timeLimit(.minutes(1)))
struct ReloadTests {
  private static let refused = "02-developer-refunds-an-order"
  private static let refunds = """
    kind: User
    account: "111122223333"
    name: bob
    path: /engineering/
    groups: [Employees, Developers, Analysts]
    attachedPolicies: [OrdersRefund]
    """

  @Test("a good change is live, without a lost request")
  func goodChange() async throws {
    let scratch = try Scratch()
    let folder = try scratch.copyExample()
    let sidecar = try await Sidecar.start(from: folder)
    let question = try #require(Example.questions.first { $0.name == Self.refused })
    let before = try sidecar.askWithCurl(question.body)
    #expect(before.body?["decision"]?.text == "deny")
    let load = try await SteadyLoad(on: sidecar, asking: #require(Example.questions.first))
    try Self.grantRefunds(in: folder)
    let after = try Self.poll({ try sidecar.askWithCurl(question.body) }) {
      $0.body?["decision"]?.text == "allow"
    }
    let (old, new) = (before.body?["revision"]?.integer, after.body?["revision"]?.integer)
    #expect(try #require(new) > #require(old))
    #expect(try await load.stop().lost == 0)
    #expect(try sidecar.probe("/readyz").status == 200)
  }

  @Test("a broken change leaves the last good answers, and readiness names the place")
  func brokenChange() async throws {
    let scratch = try Scratch()
    let folder = try scratch.copyExample()
    let sidecar = try await Sidecar.start(from: folder)
    let question = try #require(Example.questions.first)
    try "kind: Group\naccount: \"111122223333\"\nname: Broken\ngroups: []\n".write(
      to: folder.appending(path: "broken.yaml"),
      atomically: true,
      encoding: .utf8
    )
    let probe = try Self.poll({ try sidecar.probe("/readyz") }) {
      $0.body?["lastLoad"]?["ok"] == .boolean(false)
    }
    #expect(probe.status == 200)
    #expect(probe.text.contains("broken.yaml:4:1"), "\(probe.text)")
    let answer = try sidecar.askWithCurl(question.body)
    #expect(question.expectation.differences(in: answer.body) == [], "\(answer.text)")
    try FileManager.default.removeItem(at: folder.appending(path: "broken.yaml"))
    let mended = try Self.poll({ try sidecar.probe("/readyz") }) { $0.body?["lastLoad"] == nil }
    #expect(mended.status == 200)
  }

  @Test("a change that makes the policies too large is refused, and the last good answers stay")
  func tooLarge() async throws {
    let scratch = try Scratch()
    let folder = try scratch.copyExample()
    let sidecar = try await Sidecar.start(
      from: folder,
      flags: ["--max-snapshot-bytes", "\(1024 * 1024)"]
    )
    let question = try #require(Example.questions.first)
    let users = (0..<32_000).map { number in
      "kind: User\naccount: \"111122223333\"\nname: somebody-\(number)\ngroups: []\n"
    }
    let file = folder.appending(path: "somebodies.yaml")
    try users.joined(separator: "---\n").write(to: file, atomically: true, encoding: .utf8)
    let probe = try Self.poll({ try sidecar.probe("/readyz") }) {
      $0.body?["lastLoad"]?["ok"] == .boolean(false)
    }
    #expect(probe.status == 200)
    #expect(probe.text.contains("--max-snapshot-bytes"), "\(probe.text)")
    #expect(probe.text.contains("1048576"), "\(probe.text)")
    let answer = try sidecar.askWithCurl(question.body)
    #expect(question.expectation.differences(in: answer.body) == [], "\(answer.text)")
    try FileManager.default.removeItem(at: file)
    let mended = try Self.poll({ try sidecar.probe("/readyz") }) { $0.body?["lastLoad"] == nil }
    #expect(mended.status == 200)
  }

  /// Attaches the policy for refunds to the developer who lacks it.
  private static func grantRefunds(in folder: URL) throws {
    let file = folder.appending(path: "users.yaml")
    let documents = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n---\n")
    let others = documents.filter { !$0.contains("name: bob") }
    try #require(others.count == documents.count - 1)
    try (others + [refunds]).joined(separator: "\n---\n")
      .write(to: file, atomically: true, encoding: .utf8)
  }

  /// Asks again and again until the answer is as wished; the time limit of the suite ends it.
  private static func poll(
    _ ask: () throws -> Answer,
    until isWished: (Answer) -> Bool
  ) throws -> Answer {
    var answer = try ask()
    while !isWished(answer) {
      try Task.checkCancellation()
      answer = try ask()
    }
    return answer
  }
}
