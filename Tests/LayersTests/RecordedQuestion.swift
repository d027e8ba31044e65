import Foundation

/// A question of the example with the answer that stands behind it.
struct RecordedQuestion: Decodable {
  /// What is asked; a question that the interface refuses may lack parts.
  struct Request: Decodable {
    let principal: String?
    let action: String?
    let resource: String?
    let context: [String: Value]?
  }

  /// What the answer must be.
  struct Expectation: Decodable {
    let decision: String?
    let kind: String?
    let layer: String?
    let statements: [Statement]?
    let message: String?
  }

  /// A statement that an answer names.
  struct Statement: Decodable {
    let policy: String
    let sid: String
  }

  /// A value of the context, as text; the text of a list matters to nobody here.
  struct Value: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let flag = try? container.decode(Bool.self) {
        text = flag ? "true" : "false"
      } else if let number = try? container.decode(Decimal.self) {
        text = "\(number)"
      } else if let list = try? container.decode([Decimal].self) {
        text = "\(list)"
      } else {
        text = try container.decode(String.self)
      }
    }
  }

  let request: Request
  let expect: Expectation
}
