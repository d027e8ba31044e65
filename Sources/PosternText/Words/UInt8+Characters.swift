/// What a byte is as a character of ASCII; bytes of other characters are none of these.
extension UInt8 {
  /// Whether it is one of `0` to `9`.
  package var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

  /// Whether it is one of `a` to `z`.
  package var isSmallLetter: Bool { self &- UInt8(ascii: "a") < 26 }

  /// Whether it is one of `a` to `z` or `A` to `Z`.
  package var isLetter: Bool { (self | 0x20).isSmallLetter }

  /// Whether it is a letter or a digit.
  package var isAlphanumeric: Bool { isLetter || isDigit }

  /// Whether it may stand in the name of a method or a header field (a token, RFC 9110 §5.6.2).
  package var isTokenCharacter: Bool {
    isAlphanumeric || "!#$%&'*+-.^_`|~".utf8.contains(self)
  }
}
