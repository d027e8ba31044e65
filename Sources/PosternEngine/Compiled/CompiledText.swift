/// A pattern or an operand of a policy, taken apart into pieces that are matched one after another.
package struct CompiledText: Hashable, Sendable {
  /// One piece.
  package enum Segment: Hashable, Sendable {
    /// These bytes.
    case literal([UInt8])
    /// Any characters, also none.
    case anyRun
    /// Exactly one UTF-16 unit.
    case anyOne
    /// The value of a single-valued condition key, or the default; the text is literal (V-07).
    case variable(key: UInt16, fallback: [UInt8]?)
    /// A variable that never has a value and knows no default: a key whose type is a list (V-10).
    case unresolvable
  }

  /// The pieces in order.
  package let segments: [Segment]

  /// Creates a text from its pieces; neighbouring literals and runs of `anyRun` are joined.
  package init(segments: [Segment]) {
    var joined: [Segment] = []
    for segment in segments {
      switch (joined.last, segment) {
      case (.literal(let left), .literal(let right)):
        joined[joined.count - 1] = .literal(left + right)
      case (.anyRun, .anyRun), (_, .literal([])): break
      default: joined.append(segment)
      }
    }
    self.segments = joined
  }

  /// The bytes when the text is one literal, else nil.
  package var literal: [UInt8]? {
    if segments.isEmpty { return [] }
    guard segments.count == 1, case .literal(let bytes) = segments[0] else { return nil }
    return bytes
  }

  /// Whether some piece depends on the request.
  package var hasVariables: Bool {
    segments.contains {
      switch $0 {
      case .variable, .unresolvable: true
      case .literal, .anyRun, .anyOne: false
      }
    }
  }

  /// Whether the text is a lone `*`.
  package var isAnyRun: Bool { segments == [.anyRun] }

  /// The literal bytes at the front, before any wildcard or variable.
  package var literalPrefix: [UInt8] {
    guard case .literal(let bytes)? = segments.first else { return [] }
    return bytes
  }
}
