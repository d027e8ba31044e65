/// One piece of a policy text: a UTF-16 unit that stands for itself, a wildcard, or a variable.
enum Symbol: Equatable {
  case unit(UInt16)
  case one, any
  case variable(key: String, fallback: String?)

  /// A well-formed variable or escape; anything else is plain text (V-05, V-06, V-09).
  typealias Variable = Regex<(Substring, escape: Substring?, key: Substring?, default: Substring?)>

  static func variable() -> Variable {
    /\$\{(?:(?<escape>[*?$])|(?<key>[^ ,{}$']+(?: +[^ ,{}$']+)*)(?:, +'(?<default>[^']*)')?)\}/
      .matchingSemantics(.unicodeScalar)
  }

  /// Reads a text; wildcards and variables are only seen where they have a meaning.
  static func read(_ text: String, wildcards: Bool = false, variable: Variable? = nil) -> [Symbol] {
    let plain = { (part: Substring) in
      part.utf16.map { unit -> Symbol in
        wildcards && unit == 0x2A ? .any : wildcards && unit == 0x3F ? .one : .unit(unit)
      }
    }
    var (symbols, rest): ([Symbol], Substring) = ([], text[...])
    while let variable, rest.utf8.contains(0x24), let match = rest.firstMatch(of: variable) {
      symbols += plain(rest[..<match.range.lowerBound])
      if let escape = match.escape { symbols += escape.utf16.map(Symbol.unit) }
      let fallback = match.default.map { String($0) }
      if let key = match.key { symbols.append(.variable(key: String(key), fallback: fallback)) }
      rest = rest[match.range.upperBound...]
    }
    return symbols + plain(rest)
  }

  /// Lower-cases ASCII letters.
  var lowered: Symbol {
    guard case .unit(let unit) = self, (0x41...0x5A).contains(unit) else { return self }
    return .unit(unit + 0x20)
  }
}

extension [Symbol] {
  /// The text of a list without wildcards and variables.
  var text: String {
    let units = compactMap { if case .unit(let unit) = $0 { unit } else { nil } }
    return String(decoding: units, as: UTF16.self)
  }

  /// Splits at the first colons (M-11); a colon inside a variable is none (V-03).
  func colonParts(countMax: Int = 6) -> [[Symbol]] {
    split(separator: .unit(0x3A), maxSplits: countMax - 1, omittingEmptySubsequences: false)
      .map(Array.init)
  }

  /// Whether the whole of a text is matched (2.1); only the pattern has wildcards, the text is
  /// plain.
  func matches(_ text: [Symbol]) -> Bool {
    var ends = [0]  // Where in the text what was read of the pattern may end, in order.
    for symbol in self where !ends.isEmpty {
      ends =
        symbol == .any
        ? [Int](ends[0]...text.count)
        : ends.filter { $0 < text.count && (symbol == .one || symbol == text[$0]) }.map { $0 + 1 }
    }
    return ends.last == text.count
  }
}

extension [[Symbol]] {
  /// Whether six parts match those of a resource; case matters in the last (M-12 to M-15).
  func matches(resource: [[Symbol]]) -> Bool {
    (1...4).allSatisfy { self[$0].map(\.lowered).matches(resource[$0].map(\.lowered)) }
      && self[5].matches(resource[5])
  }
}
