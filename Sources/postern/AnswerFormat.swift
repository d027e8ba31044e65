import ArgumentParser
import PosternServer

/// How an answer is written.
enum AnswerFormat: String, ExpressibleByArgument, CaseIterable {
  /// For a person.
  case text
  /// For a program.
  case json

  /// Says on standard error what went wrong.
  func complain(_ error: ErrorObject) {
    switch self {
    case .text: for line in error.lines { StandardError.writeLine(line) }
    case .json: StandardError.writeLine(error.json)
    }
  }

  /// The format that arguments ask for which no command takes; text when they do not say.
  init(askedForBy arguments: [String]) {
    let isAsked = arguments.indices.contains { index in
      switch arguments[index] {
      case "-o", "--output":
        index + 1 < arguments.count && arguments[index + 1] == AnswerFormat.json.rawValue
      case "-o=json", "--output=json": true
      default: false
      }
    }
    self = isAsked ? .json : .text
  }
}
