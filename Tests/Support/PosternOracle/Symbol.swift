/// One piece of a policy text: a UTF-16 unit that stands for itself, a wildcard, or a variable.
enum Symbol: Equatable {
  case unit(UInt16)
  case one
  case any
  case variable(key: String, fallback: String?)

  static let colon = Symbol.unit(0x3A)

  /// Reads a text; wildcards and variables are only seen where they have a meaning.
  static func read(_ text: String, wildcards: Bool = false, variables: Bool = false) -> [Symbol] {
    let units = Array(text.utf16)
    var symbols: [Symbol] = []
    var index = 0
    while index < units.count {
      let unit = units[index]
      if variables, unit == 0x24, let (symbol, end) = variable(units[index...]) {
        symbols.append(symbol)
        index = end
      } else {
        symbols.append(
          wildcards && unit == 0x2A ? .any : wildcards && unit == 0x3F ? .one : .unit(unit)
        )
        index += 1
      }
    }
    return symbols
  }

  /// Reads `${key}`, `${key, 'default'}`, `${*}`, `${?}` or `${$}`, or returns nil: V-05, V-06, V-09.
  private static func variable(_ text: ArraySlice<UInt16>) -> (Symbol, end: Int)? {
    let (comma, close, quote, space): (UInt16, UInt16, UInt16, UInt16) = (0x2C, 0x7D, 0x27, 0x20)
    guard text.starts(with: "${".utf16) else { return nil }
    let rest = text.dropFirst(2)
    guard let end = rest.firstIndex(where: { $0 == comma || $0 == close }) else { return nil }
    let key = String(decoding: rest[..<end], as: UTF16.self)
    if key.isEmpty || key.hasPrefix(" ") || key.hasSuffix(" ") || key.contains("${") { return nil }
    if rest[end] == close {
      let isEscape = ["*", "?", "$"].contains(key)
      return (isEscape ? .unit(rest[rest.startIndex]) : .variable(key: key, fallback: nil), end + 1)
    }
    let quoted = rest[(end + 1)...].drop { $0 == space }
    guard quoted.startIndex > end + 1, quoted.first == quote,
      let last = quoted.dropFirst().firstIndex(of: quote),
      quoted[last...].dropFirst().first == close
    else { return nil }
    let fallback = String(decoding: quoted[..<last].dropFirst(), as: UTF16.self)
    return (.variable(key: key, fallback: fallback), last + 2)
  }

  /// Lower-cases ASCII letters.
  var lowered: Symbol {
    if case .unit(let unit) = self, (0x41...0x5A).contains(unit) {
      .unit(unit + 0x20)
    } else {
      self
    }
  }
}

extension [Symbol] {
  /// The text of a list without wildcards and variables.
  var text: String {
    let units = compactMap { if case .unit(let unit) = $0 { unit } else { nil } }
    return String(decoding: units, as: UTF16.self)
  }

  /// Splits at the first five colons (M-11); a colon inside a variable is none (V-03).
  var colonParts: [[Symbol]] {
    split(separator: .colon, maxSplits: 5, omittingEmptySubsequences: false).map(Array.init)
  }

  /// Whether the whole of a text is matched (2.1); only the pattern has wildcards, the text is plain.
  func matches(_ text: [Symbol]) -> Bool {
    var (pattern, position) = (0, 0)
    var retry: (pattern: Int, position: Int)?
    while position < text.count {
      if pattern < count, self[pattern] == .any {
        retry = (pattern, position)
        pattern += 1
      } else if pattern < count, self[pattern] == .one || self[pattern] == text[position] {
        (pattern, position) = (pattern + 1, position + 1)
      } else if let last = retry {
        retry = (last.pattern, last.position + 1)
        (pattern, position) = (last.pattern + 1, last.position + 1)
      } else {
        return false
      }
    }
    return self[pattern...].allSatisfy { $0 == .any }
  }
}
