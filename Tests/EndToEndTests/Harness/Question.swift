import Foundation
import Testing

/// One question of the example: what is asked, word by word, and what the answer must say.
struct Question: Sendable, CustomTestStringConvertible {
  /// The name of its file.
  let name: String
  /// The bytes to send: the member `request` as the file spells it.
  let body: Data
  /// Whether it is for a listener that trusts its callers.
  let isTrusted: Bool
  /// The status that the answer must have.
  let status: Int
  /// The members that the answer must have.
  let expectation: JSON

  var testDescription: String { name }

  init(file: URL) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    let recorded = try JSON(text)
    name = file.deletingPathExtension().lastPathComponent
    body = try Self.rawRequest(in: text)
    isTrusted = recorded["trustedContext"] == .boolean(true)
    let expected = try #require(recorded["expect"])
    guard let refusal = expected["status"] else {
      status = 200
      expectation = Self.answer(expected)
      return
    }
    status = try #require(refusal.integer)
    expectation = .object(["error": .object(["pointer": expected["pointer"] ?? .null])])
  }

  /// Cuts the request out of the file, so that its numbers are sent as they are written there.
  private static func rawRequest(in text: String) throws -> Data {
    let start = try #require(text.range(of: "\n  \"request\": "))
    let end = try #require(text.range(of: "\n  }", range: start.upperBound..<text.endIndex))
    return Data(text[start.upperBound..<end.upperBound].utf8)
  }

  /// Puts the members of an expectation where the answer has them.
  private static func answer(_ expected: JSON) -> JSON {
    let members = expected.members ?? [:]
    let isOuter = { (name: String) in name == "decision" || name == "kind" }
    let reason = members.filter { !isOuter($0.key) }
    return .object(members.filter { isOuter($0.key) }.merging(["reason": .object(reason)]) { $1 })
  }
}
