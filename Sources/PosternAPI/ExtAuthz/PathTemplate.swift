/// A path, or the name of a workload, with parts left open: `/orders/{id}/items/{rest...}`.
///
/// `{name}` stands for one part between slashes that is not empty, and must be all of it; a last
/// part `{name...}` stands for the whole rest, which may be empty.
package struct PathTemplate: Sendable, Equatable {
  private enum Part: Sendable, Equatable {
    case literal(String)
    case one(String)
    case rest(String)
  }

  private let parts: [Part]
  /// The template as it was written.
  package let text: String

  /// Reads a template; nil for one whose braces are not as described, or that names a part twice.
  package init?(_ text: String) {
    self.text = text
    var parts: [Part] = []
    var names: Set<String> = []
    let pieces = text.split(separator: "/", omittingEmptySubsequences: false)
    for (index, piece) in pieces.enumerated() {
      guard piece.contains("{") || piece.contains("}") else {
        parts.append(.literal(String(piece)))
        continue
      }
      guard piece.hasPrefix("{"), piece.hasSuffix("}") else { return nil }
      var name = piece.dropFirst().dropLast()
      let isRest = name.hasSuffix("...")
      if isRest { name = name.dropLast(3) }
      guard TextTemplate.isName(name), names.insert(String(name)).inserted,
        !isRest || index == pieces.count - 1
      else { return nil }
      parts.append(isRest ? .rest(String(name)) : .one(String(name)))
    }
    self.parts = parts
  }

  /// Whether a text that matches gives a name or a number, counted from 1, something to stand for.
  package func gives(_ name: String) -> Bool {
    var (count, hasRest) = (0, false)
    for part in parts {
      switch part {
      case .literal(let literal): count += literal.isEmpty ? 0 : 1
      case .one(let own):
        if own == name { return true }
        count += 1
      case .rest(let own):
        if own == name { return true }
        hasRest = true
      }
    }
    guard let number = Int(name), number > 0 else { return false }
    return hasRest || number <= count
  }

  /// Returns the text with the same sample in every open part: one of those that match.
  package func filled(with sample: String) -> String {
    parts.map { part in
      switch part {
      case .literal(let literal): literal
      case .one, .rest: sample
      }
    }.joined(separator: "/")
  }

  /// Whether every text that matches another template matches this one.
  package func covers(_ other: PathTemplate) -> Bool {
    for (index, part) in parts.enumerated() {
      if case .rest = part { return true }
      guard index < other.parts.count else { return false }
      switch (part, other.parts[index]) {
      case (.literal(let own), .literal(let literal)):
        guard own.utf8.elementsEqual(literal.utf8) else { return false }
      case (.one, .literal(let literal)):
        guard !literal.isEmpty else { return false }
      case (.one, .one):
        break
      case (.literal, .one), (.literal, .rest), (.one, .rest), (.rest, _):
        return false
      }
    }
    return parts.count == other.parts.count
  }

  /// Returns the open parts by their names, or nil when the text has another form.
  /// - Complexity: O(n) in the text.
  func match(_ text: String) -> [String: String]? {
    let pieces = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    var captures: [String: String] = [:]
    for (index, part) in parts.enumerated() {
      switch part {
      case .rest(let name):
        guard index <= pieces.count else { return nil }
        captures[name] = pieces[index...].map { String(Substring($0)) }.joined(separator: "/")
        return captures
      case .literal(let literal):
        guard index < pieces.count, pieces[index].elementsEqual(literal.utf8) else { return nil }
      case .one(let name):
        guard index < pieces.count, !pieces[index].isEmpty else { return nil }
        captures[name] = String(Substring(pieces[index]))
      }
    }
    return pieces.count == parts.count ? captures : nil
  }
}
