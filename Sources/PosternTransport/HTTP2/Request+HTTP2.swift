extension Request {
  /// Takes one field of a header list; the pseudo-header fields come first (RFC 9113 §8.3).
  ///
  /// nghttp2 has already refused unknown, repeated, late and malformed ones, so that two bytes tell
  /// the four pseudo-header fields of a request apart.
  mutating func append(name: Span<UInt8>, value: Span<UInt8>) {
    guard name.count > 1, name[0] == UInt8(ascii: ":") else {
      appendField(name: name, value: value)
      return
    }
    switch name[1] {
    case UInt8(ascii: "p"): setTarget(value)
    case UInt8(ascii: "m"): setMethod(named: value)
    case UInt8(ascii: "a"): appendField(name: "host".utf8.span, value: value)
    default: break
    }
  }
}
