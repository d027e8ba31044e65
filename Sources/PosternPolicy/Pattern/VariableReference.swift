/// A well-formed `${…}` in a text (V-05, V-06).
struct VariableReference {
  let segment: PatternTemplate.Segment
  /// The index just past the closing brace.
  let end: Int

  /// Reads the reference whose `$` stands at `start`; nil when what stands there is plain text
  /// (V-09).
  ///
  /// A key has no blanks around it, none of `${},'` inside, and is not empty; between the comma and
  /// the quote stands at least one blank; a default ends at the next quote, which the brace must
  /// follow.
  init?(_ text: [UInt8], at start: Int) {
    guard start + 3 < text.count, text[start + 1] == UInt8(ascii: "{") else { return nil }
    if "*?$".utf8.contains(text[start + 2]), text[start + 3] == UInt8(ascii: "}") {
      segment = .literal([text[start + 2]])
      end = start + 4
      return
    }
    let key = text[(start + 2)...].prefix { !"${},'".utf8.contains($0) }
    guard key.endIndex < text.count, let first = key.first, let last = key.last,
      first != UInt8(ascii: " "), last != UInt8(ascii: " ")
    else { return nil }
    let name = String(decoding: key, as: UTF8.self)
    switch text[key.endIndex] {
    case UInt8(ascii: "}"):
      segment = .variable(key: name, fallback: nil)
      end = key.endIndex + 1
    case UInt8(ascii: ","):
      guard let fallback = VariableReference.fallback(text, from: key.endIndex + 1) else {
        return nil
      }
      segment = .variable(key: name, fallback: Array(fallback))
      end = fallback.endIndex + 2
    default: return nil
    }
  }

  /// Reads ` 'default'}` and returns the text between the quotes.
  private static func fallback(_ text: [UInt8], from start: Int) -> ArraySlice<UInt8>? {
    let blanks = text[start...].prefix { $0 == UInt8(ascii: " ") }
    guard !blanks.isEmpty, blanks.endIndex < text.count,
      text[blanks.endIndex] == UInt8(ascii: "'")
    else { return nil }
    let value = text[(blanks.endIndex + 1)...].prefix { $0 != UInt8(ascii: "'") }
    guard value.endIndex + 1 < text.count, text[value.endIndex + 1] == UInt8(ascii: "}") else {
      return nil
    }
    return value
  }
}
