import PosternText

/// Writing of messages in the encoding of protocol buffers, field by field; what has its zero value
/// is not written, as the encoding wants.
///
/// The numbers of fields are below 16, so that a tag is one byte.
extension [UInt8] {
  /// Appends a number.
  mutating func appendField(_ number: UInt8, _ value: UInt64) {
    guard value != 0 else { return }
    append(number << 3)
    appendVarint(value)
  }

  /// Appends a floating-point number, zero too: where a choice is made by it, it is written.
  mutating func appendField(_ number: UInt8, _ value: Double) {
    append(number << 3 | 1)
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      append(UInt8(truncatingIfNeeded: value.bitPattern >> shift))
    }
  }

  /// Appends a text.
  mutating func appendField(_ number: UInt8, _ text: String) {
    guard !text.isEmpty else { return }
    append(number << 3 | 2)
    appendVarint(UInt64(text.utf8.count))
    append(contentsOf: text.utf8)
  }

  /// Appends a message, or a text in parts: the bytes that `write` appends, which may be none.
  ///
  /// - Returns: what `write` returns.
  /// - Complexity: O(n); a message of more than 127 bytes is moved once, since its length comes
  ///   before it and takes more than the one byte that is left for it.
  @discardableResult
  mutating func appendField<Result, Failure: Error>(
    _ number: UInt8,
    _ write: (inout [UInt8]) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let place = beginField(number)
    let result = try write(&self)
    endField(from: place)
    return result
  }

  /// Begins a message, or a text in parts, whose bytes are appended next; returns its place for
  /// `endField`.
  mutating func beginField(_ number: UInt8) -> Int {
    append(number << 3 | 2)
    append(0)
    return count - 1
  }

  /// Ends the message that was begun at `place`.
  ///
  /// - Complexity: O(n) for a message of more than 127 bytes, as above.
  mutating func endField(from place: Int) {
    var rest = UInt64(count - place - 1)
    var last = place
    while rest >> (7 * UInt64(last - place + 1)) != 0 { last += 1 }
    if last > place { insert(contentsOf: repeatElement(0, count: last - place), at: place) }
    for index in place...last {
      self[index] = UInt8(truncatingIfNeeded: rest & 0x7F) | (index < last ? 0x80 : 0)
      rest >>= 7
    }
  }

  private mutating func appendVarint(_ value: UInt64) {
    var rest = value
    while rest > 0x7F {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(truncatingIfNeeded: rest))
  }
}
