import ArgumentParser

/// How an answer is written.
enum AnswerFormat: String, ExpressibleByArgument, CaseIterable {
  /// For a person.
  case text
  /// For a program.
  case json
}
