import Foundation
import Testing

/// A case of the corpus of decisions, as a line of a simulation.
struct CorpusCase {
  /// The line.
  let line: String
  /// What the answer must say.
  let expectation: JSON

  /// Reads all cases.
  static func all() throws -> [CorpusCase] {
    let script = Environment.repository.appending(
      path: "Tests/EndToEndTests/python/corpus_lines.py"
    )
    let corpus = Environment.repository.appending(path: "Tests/Corpus/decisions")
    let reader = try Command.run([try Environment.python(), script.path, corpus.path])
    try #require(reader.status == 0, "\(reader.complaints)")
    return try reader.output.split(separator: "\n").map {
      let item = try JSON(String($0))
      guard case .string(let line)? = item["line"] else {
        throw CocoaError(.propertyListReadCorrupt)
      }
      return CorpusCase(line: line, expectation: try #require(item["expect"]))
    }
  }

  /// Whether an answer says what the case expects.
  func accepts(_ answer: JSON) -> Bool {
    if expectation["error"] != nil { return answer["error"] != nil && answer["decision"] == nil }
    guard answer["decision"] == expectation["decision"], answer["kind"] == expectation["kind"]
    else { return false }
    let reason = answer["reason"]
    if let layer = expectation["layer"], reason?["layer"] != layer { return false }
    if let message = expectation["message"], reason?["message"] != message { return false }
    return true
  }
}
