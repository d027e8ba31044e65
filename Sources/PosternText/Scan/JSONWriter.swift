/// Writes JSON into a buffer of its own; commas are its business, nesting is the caller's.
///
/// A writer that is used again keeps its buffer and allocates only when an answer is larger than
/// all before it. Texts are taken to be valid UTF-8.
///
/// Public only because the compiler does not inline methods of package types into other modules:
/// where a literal is written, inlining makes it a few stores.
public struct JSONWriter: ~Copyable {
  @usableFromInline
  var bytes = GrowingBytes(capacity: 512)
  @usableFromInline
  var needsComma = false

  /// How many bytes have been written, what the buffer held before included.
  package var byteCount: Int { bytes.count }

  /// Creates a writer with room for an ordinary answer.
  package init() {}

  /// Creates a writer that begins with the bytes of `buffer`.
  package init(reusing buffer: consuming [UInt8]) {
    bytes.append(buffer.span)
  }

  /// Ends the writing and returns what was written.
  package consuming func take() -> [UInt8] {
    var bytes: [UInt8] = []
    move(to: &bytes)
    return bytes
  }

  /// Appends what was written to `bytes`, and is empty again.
  ///
  /// - Complexity: O(n), one copy.
  package mutating func move(to bytes: inout [UInt8]) {
    self.bytes.withBytes { bytes.append(contentsOf: $0, in: 0..<$0.count) }
    removeAll()
  }

  /// Forgets what was written and keeps the room.
  package mutating func removeAll() {
    bytes.removeAll()
    needsComma = false
  }

  /// A place in what was written, to go back to.
  package struct Mark {
    fileprivate let byteCount: Int
    fileprivate let needsComma: Bool
  }

  /// The place behind what has been written.
  package var mark: Mark { Mark(byteCount: bytes.count, needsComma: needsComma) }

  /// Forgets what was written behind a place.
  ///
  /// - Precondition: nothing before it was forgotten since.
  package mutating func rewind(to mark: Mark) {
    bytes.truncate(to: mark.byteCount)
    needsComma = mark.needsComma
  }

  /// Begins an object.
  @inlinable
  @inline(__always)
  package mutating func beginObject() { open(UInt8(ascii: "{")) }
  /// Ends an object.
  @inlinable
  @inline(__always)
  package mutating func endObject() { close(UInt8(ascii: "}")) }
  /// Begins an array.
  @inlinable
  @inline(__always)
  package mutating func beginArray() { open(UInt8(ascii: "[")) }
  /// Ends an array.
  @inlinable
  @inline(__always)
  package mutating func endArray() { close(UInt8(ascii: "]")) }

  /// Writes a member's name, which needs no escapes; its value must follow.
  @inlinable
  @inline(__always)
  package mutating func name(_ name: StaticString) {
    bytes.reserve(name.utf8CodeUnitCount + 4)
    separate()
    bytes.put(UInt8(ascii: "\""))
    bytes.put(name)
    bytes.put(UInt8(ascii: "\""))
    bytes.put(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a member's name with the escapes it needs; its value must follow.
  ///
  /// Disfavoured, so that a literal is written without looking for characters to escape.
  @_disfavoredOverload
  package mutating func name(_ name: String) {
    string(name)
    bytes.reserve(1)
    bytes.put(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a string that needs no escapes.
  @inlinable
  @inline(__always)
  package mutating func string(_ text: StaticString) {
    bytes.reserve(text.utf8CodeUnitCount + 3)
    separate()
    bytes.put(UInt8(ascii: "\""))
    bytes.put(text)
    bytes.put(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Writes a string with the escapes it needs.
  ///
  /// Disfavoured, so that a literal is written without looking for characters to escape.
  @_disfavoredOverload
  package mutating func string(_ text: String) {
    string(bytes: text.utf8.span)
  }

  /// Writes the bytes of a string with the escapes it needs.
  package mutating func string(bytes text: Span<UInt8>) {
    bytes.reserve(2)
    separate()
    bytes.put(UInt8(ascii: "\""))
    var place = 0
    while true {
      let end = text.endOfPlainText(from: place, stopsAboveASCII: false)
      bytes.append(text.extracting(place..<end))
      guard end < text.count else { break }
      appendEscape(of: text[end])
      place = end + 1
    }
    bytes.reserve(1)
    bytes.put(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Writes the bytes of a string that needs no escapes.
  package mutating func string(plain text: Span<UInt8>) {
    bytes.reserve(text.count + 3)
    separate()
    bytes.put(UInt8(ascii: "\""))
    bytes.append(text)
    bytes.put(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Writes a whole number.
  package mutating func integer(_ value: Int) {
    bytes.reserve(21)
    separate()
    if value < 0 { bytes.put(UInt8(ascii: "-")) }
    putDigits(of: UInt64(value.magnitude))
    needsComma = true
  }

  /// Writes a whole number that is not negative.
  package mutating func integer(_ value: UInt64) {
    bytes.reserve(21)
    separate()
    putDigits(of: value)
    needsComma = true
  }

  /// Writes a boolean.
  package mutating func boolean(_ value: Bool) {
    word(value ? "true" : "false")
  }

  /// Writes null.
  package mutating func null() {
    word("null")
  }

  /// Writes a value whose JSON text the caller has.
  package mutating func raw(_ text: [UInt8]) {
    bytes.reserve(1)
    separate()
    bytes.append(text.span)
    needsComma = true
  }

  private mutating func word(_ word: StaticString) {
    bytes.reserve(word.utf8CodeUnitCount + 1)
    separate()
    bytes.put(word)
    needsComma = true
  }

  @inlinable
  mutating func open(_ bracket: UInt8) {
    bytes.reserve(2)
    separate()
    bytes.put(bracket)
    needsComma = false
  }

  @inlinable
  mutating func close(_ bracket: UInt8) {
    bytes.reserve(1)
    bytes.put(bracket)
    needsComma = true
  }

  @inlinable
  @inline(__always)
  mutating func separate() {
    if needsComma { bytes.put(UInt8(ascii: ",")) }
  }
}

extension JSONWriter {
  private mutating func putDigits(of value: UInt64) {
    // From the last digit to the first, since dividing by a constant is a multiplication.
    var left = value
    var index = 20
    var digits = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
    repeat {
      index -= 1
      digits[index] = UInt8(ascii: "0") + UInt8(left % 10)
      left /= 10
    } while left > 0
    for place in index..<20 { bytes.put(digits[place]) }
  }

  /// Appends a byte that cannot stand in a string as it is (RFC 8259 §7).
  private mutating func appendEscape(of byte: UInt8) {
    bytes.reserve(6)
    bytes.put(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.put(byte)
    case 0x0A: bytes.put(UInt8(ascii: "n"))
    default:
      bytes.put("u00")
      bytes.put(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
      bytes.put(Hex.digit(byte & 15))
    }
  }
}
