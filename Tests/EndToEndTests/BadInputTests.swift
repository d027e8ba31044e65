import Foundation
import Testing

@Suite("Bad input", .serialized, .timeLimit(.minutes(1)))
struct BadInputTests {
  @Test("each is refused with an error that says where, and the connection is kept")
  func refusesOnOneConnection() async throws {
    let sidecar = try await Sidecar.start()
    let good = BadInput(
      "a good request",
      body: String(decoding: try Self.goodBody(), as: UTF8.self),
      status: 200
    )
    let inputs = BadInput.all + [good]
    let answers = try sidecar.askOnOneConnection(inputs)
    try #require(answers.count == inputs.count)
    for (input, answer) in zip(BadInput.all, answers) {
      #expect(answer.status == input.status, "\(input.name): \(answer.text)")
      let error = answer.body?["error"]
      #expect(error?["code"]?.text?.isEmpty == false, "\(input.name): \(answer.text)")
      #expect(error?["message"]?.text?.isEmpty == false, "\(input.name): \(answer.text)")
      if let pointer = input.pointer {
        #expect(error?["pointer"]?.text == pointer, "\(input.name): \(answer.text)")
      }
    }
    #expect(answers.last?.body?["decision"]?.text == "allow")
  }

  @Test("a body above the limit is refused, and the process lives on")
  func refusesLargeBodies() async throws {
    let sidecar = try await Sidecar.start()
    let large = Data("{\"action\": \"\(String(repeating: "a", count: 1 << 20))\"}".utf8)
    #expect(try sidecar.askWithCurl(large).status == 413)
    #expect(try sidecar.askWithCurl(try Self.goodBody()).status == 200)
  }

  @Test("bytes that are not HTTP/2 close their connection and nothing else")
  func refusesOtherProtocols() async throws {
    let sidecar = try await Sidecar.start()
    let address = sidecar.decisions.replacing(":", with: "/")
    let script = "exec 3<>/dev/tcp/\(address); printf 'hello\\r\\n\\r\\n' >&3; cat <&3 >/dev/null"
    #expect(try Command.run(["bash", "-c", script]).status == 0)
    #expect(try sidecar.askWithCurl(try Self.goodBody()).status == 200)
  }

  @Test("a batch answers its good items and refuses its bad ones in their place")
  func refusesItemsOfBatches() async throws {
    let sidecar = try await Sidecar.start()
    let good = String(decoding: try Self.goodBody(), as: UTF8.self)
    let batch = "{\"requests\": [\(good), {\"colour\": 1}, \(good)]}"
    let answer = try sidecar.curl(
      ["http://\(sidecar.decisions)/v1/authorize/batch"],
      body: Data(batch.utf8)
    )
    #expect(answer.status == 200)
    let results = try #require(answer.body?["results"]?.elements, "\(answer.text)")
    try #require(results.count == 3)
    #expect(results[0]["decision"]?.text == "allow")
    #expect(results[1]["error"]?["message"]?.text?.isEmpty == false)
    #expect(results[2]["decision"]?.text == "allow")
  }

  private static func goodBody() throws -> Data {
    try #require(Example.questions.first).body
  }
}
