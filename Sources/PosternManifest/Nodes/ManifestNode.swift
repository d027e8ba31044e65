internal import PosternText

/// A piece of a manifest, the same for YAML and JSON: text, a list or a map, with its place.
struct ManifestNode: Sendable {
  /// What a piece is.
  indirect enum Content: Sendable {
    /// A scalar's text; `isPlain` for YAML text without quotes and for JSON numbers, booleans and
    /// null.
    case text(String, isPlain: Bool)
    /// Elements in order.
    case list([ManifestNode])
    /// Members in order, names unique.
    case map([Member])
  }

  /// One name of a map with its value.
  struct Member: Sendable {
    let name: String
    let namePosition: TextPosition
    let value: ManifestNode
  }

  let content: Content
  let position: TextPosition
  /// Which bytes of the file it is, when these are JSON; nil in YAML.
  let jsonRange: Range<Int>?

  /// What it is, for messages.
  var kindName: String {
    switch content {
    case .text(_, let isPlain): isNull(isPlain: isPlain) ? "nothing" : "text"
    case .list: "a list"
    case .map: "a map"
    }
  }

  /// The text of a scalar; nil for lists, maps and what stands for nothing (`null`, `~`, a missing
  /// value).
  var text: String? {
    guard case .text(let text, let isPlain) = content, !isNull(isPlain: isPlain) else { return nil }
    return text
  }

  /// Whether it stands for nothing.
  var isNull: Bool {
    guard case .text(_, let isPlain) = content else { return false }
    return isNull(isPlain: isPlain)
  }

  /// The members of a map, nil for everything else.
  var members: [Member]? {
    guard case .map(let members) = content else { return nil }
    return members
  }

  /// The elements of a list, nil for everything else.
  var elements: [ManifestNode]? {
    guard case .list(let elements) = content else { return nil }
    return elements
  }

  /// Returns the value of a member of a map.
  func member(_ name: String) -> ManifestNode? {
    members?.first { $0.name == name }?.value
  }

  private func isNull(isPlain: Bool) -> Bool {
    guard isPlain, case .text(let text, _) = content else { return false }
    return text.isEmpty || text == "~" || text == "null"
  }
}
