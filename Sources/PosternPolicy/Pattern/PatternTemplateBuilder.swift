/// Collects the pieces of a pattern, joining neighbouring literals and neighbouring runs.
struct PatternTemplateBuilder {
  private var segments: [PatternTemplate.Segment] = []
  /// The literal that may still grow; kept apart so that it grows in place.
  private var literal: [UInt8] = []

  mutating func append(_ byte: UInt8) { literal.append(byte) }

  mutating func append(_ bytes: ArraySlice<UInt8>) { literal += bytes }

  mutating func append(_ segment: PatternTemplate.Segment) {
    switch segment {
    case .literal(let bytes): literal += bytes
    case .anyRun where literal.isEmpty && segments.last == .anyRun: break
    case .anyRun, .anyOne, .variable:
      flush()
      segments.append(segment)
    }
  }

  /// Returns the pieces; the builder is then empty.
  mutating func finish() -> [PatternTemplate.Segment] {
    flush()
    defer { segments = [] }
    return segments
  }

  private mutating func flush() {
    guard !literal.isEmpty else { return }
    segments.append(.literal(literal))
    literal = []
  }
}
