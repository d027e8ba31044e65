import PosternText

/// Which names, paths and ids are legal (policy language, table 7.1).
package enum NameRules {
  /// The longest name of a user or a role, in characters.
  package static let shortNameCountMax = 64
  /// The longest name of a group or a policy, in characters.
  package static let longNameCountMax = 128
  /// The longest path, in characters.
  package static let pathCountMax = 512

  /// The longest prefix of a service, in characters.
  package static let servicePrefixCountMax = 64

  /// Whether a text is what stands before the colon of actions: letters, digits, dots and hyphens
  /// (G-32).
  package static func isServicePrefix(_ text: String) -> Bool {
    (1...servicePrefixCountMax).contains(text.utf8.count)
      && text.utf8.allSatisfy { $0.isAlphanumeric || ".-".utf8.contains($0) }
  }

  /// Whether a text is what stands behind the colon of an action: no wildcards, and nothing that
  /// matches no action (M-05).
  package static func isActionName(_ text: String) -> Bool {
    (1...longNameCountMax).contains(text.utf8.count)
      && text.utf8.allSatisfy { isWordByte($0) || "./-".utf8.contains($0) }
  }

  /// Whether a text is a name: 1 to `countMax` of `[A-Za-z0-9_+=,.@-]`.
  package static func isName(_ text: String, countMax: Int) -> Bool {
    let count = text.utf8.count
    return count >= 1 && count <= countMax && text.utf8.allSatisfy(isNameByte)
  }

  /// Whether a text is the path of a user, group or role: `/`, or printable ASCII between two
  /// slashes.
  package static func isPath(_ text: String) -> Bool {
    guard hasPathShape(text) else { return false }
    return text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }

  /// Whether a text is the path of a managed policy: names between slashes, none of them empty.
  package static func isPolicyPath(_ text: String) -> Bool {
    guard hasPathShape(text) else { return false }
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: "/") {
        if previous == byte { return false }
      } else if !isNameByte(byte) {
        return false
      }
      previous = byte
    }
    return true
  }

  /// Whether a text is an account's alias: 3 to 63 small letters, digits and single hyphens inside,
  /// and not what could be an account id.
  package static func isAlias(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard (3...63).contains(bytes.count), let first = bytes.first, let last = bytes.last else {
      return false
    }
    let hyphen = UInt8(ascii: "-")
    guard first != hyphen, last != hyphen else { return false }
    for (index, byte) in bytes.enumerated() {
      guard byte.isSmallLetter || byte.isDigit || byte == hyphen else { return false }
      if byte == hyphen, bytes[index - 1] == hyphen { return false }
    }
    return !(bytes.count == 12 && bytes.allSatisfy(\.isDigit))
  }

  /// Whether a text is the id of an organization, a root or a unit: the prefix and 1 to 65 small
  /// letters, digits and hyphens, the first of them no hyphen.
  package static func isOrganizationID(_ text: String, prefix: String) -> Bool {
    guard text.hasPrefix(prefix) else { return false }
    let rest = text.utf8.dropFirst(prefix.utf8.count)
    let hyphen = UInt8(ascii: "-")
    return (1...65).contains(rest.count) && rest.first != hyphen
      && rest.allSatisfy { $0.isSmallLetter || $0.isDigit || $0 == hyphen }
  }

  /// Whether a text is a unique id: 16 to 128 of `[A-Za-z0-9_]`.
  package static func isUniqueID(_ text: String) -> Bool {
    let count = text.utf8.count
    return count >= 16 && count <= 128 && text.utf8.allSatisfy(isWordByte)
  }

  /// Whether a text may describe a role: printable Latin-1, tabs and line ends.
  package static func isSummary(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy {
      switch $0.value {
      case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0xA1...0xFF: true
      default: false
      }
    }
  }

  /// Whether a text is 1 to 128 characters that tag keys may have (table 7.2).
  package static func isTagKey(_ text: String) -> Bool {
    let count = text.unicodeScalars.count
    return count >= 1 && count <= 128 && text.unicodeScalars.allSatisfy(isTagCharacter)
  }

  /// Whether a text is 0 to 256 characters that tag values may have (table 7.2).
  package static func isTagValue(_ text: String) -> Bool {
    text.unicodeScalars.count <= 256 && text.unicodeScalars.allSatisfy(isTagCharacter)
  }

  private static func hasPathShape(_ text: String) -> Bool {
    let slash = UInt8(ascii: "/")
    guard text.utf8.count <= pathCountMax, text.utf8.first == slash, text.utf8.last == slash else {
      return false
    }
    // Two slashes need something between them.
    return text.utf8.count != 2
  }

  private static func isTagCharacter(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII, "_.:/=+-@".unicodeScalars.contains(scalar) { return true }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .spaceSeparator, .lineSeparator,
      .paragraphSeparator:
      return true
    default: return false
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    isWordByte(byte) || "+=,.@-".utf8.contains(byte)
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte == UInt8(ascii: "_")
  }
}
