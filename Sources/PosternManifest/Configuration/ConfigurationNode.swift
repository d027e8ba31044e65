/// A piece of configuration: text, a list or a map, and where it was given.
///
/// Every piece knows its own place, so that what several sources have said can be laid over each
/// other and still be answered for.
package struct ConfigurationNode: Sendable {
  /// What a piece is.
  package indirect enum Content: Sendable {
    /// A scalar's text.
    case text(String)
    /// No value at all: `null`, `~`, or nothing behind the colon.
    case nothing
    /// Text that could not be put together, which is a problem already: nobody needs to say more.
    case unreadable
    /// Elements in order.
    case list([ConfigurationNode])
    /// Members in order, names unique.
    case map([Member])
  }

  /// One name of a map with its value.
  package struct Member: Sendable {
    /// The name.
    package let name: String
    /// Where the name stands.
    package let place: ConfigurationPlace
    /// What it stands for.
    package let value: ConfigurationNode

    /// Creates a member.
    package init(name: String, place: ConfigurationPlace, value: ConfigurationNode) {
      self.name = name
      self.place = place
      self.value = value
    }
  }

  /// What it is.
  package let content: Content
  /// Where it begins.
  package let place: ConfigurationPlace
  /// A text as it was written, where something was put in from elsewhere; nil for all others.
  ///
  /// What was put in may be a secret, so messages repeat this instead.
  package let reference: String?

  /// Creates a piece that is as it was written.
  package init(_ content: Content, at place: ConfigurationPlace) {
    self.content = content
    self.place = place
    reference = nil
  }

  /// Creates a text into which something was put in from elsewhere.
  package init(text: String, reference: String, at place: ConfigurationPlace) {
    content = .text(text)
    self.place = place
    self.reference = reference
  }

  /// Creates the tree in which nothing is given but `value`, at the end of a path of names.
  package init(path: some BidirectionalCollection<String>, value: ConfigurationNode) {
    self = path.reversed().reduce(value) { value, name in
      let member = Member(name: name, place: value.place, value: value)
      return ConfigurationNode(.map([member]), at: value.place)
    }
  }

  /// The members of a map; none when nothing was given, nil for text and lists.
  package var members: [Member]? {
    switch content {
    case .map(let members): members
    case .nothing: []
    case .text, .list, .unreadable: nil
    }
  }

  /// What it is, for messages.
  package var kindName: String {
    switch content {
    case .text: "text"
    case .nothing: "nothing"
    case .unreadable: "text that cannot be read"
    case .list: "a list"
    case .map: "a map"
    }
  }

  /// Whether there is a problem with it already.
  package var isUnreadable: Bool {
    if case .unreadable = content { true } else { false }
  }

  /// Returns where the value at the end of a path of names was given; nil when it was not.
  package func place(of path: [String]) -> ConfigurationPlace? {
    guard let name = path.first else { return place }
    guard let member = members?.first(where: { $0.name == name }) else { return nil }
    return member.value.place(of: Array(path.dropFirst()))
  }

  /// Returns this piece with another one laid over it: maps are merged name by name, everything
  /// else is replaced.
  package func overlaid(with other: ConfigurationNode) -> ConfigurationNode {
    guard case .map(var members) = content, let others = other.members else { return other }
    for other in others {
      if let index = members.firstIndex(where: { $0.name == other.name }) {
        let value = members[index].value.overlaid(with: other.value)
        members[index] = Member(name: other.name, place: other.place, value: value)
      } else {
        members.append(other)
      }
    }
    return ConfigurationNode(.map(members), at: place)
  }
}
