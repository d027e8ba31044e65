import PosternText

/// Where the members of one question stand on the tape: a node for each, nil for one that was left
/// out.
struct QuestionMembers {
  private enum Member: Int, CaseIterable {
    case principal
    case action
    case resource
    case resourceAccount
    case context
    case resourceTags
    case requestTags
    case explain

    var name: StaticString {
      switch self {
      case .principal: "principal"
      case .action: "action"
      case .resource: "resource"
      case .resourceAccount: "resourceAccount"
      case .context: "context"
      case .resourceTags: "resourceTags"
      case .requestTags: "requestTags"
      case .explain: "explain"
      }
    }
  }

  // Node 0 is the whole text and no member of anything: it stands for none.
  private var nodes = InlineArray<8, UInt32>(repeating: 0)

  var principal: Int? { self[.principal] }
  var action: Int? { self[.action] }
  var resource: Int? { self[.resource] }
  var resourceAccount: Int? { self[.resourceAccount] }
  var context: Int? { self[.context] }
  var resourceTags: Int? { self[.resourceTags] }
  var requestTags: Int? { self[.requestTags] }
  var explain: Int? { self[.explain] }

  /// Whether one of the maps is there that become context.
  var hasMaps: Bool { context != nil || resourceTags != nil || requestTags != nil }

  @inline(__always)
  private subscript(member: Member) -> Int? {
    let node = nodes[member.rawValue]
    return node == 0 ? nil : Int(node)
  }

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
    // One by one, for each comparison to know its literal: a loop would compare byte for byte.
    func isTaken(as member: Member) -> Bool {
      guard tape.equals(name, of: text, member.name) else { return false }
      nodes[member.rawValue] = UInt32(value)
      return true
    }
    return isTaken(as: .principal) || isTaken(as: .action) || isTaken(as: .resource)
      || isTaken(as: .context) || isTaken(as: .explain) || isTaken(as: .resourceAccount)
      || isTaken(as: .resourceTags) || isTaken(as: .requestTags)
  }

  /// Forgets members that may be left out and stand for nothing.
  mutating func dropNulls(_ tape: JSONTape) {
    let members: [Member] = [.resourceAccount, .context, .resourceTags, .requestTags, .explain]
    for member in members {
      if let node = self[member], tape.kind(node) == .null { nodes[member.rawValue] = 0 }
    }
  }

  /// The names of all members.
  static let names = Member.allCases.map(\.name.description)
}
