import Foundation
import Testing

@Suite("The example account", .serialized, .timeLimit(.minutes(2)))
struct ExampleTests {
  private static let plain = Example.questions.filter { !$0.isTrusted }
  private static let trusted = Example.questions.filter(\.isTrusted)

  @Test("the example has its questions")
  func questionsAreThere() {
    #expect(Self.plain.count >= 20)
    #expect(Self.trusted.count == 1)
  }

  @Test("curl gets the answer over HTTP/2", arguments: plain)
  func answersCurl(question: Question) async throws {
    let answer = try await Sidecar.start().askWithCurl(question.body)
    #expect(answer.version == "2")
    #expect(answer.status == question.status)
    #expect(question.expectation.differences(in: answer.body) == [], "\(answer.text)")
  }

  @Test("nghttp gets the answer", arguments: plain)
  func answersNghttp(question: Question) async throws {
    let answer = try await Sidecar.start().askWithNghttp(question.body)
    #expect(question.expectation.differences(in: answer) == [])
  }

  @Test("curl gets the answer over the Unix socket", arguments: plain)
  func answersOverSocket(question: Question) async throws {
    let answer = try await Sidecar.start().askOverSocket(question.body)
    #expect(answer.version == "2")
    #expect(answer.status == question.status)
    #expect(question.expectation.differences(in: answer.body) == [], "\(answer.text)")
  }

  @Test("a caller that is trusted may say what it verified", arguments: trusted)
  func answersTrustedCallers(question: Question) async throws {
    let sidecar = try await Sidecar.start(flags: ["--trusted-context"])
    let answer = try sidecar.askWithCurl(question.body)
    #expect(answer.status == question.status)
    #expect(question.expectation.differences(in: answer.body) == [], "\(answer.text)")
    #expect(try await Sidecar.start().askWithCurl(question.body).status == 400)
  }

  @Test("one batch gets the same answers, in the order of its questions")
  func answersBatches() async throws {
    let bodies = Self.plain.map { String(decoding: $0.body, as: UTF8.self) }
    let batch = Data("{\"requests\": [\(bodies.joined(separator: ","))]}".utf8)
    let sidecar = try await Sidecar.start()
    let answer = try sidecar.curl(["http://\(sidecar.decisions)/v1/authorize/batch"], body: batch)
    let results = try #require(answer.body?["results"]?.elements, "\(answer.text)")
    try #require(results.count == Self.plain.count)
    for (index, (question, result)) in zip(Self.plain, results).enumerated() {
      // Alone or in a batch, an error's pointer begins at the top of the body.
      let differences = question.expectation.differences(in: result)
        .filter { !$0.hasPrefix("/error/pointer:") }
      #expect(differences == [], "\(question.name)")
      if let pointer = question.expectation["error"]?["pointer"]?.text {
        #expect(result["error"]?["pointer"]?.text == "/requests/\(index)\(pointer)")
      }
    }
    #expect(answer.body?["revision"]?.integer != nil)
  }
}
