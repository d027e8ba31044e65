package import PosternText

/// A JSON text that can be taken apart: scalars keep their spelling.
package indirect enum JSONTree {
  /// A string, number, boolean or null as it was written.
  case scalar(String)
  /// An array.
  case array([JSONTree])
  /// An object, in the order of the text.
  case object([(name: String, value: JSONTree)])

  /// Copies a parsed value.
  package init(_ value: JSONValue) {
    switch value.kind {
    case .array: self = .array(value.elements.map { JSONTree($0) })
    case .object: self = .object(value.members.map { ($0.name, JSONTree($0.value)) })
    case .null, .boolean, .number, .string: self = .scalar(value.rawText)
    }
  }

  /// The JSON text.
  package var text: String {
    switch self {
    case .scalar(let text): text
    case .array(let elements): JSONLiteral.array(elements.map(\.text))
    case .object(let members): JSONLiteral.object(members.map { ($0.name, $0.value.text) })
    }
  }

  /// Returns the object with the members of another in place of its own, or beside them.
  package func overlaid(by other: JSONTree) -> JSONTree {
    guard case .object(var members) = self, case .object(let others) = other else { return other }
    for (name, value) in others {
      if let index = members.firstIndex(where: { $0.name == name }) {
        members[index].value = name == "policies" ? members[index].value.overlaid(by: value) : value
      } else {
        members.append((name, value))
      }
    }
    return .object(members)
  }

  /// Every tree that is this one without one element or member, the largest pieces first.
  package var reductions: [JSONTree] {
    switch self {
    case .scalar: return []
    case .array(let elements):
      var smaller = elements.indices.map { index in JSONTree.array(elements.removing(index)) }
      for (index, element) in elements.enumerated() {
        smaller += element.reductions.map { .array(elements.replacing(index, with: $0)) }
      }
      return smaller
    case .object(let members):
      var smaller = members.indices.map { index in JSONTree.object(members.removing(index)) }
      for (index, member) in members.enumerated() {
        smaller += member.value.reductions.map {
          .object(members.replacing(index, with: (member.name, $0)))
        }
      }
      return smaller
    }
  }
}

extension Array {
  /// Returns the array without one element.
  func removing(_ index: Int) -> [Element] {
    var copy = self
    copy.remove(at: index)
    return copy
  }

  /// Returns the array with another element in one place.
  func replacing(_ index: Int, with element: Element) -> [Element] {
    var copy = self
    copy[index] = element
    return copy
  }
}
