import PosternText

/// A text with holes: `arn:aws:orders:::order/{id}`.
///
/// What goes into a hole is the text of a stranger. It can neither move the parts of an ARN nor
/// name another service: no `:` goes in front of the fifth colon, and no control character
/// anywhere.
package struct TextTemplate: Sendable, Equatable {
  private enum Part: Sendable, Equatable {
    case literal(String)
    case hole(String)
  }

  private let parts: [Part]
  /// The template as it was written.
  package let text: String

  /// Reads a template; nil when a brace is not closed, or holds no name of letters, digits, `_` and
  /// `-`.
  package init?(_ text: String) {
    self.text = text
    var parts: [Part] = []
    let (opening, closing) = (UInt8(ascii: "{"), UInt8(ascii: "}"))
    var rest = text.utf8[...]
    while let open = rest.firstIndex(where: { $0 == opening || $0 == closing }) {
      guard rest[open] == opening, let close = rest[open...].firstIndex(of: closing) else {
        return nil
      }
      let name = Substring(rest[rest.index(after: open)..<close])
      guard TextTemplate.isName(name) else { return nil }
      if open > rest.startIndex { parts.append(.literal(String(Substring(rest[..<open])))) }
      parts.append(.hole(String(name)))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.literal(String(Substring(rest)))) }
    self.parts = parts
  }

  /// The names of the holes.
  package var holeNames: [String] {
    parts.compactMap { part in
      if case .hole(let name) = part { name } else { nil }
    }
  }

  /// Returns the text with the same sample in every hole: what form the text has then.
  package func filled(with sample: String) -> String {
    parts.map { part in
      switch part {
      case .literal(let literal): literal
      case .hole: sample
      }
    }.joined()
  }

  /// Fills the holes with what `capture` returns for their names; nil when one has no text, or a
  /// text that must not stand there.
  func fill(_ capture: (String) -> String?) -> String? {
    var result = ""
    var colonCount = 0
    for part in parts {
      switch part {
      case .literal(let literal):
        result += literal
        colonCount += literal.utf8.count { $0 == UInt8(ascii: ":") }
      case .hole(let name):
        guard let capture = capture(name),
          colonCount >= 5 || !capture.utf8.contains(UInt8(ascii: ":")),
          capture.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
        else { return nil }
        result += capture
      }
    }
    return result
  }

  /// Whether a text can name a hole.
  static func isName(_ text: Substring) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { $0.isAlphanumeric || "_-".utf8.contains($0) }
  }
}
