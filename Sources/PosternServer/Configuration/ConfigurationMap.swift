import PosternManifest
import PosternText

/// Reads the members of one map of the configuration and says what is wrong with each.
struct ConfigurationMap {
  /// A text and where it stands.
  struct PlacedText {
    let text: String
    let place: ConfigurationPlace
    /// How it was written, where something was put in from elsewhere.
    private let reference: String?

    init(_ text: String, of node: ConfigurationNode) {
      self.text = text
      place = node.place
      reference = node.reference
    }

    /// Whether something was put in from elsewhere, which may be a secret.
    var isForeign: Bool { reference != nil }

    /// Whether it is the text of a file.
    var isFromFile: Bool { reference?.hasPrefix("file:/") == true }

    /// What a message may repeat of it.
    var shown: String { QuotedText.shortened(reference ?? text) }
  }

  /// The path of names that leads to the map; empty for the whole configuration.
  let path: String
  private let members: [String: ConfigurationNode]

  /// Opens a map; what is not one is a problem, and so is every name that is not expected.
  init?(
    _ node: ConfigurationNode,
    path: String,
    expected: [String],
    problems: inout ProblemList
  ) {
    self.path = path
    guard let list = node.members else {
      guard !node.isUnreadable else { return nil }
      let subject = path.isEmpty ? "the configuration" : "`\(path)`"
      problems.add(
        "expected a map for \(subject), found \(node.kindName)",
        help: nil,
        at: node.place
      )
      return nil
    }
    members = Dictionary(list.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    for member in list where !expected.contains(member.name) {
      ConfigurationMap.refuse(member, in: path, expected: expected, &problems)
    }
  }

  /// Returns a member, whatever it is; nil when it is left out.
  func node(_ name: String) -> ConfigurationNode? { members[name] }

  /// Returns the whole name of a member.
  func path(of name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  /// Returns the text of a member; anything else is a problem, and nil as if it were left out.
  func text(
    _ name: String,
    expecting expectation: String,
    _ problems: inout ProblemList
  ) -> PlacedText? {
    guard let node = members[name] else { return nil }
    guard case .text(let text) = node.content else {
      guard !node.isUnreadable else { return nil }
      problems.add(
        "expected \(expectation) for `\(path(of: name))`, found \(node.kindName)",
        help: node.isNothing ? "leave the option out instead" : nil,
        at: node.place
      )
      return nil
    }
    return PlacedText(text, of: node)
  }

  /// Whether a text can be a path; else that is a problem, which never repeats the text: it may be
  /// the secret that belongs into the file.
  func isPath(
    _ value: PlacedText,
    of name: String,
    expecting expectation: String,
    _ problems: inout ProblemList
  ) -> Bool {
    let fault: String
    if value.isFromFile {
      fault = "takes a path, and `\(value.shown)` is the text of that file"
    } else if value.text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
      fault = "has more than one line, or control characters, expected \(expectation)"
    } else {
      return true
    }
    problems.add(
      "`\(path(of: name))` \(fault)",
      help: "give the path itself",
      at: value.place
    )
    return false
  }

  /// Returns a member that must be there, as `text` does.
  func requiredText(
    _ name: String,
    expecting expectation: String,
    at place: ConfigurationPlace,
    _ problems: inout ProblemList
  ) -> PlacedText? {
    if members[name] == nil {
      problems.add("`\(path(of: name))` is missing, expected \(expectation)", help: nil, at: place)
    }
    return text(name, expecting: expectation, &problems)
  }

  /// Returns `true` or `false`; nil when it is left out or a problem.
  func boolean(_ name: String, _ problems: inout ProblemList) -> Bool? {
    let expectation = "`true` or `false`"
    guard let value = text(name, expecting: expectation, &problems) else { return nil }
    switch value.text {
    case "true": return true
    case "false": return false
    default:
      refuse(value, of: name, expecting: expectation, &problems)
      return nil
    }
  }

  /// Returns a whole number; nil when it is left out or a problem.
  func number(
    _ name: String,
    _ range: ClosedRange<Int>,
    _ problems: inout ProblemList
  ) -> Int? {
    let expectation = Setting.Form.number(range).expectation
    guard let value = text(name, expecting: expectation, &problems) else { return nil }
    guard let number = Int(value.text), range.contains(number) else {
      refuse(value, of: name, expecting: expectation, &problems)
      return nil
    }
    return number
  }

  /// Returns the elements of a list; none when it is left out or a problem.
  func list(_ name: String, _ problems: inout ProblemList) -> [ConfigurationNode] {
    guard let node = members[name] else { return [] }
    switch node.content {
    case .list(let elements): return elements
    case .nothing, .unreadable: return []
    case .text, .map:
      problems.add(
        "expected a list for `\(path(of: name))`, found \(node.kindName)",
        help: nil,
        at: node.place
      )
      return []
    }
  }

  /// Adds the problem that a member has a value which it does not take.
  func refuse(
    _ value: PlacedText,
    of name: String,
    expecting expectation: String,
    _ problems: inout ProblemList
  ) {
    problems.add(
      "`\(path(of: name))` is `\(value.shown)`, expected \(expectation)",
      help: nil,
      at: value.place
    )
  }

  private static func refuse(
    _ member: ConfigurationNode.Member,
    in path: String,
    expected: [String],
    _ problems: inout ProblemList
  ) {
    let section = path.isEmpty ? "" : " of `\(path)`"
    problems.add(
      "unknown option `\(QuotedText.shortened(member.name))`\(section)",
      // To find what was meant takes longer than to read the name.
      help: problems.isFull ? nil : advice(on: member.name, expected: expected),
      at: member.place
    )
  }

  private static func advice(on name: String, expected: [String]) -> String {
    // A name that stands in the wrong section is found by itself, before one that is only like it.
    let elsewhere = Setting.all.first { $0.name == name }?.path
    if let closest = elsewhere ?? Spelling.closest(to: name, among: expected) {
      return "did you mean `\(closest)`?"
    }
    return "expected one of " + expected.map { "`\($0)`" }.joined(separator: ", ")
  }
}

extension ConfigurationNode {
  /// Whether no value was given.
  fileprivate var isNothing: Bool {
    if case .nothing = content { true } else { false }
  }
}

extension ProblemList {
  /// Adds a problem with what was given at a place.
  mutating func add(_ message: String, help: String?, at place: ConfigurationPlace) {
    add(message, help: help, file: place.source, position: place.position)
  }
}
