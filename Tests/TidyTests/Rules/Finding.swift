/// A place where a rule is broken, and what to do instead.
struct Finding: Equatable, Sendable, CustomStringConvertible {
  /// The file, from the top of the repository.
  let path: String
  /// The line, from 1.
  let line: Int
  /// What to do, as a sentence without a full stop.
  let advice: String

  var description: String { "\(path):\(line): \(advice)" }
}
