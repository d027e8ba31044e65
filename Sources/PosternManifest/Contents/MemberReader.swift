internal import PosternText

/// Reads the members of one map and says what is wrong with each.
struct MemberReader {
  /// A text and where it stands.
  struct PlacedText {
    let text: String
    let position: TextPosition
  }

  let file: SourceFile
  let position: TextPosition
  private let subject: String
  private let members: [String: ManifestNode]

  /// Opens a map; what is not one is a problem.
  ///
  /// `subject` is what the map describes, with its article, for messages. Names that are not
  /// `expected` are problems; nil is for the format of somebody else: all names are tolerated, and
  /// members without a value (`null`) are as good as left out.
  init?(
    _ node: ManifestNode,
    in file: SourceFile,
    subject: String,
    expected: [String]?,
    problems: inout ProblemList
  ) {
    guard let list = node.members else {
      problems.add(
        "expected \(subject) as a map, found \(node.kindName)",
        help: nil,
        file: file.name,
        position: node.position
      )
      return nil
    }
    self.file = file
    self.subject = subject
    position = node.position
    let given = expected == nil ? list.filter { !$0.value.isNull } : list
    // A sound document has no name twice.
    members = Dictionary(given.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    guard let expected else { return }
    for member in list where !expected.contains(member.name) {
      Self.refuse(unknown: member, of: subject, expected: expected, file, &problems)
    }
  }

  private static func refuse(
    unknown member: ManifestNode.Member,
    of subject: String,
    expected: [String],
    _ file: SourceFile,
    _ problems: inout ProblemList
  ) {
    let names = expected.map { "`\($0)`" }.joined(separator: ", ")
    let closest = Spelling.closest(to: member.name, among: expected)
    problems.add(
      "unknown member `\(QuotedText.shortened(member.name))` of \(subject), expected one of "
        + names,
      help: closest.map { "did you mean `\($0)`?" },
      file: file.name,
      position: member.namePosition
    )
  }

  /// Returns a member; one that stands for nothing is a problem and counts as absent.
  func member(_ name: String, _ problems: inout ProblemList) -> ManifestNode? {
    guard let node = members[name] else { return nil }
    guard node.isNull else { return node }
    problems.add(
      "expected a value for `\(name)`, found nothing",
      help: "leave the member out instead",
      file: file.name,
      position: node.position
    )
    return nil
  }

  /// Whether the map has a member, whatever its value.
  func has(_ name: String) -> Bool { members[name] != nil }

  /// Returns a member that must be there.
  func required(_ name: String, _ problems: inout ProblemList) -> ManifestNode? {
    if members[name] == nil {
      problems.add(
        "\(subject) lacks the member `\(name)`",
        help: nil,
        file: file.name,
        position: position
      )
    }
    return member(name, &problems)
  }

  /// Returns the text of a member that may be left out.
  func text(_ name: String, _ problems: inout ProblemList) -> PlacedText? {
    guard let node = member(name, &problems) else { return nil }
    return Self.text(of: node, name, in: file, &problems)
  }

  /// Returns the text of a member that must be there.
  func requiredText(_ name: String, _ problems: inout ProblemList) -> PlacedText? {
    guard let node = required(name, &problems) else { return nil }
    return Self.text(of: node, name, in: file, &problems)
  }

  /// Returns the text of a member that does not matter enough to be a problem.
  func optionalText(_ name: String) -> String? { members[name]?.text }

  /// Returns the elements of a member that is a list; none when it is left out.
  func list(_ name: String, _ problems: inout ProblemList) -> [ManifestNode] {
    guard let node = member(name, &problems) else { return [] }
    guard let elements = node.elements else {
      problems.add(
        "expected a list for `\(name)`, found \(node.kindName)",
        help: nil,
        file: file.name,
        position: node.position
      )
      return []
    }
    return elements
  }

  /// Returns the texts of a member that is a list of text; none when it is left out.
  func texts(_ name: String, _ problems: inout ProblemList) -> [PlacedText] {
    var texts: [PlacedText] = []
    for element in list(name, &problems) {
      if let text = Self.text(of: element, name, in: file, &problems) { texts.append(text) }
    }
    return texts
  }

  /// Returns the text of a node; anything else is a problem.
  static func text(
    of node: ManifestNode,
    _ name: String,
    in file: SourceFile,
    _ problems: inout ProblemList
  ) -> PlacedText? {
    guard let text = node.text else {
      problems.add(
        "expected text for `\(name)`, found \(node.kindName)",
        help: nil,
        file: file.name,
        position: node.position
      )
      return nil
    }
    return PlacedText(text: text, position: node.position)
  }
}
