extension Request {
  /// Takes one field of a header list; the pseudo-header fields come first (RFC 9113 §8.3).
  ///
  /// nghttp2 has already refused unknown, repeated, late and malformed ones.
  mutating func append(name: Span<UInt8>, value: Span<UInt8>) {
    if name.isEmpty || name[0] != UInt8(ascii: ":") {
      appendField(name: name, value: value)
    } else if name.isEqual(to: ":path") {
      setTarget(value)
    } else if name.isEqual(to: ":method") {
      setMethod(Method(value))
    } else if name.isEqual(to: ":authority") {
      appendField(name: "host".utf8.span, value: value)
    }
  }
}
