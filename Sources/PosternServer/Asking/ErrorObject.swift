package import PosternAPI
import PosternManifest
import PosternText

/// Why a command ends without an answer: lines for a person, or one JSON object for a program, in
/// the form that errors have on the wire.
///
///     {"error": {"code": "invalidEntities", "message": "a.yaml:1:7: …",
///       "problems": [{"message": "…", "help": "…", "source": "a.yaml", "line": 1, "column": 7}],
///       "problemCount": 1}}
package struct ErrorObject: Sendable {
  /// What a person reads, a line each.
  package let lines: [String]
  private let code: String
  private let message: String
  private var pointer: String?
  /// Everything that is wrong, as far as the limit on reports goes; empty for a single error.
  private var problems: [LoadProblem] = []
  private var problemCount = 0

  /// Creates the error of arguments that no command takes.
  ///
  /// - Parameters:
  ///   - message: What is wrong with them.
  ///   - lines: The same for a person, with what would be right.
  package init(usage message: String, lines: [String]) {
    code = "usage"
    self.message = message
    self.lines = lines
  }

  /// Creates the error of a question.
  package init(_ error: APIError) {
    code = error.code.name
    message = error.message
    lines = ["postern: \(error.message)"]
    pointer = error.pointer
  }

  /// Creates the error of one option.
  package init(_ error: OptionsError) {
    code = "invalidOptions"
    message = "\(error)"
    lines = ["postern: \(error)"]
  }

  /// Creates the error of a configuration.
  package init(_ failure: ConfigurationFailure) {
    self.init("invalidOptions", failure.problems, failure.totalCount, failure.lines)
  }

  /// Creates the error of a directory that is not valid.
  package init(_ failure: LoadFailure) {
    self.init("invalidEntities", failure.problems, failure.totalCount, failure.lines)
  }

  /// Creates the error of something that the system refused.
  package init(_ failure: SystemFailure) {
    code = "failed"
    message = "\(failure)"
    lines = ["postern: \(failure)"]
  }

  private init(_ code: String, _ problems: [LoadProblem], _ count: Int, _ lines: [String]) {
    self.code = code
    message = lines.first ?? ""
    self.lines = lines
    self.problems = problems
    problemCount = count
  }

  /// The object, without a line's end.
  package var json: String {
    var writer = JSONWriter(reusing: [])
    writer.beginObject()
    writer.name("error")
    writer.beginObject()
    writer.name("code")
    writer.string(code)
    writer.name("message")
    writer.string(message)
    if let pointer {
      writer.name("pointer")
      writer.string(pointer)
    }
    if !problems.isEmpty { writeProblems(into: &writer) }
    writer.endObject()
    writer.endObject()
    return String(decoding: writer.take(), as: UTF8.self)
  }

  private func writeProblems(into writer: inout JSONWriter) {
    writer.name("problems")
    writer.beginArray()
    for problem in problems { ErrorObject.write(problem, into: &writer) }
    writer.endArray()
    writer.name("problemCount")
    writer.integer(problemCount)
  }

  private static func write(_ problem: LoadProblem, into writer: inout JSONWriter) {
    writer.beginObject()
    writer.name("message")
    writer.string(problem.message)
    if let help = problem.help {
      writer.name("help")
      writer.string(help)
    }
    writer.name("source")
    writer.string(problem.file)
    if let position = problem.position {
      writer.name("line")
      writer.integer(position.line)
      writer.name("column")
      writer.integer(position.column)
    }
    writer.endObject()
  }
}
