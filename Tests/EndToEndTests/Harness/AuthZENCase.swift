import Foundation

/// One request of the AuthZEN scenario and the answer it must get.
struct AuthZENCase: Decodable, Sendable {
  /// What it is about.
  let name: String
  /// Where it is sent.
  let path: String
  /// Its method; nil for POST.
  let method: String?
  /// How its body is declared; nil for JSON, empty for not at all.
  let contentType: String?
  /// The id that it carries.
  let requestID: String?
  /// Its body: a value, or a text that is sent as it is.
  let body: JSON?
  /// The status of the answer.
  let status: Int
  /// The JSON of the answer; nil when it is a sentence.
  let answer: JSON?
  /// Whether the answer may have more members than the expected one.
  let isPart: Bool?

  /// Every case, in the order of the scenario.
  static func all() throws -> [AuthZENCase] {
    let file = Environment.repository
      .appending(path: "Tests/EndToEndTests/scenarios/authzen.json")
    return try JSONDecoder().decode([AuthZENCase].self, from: Data(contentsOf: file))
  }

  /// The bytes of the body.
  var bytes: Data {
    switch body {
    case nil, .null: Data()
    case .string(let text): Data(text.utf8)
    case .some(let value): Data(value.encoded.utf8)
    }
  }
}

extension JSON {
  /// The value as JSON text.
  var encoded: String {
    switch self {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .number(let value): Int(exactly: value).map(String.init) ?? "\(value)"
    case .string(let text): JSON.quoted(text)
    case .array(let elements): "[" + elements.map(\.encoded).joined(separator: ",") + "]"
    case .object(let members):
      "{"
        + members.sorted { $0.key < $1.key }
        .map { JSON.quoted($0.key) + ":" + $0.value.encoded }.joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.map { character in
      switch character {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      default: String(character)
      }
    }
    return "\"" + escaped.joined() + "\""
  }
}
