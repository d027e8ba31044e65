extension Request {
  /// Takes one of the pseudo-header fields, which come before all others (RFC 9113 §8.3).
  ///
  /// nghttp2 has already refused unknown, repeated, late and malformed ones, so that the second
  /// byte tells the four of a request apart.
  ///
  /// - Precondition: the name begins with a colon.
  mutating func appendPseudo(name: Span<UInt8>, value: Span<UInt8>) {
    switch name.count > 1 ? name[1] : 0 {
    case UInt8(ascii: "p"): setTarget(value)
    case UInt8(ascii: "m"): setMethod(named: value)
    case UInt8(ascii: "a"): appendHost(value)
    default: break
    }
  }
}
