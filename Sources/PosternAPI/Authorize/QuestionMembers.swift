import PosternText

/// Where the members of one question stand on the tape: a node for each, nil for one that was left
/// out.
struct QuestionMembers {
  private(set) var principal: Int?
  private(set) var action: Int?
  private(set) var resource: Int?
  private(set) var resourceAccount: Int?
  private(set) var context: Int?
  private(set) var resourceTags: Int?
  private(set) var requestTags: Int?
  private(set) var explain: Int?

  /// The members of nothing.
  init() {}

  /// Finds the members of the object at `node`; an unknown one is refused, never dropped.
  init(of node: Int, tape: JSONTape, text: Span<UInt8>) throws(APIError) {
    guard tape.kind(node) == .object else {
      throw APIError(.wrongType, "expected an object", at: node, of: tape, in: text)
    }
    var name = tape.firstChild(node)
    for _ in 0..<tape.childCount(node) {
      let value = tape.next(name)
      guard take(name: name, value: value, tape: tape, text: text) else {
        throw .unknownMember(
          name: name,
          expected: QuestionMembers.names,
          tape: tape,
          text: text
        )
      }
      name = tape.next(value)
    }
  }

  /// Takes a member of a question; returns whether it is one.
  mutating func take(name: Int, value: Int, tape: JSONTape, text: Span<UInt8>) -> Bool {
    // The length tells nearly all names apart, where escapes do not hide it.
    let byteCount = tape.hasEscapes(name) ? nil : tape.byteRange(name).count
    func isNamed(_ literal: StaticString) -> Bool {
      (byteCount == nil || byteCount == literal.utf8CodeUnitCount)
        && tape.equals(name, of: text, literal)
    }
    if isNamed("principal") {
      principal = value
    } else if isNamed("action") {
      action = value
    } else if isNamed("resource") {
      resource = value
    } else if isNamed("context") {
      context = value
    } else if isNamed("explain") {
      explain = value
    } else if isNamed("resourceAccount") {
      resourceAccount = value
    } else if isNamed("resourceTags") {
      resourceTags = value
    } else if isNamed("requestTags") {
      requestTags = value
    } else {
      return false
    }
    return true
  }

  /// Forgets members that may be left out and stand for nothing.
  mutating func dropNulls(_ tape: JSONTape) {
    func kept(_ node: Int?) -> Int? { node.flatMap { tape.kind($0) == .null ? nil : $0 } }
    resourceAccount = kept(resourceAccount)
    context = kept(context)
    resourceTags = kept(resourceTags)
    requestTags = kept(requestTags)
    explain = kept(explain)
  }

  /// The names of all members.
  static let names = [
    "principal", "action", "resource", "resourceAccount", "context", "resourceTags",
    "requestTags", "explain",
  ]
}
