import PosternText

/// A name with holes: `arn:aws:app:::{type}/{id}`.
///
/// A caller's text must not be able to move the borders between the parts of a name, or two
/// different entities would have one ARN. So holes stand in the last part of an ARN only, and in
/// one that text follows, `/`, `:` and `%` are percent-encoded. A template that is `{id}` alone
/// takes ids that are ARNs already, as they are.
package struct EntityTemplate: Sendable, Equatable, CustomStringConvertible {
  /// A piece of a template.
  private enum Piece: Sendable, Equatable {
    case text(String)
    case type(isLast: Bool)
    case id(isLast: Bool)
  }

  /// The template as it was written.
  package let description: String
  private let pieces: [Piece]

  /// Whether it takes ids as they are, which must be ARNs then.
  private var isIDAlone: Bool { description == "{id}" }

  /// Reads a template; nil for one that is neither `{id}` nor an ARN with holes in its last part.
  package init?(_ text: String) {
    description = text
    var pieces: [Piece] = []
    var rest = text[...]
    while let start = rest.firstIndex(of: "{") {
      guard let end = rest[start...].firstIndex(of: "}") else { return nil }
      let name = rest[rest.index(after: start)..<end]
      let before = text[..<start]
      guard text == "{id}" || before.utf8.count(where: { $0 == UInt8(ascii: ":") }) >= 5 else {
        return nil
      }
      if !rest[..<start].isEmpty { pieces.append(.text(String(rest[..<start]))) }
      rest = rest[rest.index(after: end)...]
      switch name {
      case "type": pieces.append(.type(isLast: rest.isEmpty))
      case "id": pieces.append(.id(isLast: rest.isEmpty))
      default: return nil
      }
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    let isARN = EntityTemplate.isARN(text.utf8.span) && !text.contains("}}")
    guard isARN || text == "{id}" else { return nil }
    self.pieces = pieces
  }

  /// Whether entities with such an id can have this name: any can but of a template that takes ids
  /// as they are.
  ///
  /// - Complexity: O(n) in the length of the id.
  func takes(id: Span<UInt8>) -> Bool { !isIDAlone || EntityTemplate.isARN(id) }

  /// Whether a text has the six parts of an ARN, whatever stands in them.
  private static func isARN(_ text: Span<UInt8>) -> Bool {
    guard text.count > 4, text.isEqual(0..<4, to: "arn:") else { return false }
    var colonCount = 0
    for index in text.indices where text[index] == UInt8(ascii: ":") { colonCount += 1 }
    return colonCount >= 5
  }

  /// Appends the name of an entity.
  func append(type: Span<UInt8>, id: Span<UInt8>, to bytes: inout [UInt8]) {
    for piece in pieces {
      switch piece {
      case .text(let text): bytes.append(contentsOf: text.utf8)
      case .type(let isLast): EntityTemplate.append(type, isLast: isLast, to: &bytes)
      case .id(let isLast): EntityTemplate.append(id, isLast: isLast, to: &bytes)
      }
    }
  }

  private static func append(_ text: Span<UInt8>, isLast: Bool, to bytes: inout [UInt8]) {
    for index in text.indices {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "/") where !isLast: bytes.append(contentsOf: "%2F".utf8)
      case UInt8(ascii: ":") where !isLast: bytes.append(contentsOf: "%3A".utf8)
      case UInt8(ascii: "%") where !isLast: bytes.append(contentsOf: "%25".utf8)
      default: bytes.append(byte)
      }
    }
  }
}
