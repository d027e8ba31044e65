import PosternModel
import PosternText

/// Reads the shape of a document: the elements at the top and the list of statements (section 1.2).
struct DocumentParser {
  private static let elements = WordList(["Version", "Id", "Statement"])

  let source: PolicySource

  /// Returns the document's outline.
  ///
  /// - Throws: the first error of shape in the order of the text.
  func parse() throws(PolicyError) -> DocumentOutline {
    let start = source.start(source.root)
    guard let members = source.members(source.root) else {
      let found = source.description(source.root)
      throw .syntax("a policy must be an object, not \(found)", help: nil, at: start)
    }
    var version: PolicyString?
    var id: PolicyString?
    var statements: [StatementOutline]?
    for member in members {
      switch member.name.text {
      case "Version": version = try self.version(member.value)
      case "Id": id = try self.id(member.value)
      case "Statement": statements = try self.statements(member.value)
      default: throw unknownElement(member.name)
      }
    }
    guard let statements else {
      throw .syntax("the policy has no `Statement`", help: nil, at: start)
    }
    return DocumentOutline(version: version, id: id, statements: statements, start: start)
  }

  private func version(_ node: Int) throws(PolicyError) -> PolicyString {
    let expected = WordList(["2012-10-17", "2008-10-17"])
    guard let text = source.string(node) else {
      let found = source.description(node)
      throw .syntax(
        "`Version` must be \(expected.listed) as a string, not \(found)",
        help: nil,
        at: source.start(node)
      )
    }
    guard PolicyDocument.Version(rawValue: text.text) != nil else {
      throw .syntax(
        "unknown version `\(text.text.shown)`, expected \(expected.listed)",
        help: expected.guess(for: text.text),
        at: text.position
      )
    }
    return text
  }

  private func id(_ node: Int) throws(PolicyError) -> PolicyString {
    guard let text = source.string(node) else {
      let found = source.description(node)
      throw .syntax("`Id` must be a string, not \(found)", help: nil, at: source.start(node))
    }
    return text
  }

  private func statements(_ node: Int) throws(PolicyError) -> [StatementOutline] {
    switch source.kind(node) {
    case .object, .array: break
    case .null, .boolean, .number, .string:
      throw .syntax(
        "`Statement` must be an object or a list of objects, not \(source.description(node))",
        help: nil,
        at: source.start(node)
      )
    }
    let elements = source.elements(node)
    guard !elements.isEmpty else {
      throw .syntax("`Statement` must not be empty", help: nil, at: source.start(node))
    }
    var statements: [StatementOutline] = []
    for (index, element) in elements.enumerated() {
      statements.append(try StatementParser(source: source, index: index).parse(element))
    }
    return statements
  }

  private func unknownElement(_ name: PolicyString) -> PolicyError {
    .syntax(
      "unknown element `\(name.text.shown)` in the policy, expected \(Self.elements.listed)",
      help: Self.elements.guess(for: name.text),
      at: name.position
    )
  }
}
