import PosternText

/// How long a document of its kind may be (table 1.8).
package enum PolicyQuota: Hashable, Sendable {
  /// This many characters, white space between values not counted (G-70).
  case minifiedCharacters(Int)
  /// This many characters, all counted.
  case characters(Int)
  /// This many bytes, all counted.
  case bytes(Int)
  /// This many characters, all counted, of the policies of one session (G-71).
  case packedCharacters(Int)

  /// One version of a managed policy, in characters without white space.
  package static let managedCharacterCountMax = 6_144
  /// All inline policies of a user together, in characters without white space.
  package static let userInlineCharacterCountMax = 2_048
  /// All inline policies of a group together, in characters without white space.
  package static let groupInlineCharacterCountMax = 5_120
  /// All inline policies of a role together, in characters without white space.
  package static let roleInlineCharacterCountMax = 10_240
  /// A trust policy as long as nobody raised the quota, in characters without white space.
  package static let trustCharacterCountMax = 2_048
  /// The session policies of one call together, in characters.
  package static let sessionCharacterCountMax = 2_048
  /// A service or resource control policy, in characters.
  package static let organizationCharacterCountMax = 5_120
  /// A resource policy of a bucket-like service, in bytes.
  package static let resourceByteCountMax = 20_480

  /// Returns the length of a JSON text without white space outside of strings, in Unicode scalars
  /// (G-70).
  ///
  /// The text should be valid JSON; of another the count means nothing.
  ///
  /// - Complexity: O(n) in the length of the text.
  package static func minifiedCharacterCount(of text: [UInt8]) -> Int {
    var count = 0
    var isInString = false
    var isEscaped = false
    for byte in text {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: count += isInString ? 1 : 0
      case 0x80...0xBF: break  // Counted with the first byte of its character.
      case UInt8(ascii: "\""):
        if !isEscaped { isInString.toggle() }
        count += 1
      default: count += 1
      }
      isEscaped = isInString && !isEscaped && byte == UInt8(ascii: "\\")
    }
    return count
  }

  /// Returns the length of a text in Unicode scalars.
  ///
  /// - Complexity: O(n) in the length of the text.
  package static func characterCount(of text: [UInt8]) -> Int {
    text.count { $0 & 0xC0 != 0x80 }
  }

  /// Throws when a text is longer than the quota allows.
  func check(_ text: [UInt8]) throws(PolicyError) {
    let (count, max, unit) =
      switch self {
      case .minifiedCharacters(let max):
        (Self.minifiedCharacterCount(of: text), max, "characters without white space")
      case .characters(let max), .packedCharacters(let max):
        (Self.characterCount(of: text), max, "characters")
      case .bytes(let max): (text.count, max, "bytes")
      }
    guard count > max else { return }
    let detail = "the policy has \(count) \(unit), \(max) are allowed"
    let start = TextPosition(line: 1, column: 1, byteOffset: 0)
    switch self {
    case .packedCharacters: throw .packedSize(count * 100 / max, detail, at: start)
    case .minifiedCharacters, .characters, .bytes: throw .quota(max, detail, at: start)
    }
  }
}
