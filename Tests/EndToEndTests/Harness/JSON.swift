import Foundation

/// A JSON value, for looking into answers.
enum JSON: Equatable, Sendable, Decodable {
  case null
  case boolean(Bool)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  init(_ text: String) throws {
    self = try JSONDecoder().decode(JSON.self, from: Data(text.utf8))
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  /// The member of an object; nil when it has none of that name.
  subscript(name: String) -> JSON? { members?[name] }

  /// The members of an object; nil for anything else.
  var members: [String: JSON]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The elements of an array; nil for anything else.
  var elements: [JSON]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The characters of a string; nil for anything else.
  var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The value of a whole number; nil for anything else.
  var integer: Int? {
    if case .number(let number) = self { Int(exactly: number) } else { nil }
  }

  /// Returns where `actual` lacks or contradicts something of this value; it may have more members.
  func differences(in actual: JSON?, at pointer: String = "") -> [String] {
    switch (self, actual) {
    case (.object(let expected), .object(let found)):
      expected.sorted { $0.key < $1.key }.flatMap {
        $0.value.differences(in: found[$0.key], at: "\(pointer)/\($0.key)")
      }
    case (.array(let expected), .array(let found)) where expected.count == found.count:
      zip(expected, found).enumerated().flatMap {
        $0.element.0.differences(in: $0.element.1, at: "\(pointer)/\($0.offset)")
      }
    default:
      actual == self
        ? [] : ["\(pointer): expected \(self), found \(actual.map { "\($0)" } ?? "nothing")"]
    }
  }
}
