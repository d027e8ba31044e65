import PosternAPI
import PosternManifest
import PosternServer
import Testing

@Suite("Errors of commands")
struct ErrorObjectTests {
  @Test("a question's error is the object that the wire has (decision-api §1)")
  func question() {
    let error = APIError(.invalidAction, "no `:`", pointer: "/action", position: nil)
    let object = ErrorObject(error)
    #expect(
      object.json
        == #"{"error":{"code":"invalidAction","message":"no `:`","pointer":"/action"}}"#
    )
    #expect(object.lines == ["postern: no `:`"])
  }

  @Test("arguments and options have a sentence of their own, and text is written as JSON wants it")
  func sentences() {
    let usage = ErrorObject(usage: "Unknown option '\"'", lines: ["Error", "Usage"])
    #expect(usage.json == #"{"error":{"code":"usage","message":"Unknown option '\"'"}}"#)
    #expect(usage.lines == ["Error", "Usage"])
    let option = ErrorObject(OptionsError(.malformedContext, subject: "--context", "no value"))
    #expect(
      option.json == #"{"error":{"code":"invalidOptions","message":"--context: no value"}}"#
    )
    #expect(option.lines == ["postern: --context: no value"])
  }

  @Test("a configuration's error lists every problem with its place")
  func configuration() {
    let sources = ConfigurationSources(
      file: nil,
      assignments: ["log.levle=x", "server.loops=many"],
      flags: [],
      environment: [:]
    )
    #expect {
      _ = try Configuration(sources)
    } throws: { error in
      let failure = try #require(error as? ConfigurationFailure)
      let object = ErrorObject(failure)
      #expect(object.lines == failure.lines)
      #expect(object.lines.count == 2)
      #expect(object.json.hasPrefix(#"{"error":{"code":"invalidOptions","message":""#))
      #expect(object.json.contains(#""help":"did you mean `level`?","source":""#))
      #expect(object.json.hasSuffix(#"],"problemCount":2}}"#))
      return true
    }
  }

  @Test(
    "a word that is no name is answered with what was meant",
    arguments: [
      ("athorize", "Unknown command 'athorize'. Did you mean 'authorize'?"),
      ("chekc", "Unknown command 'chekc'. Did you mean 'check'?"),
      ("frobnicate", "Unknown command 'frobnicate'"), ("a\u{1B}b", "Unknown command 'a\u{FFFD}b'"),
    ]
  )
  func words(word: String, message: String) {
    let names = ["authorize", "check", "config"]
    #expect(UnknownWord(word, as: "command", among: names).message == message)
  }
}
