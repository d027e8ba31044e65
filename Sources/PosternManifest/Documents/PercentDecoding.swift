import PosternText

/// Text in which bytes are written as `%` and two hexadecimal digits (RFC 3986 §2.1).
enum PercentDecoding {
  /// Returns the text that is meant, nil when a `%` is not followed by two digits or no UTF-8 comes
  /// of it.
  ///
  /// A `+` stands for itself: account exports encode a space as `%20`.
  static func decode(_ text: String) -> String? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var rest = text.utf8.makeIterator()
    while let byte = rest.next() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.next().flatMap(Hex.value), let low = rest.next().flatMap(Hex.value)
      else { return nil }
      bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
