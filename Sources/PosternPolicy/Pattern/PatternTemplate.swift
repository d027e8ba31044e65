/// A text of a policy taken apart: literal pieces, wildcards and policy variables (sections 2.1 and
/// 3).
package struct PatternTemplate: Hashable, Sendable {
  /// One piece.
  package enum Segment: Hashable, Sendable {
    /// These bytes; what is escaped by `${*}`, `${?}` or `${$}` is among them (V-06).
    case literal([UInt8])
    /// Any characters, also none: `*`.
    case anyRun
    /// Exactly one UTF-16 unit: `?`.
    case anyOne
    /// The value of a condition key, or the default that stands behind it (V-05).
    case variable(key: String, fallback: [UInt8]?)
  }

  /// The pieces in order; no two neighbours are both literals or both `anyRun`.
  package let segments: [Segment]

  /// Takes a text apart; what is not a well-formed variable is literal (V-09).
  ///
  /// - Parameters:
  ///   - text: the text as the policy has it, JSON escapes resolved.
  ///   - allowsVariables: whether `${…}` is a variable: the document's version says so (V-01).
  ///   - allowsWildcards: whether `*` and `?` are wildcards; else they are plain characters (C-40).
  /// - Complexity: O(n) in the length of the text.
  package init(_ text: String, allowsVariables: Bool, allowsWildcards: Bool) {
    let bytes = Array(text.utf8)
    var builder = PatternTemplateBuilder()
    var index = 0
    while index < bytes.count {
      let plain = index
      while index < bytes.count, !PatternTemplate.isSpecial(bytes[index]) { index += 1 }
      if plain < index { builder.append(bytes[plain..<index]) }
      guard index < bytes.count else { break }
      switch bytes[index] {
      case UInt8(ascii: "*") where allowsWildcards: builder.append(.anyRun)
      case UInt8(ascii: "?") where allowsWildcards: builder.append(.anyOne)
      case UInt8(ascii: "$") where allowsVariables:
        if let reference = VariableReference(bytes, at: index) {
          builder.append(reference.segment)
          index = reference.end
          continue
        }
        builder.append(bytes[index])
      default: builder.append(bytes[index])
      }
      index += 1
    }
    segments = builder.finish()
  }

  private init(segments: [Segment]) { self.segments = segments }

  /// Whether a byte may be the first of something that is not literal.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "$")
  }

  /// Whether some piece depends on the request; an escape does not.
  package var hasVariables: Bool {
    segments.contains {
      switch $0 {
      case .variable: true
      case .literal, .anyRun, .anyOne: false
      }
    }
  }

  /// Whether some piece is a wildcard.
  package var hasWildcards: Bool { segments.contains(.anyRun) || segments.contains(.anyOne) }

  /// Whether the text is a lone `*`.
  package var isAnyRun: Bool { segments == [.anyRun] }

  /// The bytes when nothing but literal text is in it, else nil.
  package var literal: [UInt8]? {
    if segments.isEmpty { return [] }
    guard segments.count == 1, case .literal(let bytes) = segments[0] else { return nil }
    return bytes
  }

  /// Splits at the first colons; those inside of variables do not count (V-03).
  ///
  /// - Returns: one to `partCountMax` parts; the last holds what remains, colons included.
  func split(partCountMax: Int) -> [PatternTemplate] {
    var parts: [[Segment]] = [[]]
    for segment in segments {
      guard case .literal(let bytes) = segment else {
        parts[parts.count - 1].append(segment)
        continue
      }
      var rest = bytes[...]
      while parts.count < partCountMax, let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
        if colon > rest.startIndex {
          parts[parts.count - 1].append(.literal(Array(rest[..<colon])))
        }
        parts.append([])
        rest = rest[(colon + 1)...]
      }
      if !rest.isEmpty { parts[parts.count - 1].append(.literal(Array(rest))) }
    }
    return parts.map(PatternTemplate.init(segments:))
  }
}
