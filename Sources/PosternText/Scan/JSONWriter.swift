/// Appends JSON to a buffer of bytes; commas are its own business, nesting is the caller's.
///
/// It allocates only when the buffer grows. Texts are taken to be valid UTF-8.
package struct JSONWriter {
  private var bytes: [UInt8]
  private var needsComma = false

  /// Creates a writer that appends to `buffer`; `take` gives the buffer back.
  package init(reusing buffer: consuming [UInt8]) {
    bytes = buffer
  }

  /// Ends the writing and returns the buffer.
  package consuming func take() -> [UInt8] { bytes }

  /// How many bytes have been written, the buffer's former content included.
  package var byteCount: Int { bytes.count }

  /// Begins an object.
  package mutating func beginObject() { open(UInt8(ascii: "{")) }
  /// Ends an object.
  package mutating func endObject() { close(UInt8(ascii: "}")) }
  /// Begins an array.
  package mutating func beginArray() { open(UInt8(ascii: "[")) }
  /// Ends an array.
  package mutating func endArray() { close(UInt8(ascii: "]")) }

  /// Writes a member's name, which needs no escapes; its value must follow.
  package mutating func name(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    append(name)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a member's name with the escapes it needs; its value must follow.
  package mutating func name(_ name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a string that needs no escapes.
  package mutating func string(_ text: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    append(text)
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Writes a string with the escapes it needs.
  package mutating func string(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 { appendEscaped(byte) }
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Writes the bytes of a string with the escapes it needs.
  package mutating func string(bytes text: Span<UInt8>) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    for index in text.indices { appendEscaped(text[index]) }
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Writes a string that `write` appends to the buffer as it must stand in JSON: without quotes,
  /// escaped where needed.
  package mutating func string(writing write: (inout [UInt8]) -> Void) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    write(&bytes)
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Writes a whole number.
  package mutating func integer(_ value: Int) {
    separate()
    appendDigits(of: value)
    needsComma = true
  }

  /// Writes a whole number that is not negative.
  package mutating func integer(_ value: UInt64) {
    separate()
    appendDigits(of: value)
    needsComma = true
  }

  /// Writes a boolean.
  package mutating func boolean(_ value: Bool) {
    separate()
    append(value ? "true" : "false")
    needsComma = true
  }

  /// Writes null.
  package mutating func null() {
    separate()
    append("null")
    needsComma = true
  }

  /// Writes a value whose JSON text the caller has.
  package mutating func raw(_ text: [UInt8]) {
    separate()
    bytes.append(contentsOf: text)
    needsComma = true
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  private mutating func append(_ text: StaticString) {
    // SAFETY: a static string's bytes live as long as the program.
    text.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
  }

  private mutating func appendEscaped(_ byte: UInt8) {
    JSONWriter.appendEscaped(byte, to: &bytes)
  }

  /// Appends one byte of a string, escaped when RFC 8259 §7 asks for it.
  package static func appendEscaped(_ byte: UInt8, to bytes: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(byte)
    case 0x0A:
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(UInt8(ascii: "n"))
    case 0..<0x20:
      bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "u"), 0x30, 0x30])
      bytes.append(byte < 0x10 ? 0x30 : 0x31)
      bytes.append(byte & 15 < 10 ? 0x30 + byte & 15 : 0x57 + byte & 15)
    default: bytes.append(byte)
    }
  }

  private mutating func appendDigits(of value: Int) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    appendDigits(of: UInt64(value.magnitude))
  }

  private mutating func appendDigits(of value: UInt64) {
    var divisor: UInt64 = 1
    while value / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
      divisor /= 10
    }
  }
}
