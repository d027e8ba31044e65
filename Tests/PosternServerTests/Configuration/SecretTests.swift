import Foundation
import Testing

@Suite("Secrets among the options")
struct SecretTests {
  /// A value that came from elsewhere, and the problem that may name its origin only.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: String
    let problem: String
  }

  private static let listener = "decisions: {address: '127.0.0.1:1', tls: "

  @Test(
    "what was put in from elsewhere is never repeated, only where it came from",
    arguments: [
      Case(
        testDescription: "a variable where a word belongs",
        text: "log: {level: '${SECRET}'}",
        problem: "`log.level` is `${SECRET}`, expected one of"
      ),
      Case(
        testDescription: "a variable inside of a number",
        text: "server: {loops: '1${SECRET}'}",
        problem: "`server.loops` is `1${SECRET}`, expected"
      ),
      Case(
        testDescription: "a file where a word belongs",
        text: "log: {format: 'file:SECRET_FILE'}",
        problem: "`log.format` is `file:SECRET_FILE`, expected"
      ),
      Case(
        testDescription: "a variable where an address belongs",
        text: "decisions: '${SECRET}'",
        problem: "`${SECRET}`: expected `HOST:PORT`"
      ),
      Case(
        testDescription: "a file where a flag belongs",
        text: "decisions: {address: '127.0.0.1:1', insecure: 'file:SECRET_FILE'}",
        problem: "`decisions[0].insecure` is `file:SECRET_FILE`, expected"
      ),
      Case(
        testDescription: "the text of a key where its path belongs",
        text: listener + "{certificateFile: a, keyFile: 'file:SECRET_FILE'}}",
        problem: "`decisions[0].tls.keyFile` takes a path, and `file:SECRET_FILE` is the text of "
          + "that file; give the path itself"
      ),
      Case(
        testDescription: "the lines of a key where its path belongs",
        text: listener + "{certificateFile: a, keyFile: \"BEGIN\\nhunter2\\nEND\"}}",
        problem: "`decisions[0].tls.keyFile` has more than one line, or control characters, "
          + "expected the path of a file in PEM; give the path itself"
      ),
      Case(
        testDescription: "a variable with lines where a path belongs",
        text: listener + "{certificateFile: '${LINES}', keyFile: a}}",
        problem: "`decisions[0].tls.certificateFile` has more than one line"
      ),
      Case(
        testDescription: "a file where the path of the directory belongs",
        text: "entities: {directory: 'file:SECRET_FILE'}",
        problem: "`entities.directory` takes a path, and `file:SECRET_FILE` is the text of that "
          + "file; give the path itself"
      ),
    ]
  )
  func hides(test: Case) throws {
    let secret = try ConfigurationFile("hunter2\n")
    let problems = try ConfigurationFile.problems(
      test.text.replacing("SECRET_FILE", with: secret.path),
      environment: ["SECRET": "hunter2", "LINES": "BEGIN\nhunter2\nEND"]
    )
    let expected = test.problem.replacing("SECRET_FILE", with: secret.path)
    #expect(problems.count == 1, "\(problems)")
    #expect(problems.allSatisfy { $0.contains(expected) }, "\(problems)")
    #expect(!problems.contains { $0.contains("hunter2") }, "\(problems)")
  }

  @Test("a variable of the environment that takes another one hides it too")
  func variable() throws {
    let problems = try ConfigurationFile.problems(
      "",
      environment: ["POSTERN_LOG__LEVEL": "${MYSECRET}", "MYSECRET": "hunter2"]
    )
    #expect(
      problems == [
        "POSTERN_LOG__LEVEL: `log.level` is `${MYSECRET}`, expected one of `debug`, `info`, "
          + "`notice`, `warning`, `error`"
      ]
    )
  }
}
