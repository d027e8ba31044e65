import PosternEngine

/// The first five parts of an ARN pattern without variables: where they are, and whether they have
/// wildcards.
struct ARNHead {
  /// Where the sixth part begins.
  let end: Int
  /// Whether one of the second to fifth part has a wildcard.
  let hasWildcards: Bool

  /// Looks for the head at the front of `bytes`, and brings its second to fifth part into lower
  /// case (table 1.7); nil, and nothing has changed, when there is none.
  ///
  /// - Complexity: O(n) in the length of the head.
  init?(_ bytes: inout [UInt8], allowsVariables: Bool) {
    guard bytes.starts(with: "arn:".utf8) else { return nil }
    var colonCount = 1
    var index = 4
    var hasWildcards = false
    var hasCapitals = false
    while colonCount < 5 {
      guard index < bytes.count else { return nil }
      switch bytes[index] {
      case UInt8(ascii: ":"): colonCount += 1
      case UInt8(ascii: "*"), UInt8(ascii: "?"): hasWildcards = true
      case UInt8(ascii: "$") where allowsVariables: return nil
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): hasCapitals = true
      default: break
      }
      index += 1
    }
    end = index
    self.hasWildcards = hasWildcards
    if hasCapitals {
      for place in 4..<end where bytes[place] &- UInt8(ascii: "A") < 26 { bytes[place] |= 0x20 }
    }
  }

  /// Returns the patterns of the second to fifth part, one behind the other.
  func code(of bytes: [UInt8]) -> CompiledText {
    var writer = PatternCodeWriter()
    for place in 4..<(end - 1) {
      if bytes[place] == UInt8(ascii: ":") {
        writer.end()
      } else {
        writer.append(pattern: bytes[place...place], allowsWildcards: true)
      }
    }
    return writer.finish()
  }
}
