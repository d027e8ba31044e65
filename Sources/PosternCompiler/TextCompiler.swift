import PosternEngine

/// Takes the text of a pattern or an operand apart: literals, wildcards and policy variables (sections 2.1 and 3).
struct TextCompiler {
  /// Whether `${…}` is a variable (V-01).
  let allowsVariables: Bool
  /// Whether `*` and `?` are wildcards; elsewhere they are ordinary characters (C-40).
  let allowsWildcards: Bool

  /// Returns the pieces of a text; `number` gives the number of a variable's condition key, nil for one that never
  /// expands.
  ///
  /// - Complexity: O(n) in the length of the text; a `${` without an end is looked for once.
  func segments(
    of text: [UInt8], number: (String) -> UInt16?
  ) -> [CompiledText.Segment] {
    var segments: [CompiledText.Segment] = []
    var place = 0
    while place < text.count {
      switch text[place] {
      case UInt8(ascii: "*") where allowsWildcards: segments.append(.anyRun)
      case UInt8(ascii: "?") where allowsWildcards: segments.append(.anyOne)
      case UInt8(ascii: "$") where allowsVariables:
        if let variable = VariableReference(text, at: place) {
          segments.append(segment(for: variable, number: number))
          place = variable.end
          continue
        }
        segments.append(.literal([text[place]]))
      default: segments.append(.literal([text[place]]))
      }
      place += 1
    }
    return segments
  }

  /// Returns the joined pieces of a text.
  func compile(_ text: [UInt8], number: (String) -> UInt16?) -> CompiledText {
    CompiledText(segments: segments(of: text, number: number))
  }

  private func segment(
    for variable: VariableReference, number: (String) -> UInt16?
  ) -> CompiledText.Segment {
    switch variable.meaning {
    case .character(let byte): .literal([byte])
    case .key(let key, let fallback):
      number(key).map { .variable(key: $0, fallback: fallback) } ?? .unresolvable
    }
  }
}
