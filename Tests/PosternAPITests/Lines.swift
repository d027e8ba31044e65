import PosternAPI
import PosternModel
import PosternText
import Testing

/// Asks lines of JSON and looks into the answers.
enum Lines {
  /// What came back for one line.
  struct Answer {
    let outcome: LineOutcome
    let text: String
    let json: JSONValue

    /// The text of a member, or of a member of a member; nil when it is not there.
    func string(_ names: String...) -> String? {
      names.reduce(json) { value, name in value?[name] }?.scalarText
    }
  }

  /// The text of an answer as JSON again.
  static func ask(
    _ answers: inout some LineAnswering,
    _ line: String,
    number: Int = 1
  ) throws -> Answer {
    var bytes: [UInt8] = []
    let outcome = answers.answer(Array(line.utf8).span, number: number, into: &bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(!text.contains("\n"))
    return Answer(
      outcome: outcome,
      text: text,
      json: try JSONDocument(bytes, rules: .manifest).root
    )
  }

  /// Asks one line of a new simulation at a fixed time.
  static func simulate(_ line: String, number: Int = 1) throws -> Answer {
    var simulation = simulation()
    return try ask(&simulation, line, number: number)
  }

  /// A simulation at a fixed time, 2023-11-14T22:13:20Z.
  static func simulation() -> Simulation {
    Simulation(limits: .standard, secondsSinceEpoch: { 1_700_000_000 })
  }
}

extension JSONValue? {
  fileprivate subscript(name: String) -> JSONValue? { self?[name] }
}
