/// A well-formed `${…}` in a text; whatever is not well formed stays literal (V-09).
struct VariableReference {
  /// What the reference stands for.
  enum Meaning {
    /// One of the escapes `${*}`, `${?}`, `${$}` (V-06).
    case character(UInt8)
    /// The value of a condition key, or the default behind it (V-05).
    case key(String, fallback: [UInt8]?)
  }

  let meaning: Meaning
  /// The place just past the closing brace.
  let end: Int

  /// Reads the reference whose `$` stands at `start`.
  init?(_ text: [UInt8], at start: Int) {
    guard start + 3 < text.count, text[start + 1] == UInt8(ascii: "{") else { return nil }
    if text[start + 3] == UInt8(ascii: "}"), "*?$".utf8.contains(text[start + 2]) {
      meaning = .character(text[start + 2])
      end = start + 4
      return
    }
    var place = start + 2
    while place < text.count, !"${},'".utf8.contains(text[place]) { place += 1 }
    let key = text[(start + 2)..<place]
    guard place < text.count, let first = key.first, let last = key.last,
      first != UInt8(ascii: " "), last != UInt8(ascii: " ")
    else { return nil }
    let name = String(decoding: key, as: UTF8.self)
    if text[place] == UInt8(ascii: "}") {
      meaning = .key(name, fallback: nil)
      end = place + 1
      return
    }
    guard let fallback = VariableReference.fallback(text, at: place) else { return nil }
    meaning = .key(name, fallback: fallback.bytes)
    end = fallback.end
  }

  /// Reads `, 'default'}` from its comma on; no quote inside, no nesting.
  private static func fallback(_ text: [UInt8], at comma: Int) -> (bytes: [UInt8], end: Int)? {
    guard text[comma] == UInt8(ascii: ",") else { return nil }
    var place = comma + 1
    while place < text.count, text[place] == UInt8(ascii: " ") { place += 1 }
    guard place > comma + 1, place < text.count, text[place] == UInt8(ascii: "'") else { return nil }
    let start = place + 1
    guard let quote = text[start...].firstIndex(of: UInt8(ascii: "'")), quote + 1 < text.count,
      text[quote + 1] == UInt8(ascii: "}")
    else { return nil }
    return (Array(text[start..<quote]), quote + 2)
  }
}
