/// A message in the encoding of protocol buffers, written field by field.
struct WireMessage {
  private(set) var bytes: [UInt8] = []

  /// Appends a text.
  func text(_ number: Int, _ value: String) -> WireMessage {
    block(number, Array(value.utf8))
  }

  /// Appends a message.
  func message(_ number: Int, _ value: WireMessage) -> WireMessage {
    block(number, value.bytes)
  }

  /// Appends bytes.
  func block(_ number: Int, _ value: [UInt8]) -> WireMessage {
    var longer = self
    longer.append(UInt64(number << 3 | 2))
    longer.append(UInt64(value.count))
    longer.bytes += value
    return longer
  }

  /// Appends a number.
  func number(_ number: Int, _ value: UInt64) -> WireMessage {
    var longer = self
    longer.append(UInt64(number << 3))
    longer.append(value)
    return longer
  }

  /// Appends a tag of any form and what stands behind it.
  func raw(_ tag: Int, _ content: [UInt8]) -> WireMessage {
    var longer = self
    longer.append(UInt64(tag))
    longer.bytes += content
    return longer
  }

  /// Appends an entry of a map of texts.
  func entry(_ number: Int, _ key: String, _ value: String) -> WireMessage {
    message(number, WireMessage().text(1, key).text(2, value))
  }

  private mutating func append(_ number: UInt64) {
    var rest = number
    while rest > 127 {
      bytes.append(UInt8(rest & 127) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
