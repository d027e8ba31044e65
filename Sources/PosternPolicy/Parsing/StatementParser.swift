import PosternModel
import PosternText

/// Reads the shape of one statement (section 1.3).
struct StatementParser {
  private static let elements = WordList([
    "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource",
    "Condition",
  ])
  private static let effects = WordList(["Allow", "Deny"])

  let source: PolicySource
  /// The statement's place in the document, counted from 0.
  let index: Int

  /// Returns the statement's outline.
  ///
  /// - Throws: the first error of shape.
  func parse(_ node: Int) throws(PolicyError) -> StatementOutline {
    guard let members = source.members(node) else {
      let found = source.description(node)
      throw .syntax(
        "a statement must be an object, not \(found)",
        help: nil,
        at: source.start(node)
      )
    }
    let names = members.map(\.name)
    for name in names where !Self.elements.contains(name.text) { throw unknownElement(name) }
    for pair in ["Principal", "Action", "Resource"] { try checkOne(of: pair, names) }
    return StatementOutline(
      index: index,
      sid: try sid(members),
      effectText: try effect(members, at: source.start(node)),
      principal: try principal(members),
      action: try action(members),
      resource: try resource(members),
      conditions: try conditions(members),
      start: source.start(node),
      end: source.end(node)
    )
  }

  private func checkOne(of element: String, _ names: [PolicyString]) throws(PolicyError) {
    let pair = names.filter { $0.text == element || $0.text == "Not" + element }
    guard pair.count < 2 else {
      throw .syntax(
        "a statement has either `\(element)` or `Not\(element)`, not both",
        help: nil,
        at: pair[1].position
      )
    }
  }

  private func sid(_ members: [PolicySource.Member]) throws(PolicyError) -> PolicyString? {
    guard let node = members.value(of: "Sid") else { return nil }
    guard let text = source.string(node) else {
      let found = source.description(node)
      throw .syntax("`Sid` must be a string, not \(found)", help: nil, at: source.start(node))
    }
    return text
  }

  private func effect(
    _ members: [PolicySource.Member],
    at start: TextPosition
  ) throws(PolicyError) -> PolicyString {
    guard let node = members.value(of: "Effect") else {
      throw .syntax("the statement has no `Effect`", help: nil, at: start)
    }
    guard let text = source.string(node) else {
      throw .syntax(
        "`Effect` must be \(Self.effects.listed), not \(source.description(node))",
        help: nil,
        at: source.start(node)
      )
    }
    // A known word in another letter case is an error that comes later in the order (section 1.4).
    guard ["allow", "deny"].contains(text.text.lowercased()) else {
      throw .syntax(
        "unknown effect `\(text.text.shown)`, expected \(Self.effects.listed)",
        help: Self.effects.guess(for: text.text),
        at: text.position
      )
    }
    return text
  }

  private func principal(
    _ members: [PolicySource.Member]
  ) throws(PolicyError) -> Placed<PrincipalElement>? {
    guard let (member, isNegated) = member(of: "Principal", members) else { return nil }
    let parser = PrincipalParser(source: source, name: member.name.text)
    let element = PrincipalElement(
      isNegated: isNegated,
      entries: try parser.entries(member.value)
    )
    return Placed(element: element, position: member.name.position)
  }

  private func action(
    _ members: [PolicySource.Member]
  ) throws(PolicyError) -> Placed<ActionElement>? {
    guard let (member, isNegated) = member(of: "Action", members) else { return nil }
    let element = ActionElement(isNegated: isNegated, entries: try strings(member))
    return Placed(element: element, position: member.name.position)
  }

  private func resource(
    _ members: [PolicySource.Member]
  ) throws(PolicyError) -> Placed<ResourceElement>? {
    guard let (member, isNegated) = member(of: "Resource", members) else { return nil }
    let element = ResourceElement(isNegated: isNegated, entries: try strings(member))
    return Placed(element: element, position: member.name.position)
  }

  private func conditions(
    _ members: [PolicySource.Member]
  ) throws(PolicyError) -> [Condition] {
    guard let node = members.value(of: "Condition") else { return [] }
    return try ConditionParser(source: source).parse(node)
  }

  /// The member of a pair, and whether it is the negated one.
  private func member(
    of element: String,
    _ members: [PolicySource.Member]
  ) -> (member: PolicySource.Member, isNegated: Bool)? {
    members.first { $0.name.text == element || $0.name.text == "Not" + element }
      .map { ($0, $0.name.text != element) }
  }

  /// A string or a list of strings (G-20, G-22); the list may still be empty.
  private func strings(_ member: PolicySource.Member) throws(PolicyError) -> [PolicyString] {
    var strings: [PolicyString] = []
    for element in source.elements(member.value) {
      guard let string = source.string(element) else {
        let found = source.description(element)
        throw .syntax(
          "`\(member.name.text)` must be a string or a list of strings, not \(found)",
          help: nil,
          at: source.start(element)
        )
      }
      strings.append(string)
    }
    return strings
  }

  private func unknownElement(_ name: PolicyString) -> PolicyError {
    .syntax(
      "unknown element `\(name.text.shown)` in the statement, expected \(Self.elements.listed)",
      help: Self.elements.guess(for: name.text),
      at: name.position
    )
  }
}

extension [PolicySource.Member] {
  /// The value of the member with this name, or nil.
  func value(of name: String) -> Int? { first { $0.name.text == name }?.value }
}
