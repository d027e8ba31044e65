/// Writes JSON into a buffer of its own; commas are its business, nesting is the caller's.
///
/// A writer that is used again keeps its buffer and allocates only when an answer is larger than
/// all before it. Texts are taken to be valid UTF-8.
///
/// Public only because the compiler does not inline methods of package types into other modules:
/// where a literal is written, inlining makes it a few stores.
@safe
public struct JSONWriter: ~Copyable {
  // SAFETY: points to `capacity` bytes that this writer allocated, that nobody else knows, and that
  // `deinit` frees; the first `byteCount` are written, and `reserve` comes before each write.
  @usableFromInline
  private(set) var start: UnsafeMutablePointer<UInt8>
  @usableFromInline
  private(set) var capacity: Int
  @usableFromInline
  var needsComma = false

  /// How many bytes have been written, what the buffer held before included.
  @usableFromInline
  package internal(set) var byteCount = 0

  /// Creates a writer with room for an ordinary answer.
  package init() {
    capacity = 512
    unsafe start = .allocate(capacity: capacity)
  }

  /// Creates a writer that begins with the bytes of `buffer`.
  package init(reusing buffer: consuming [UInt8]) {
    self.init()
    append(buffer.span)
  }

  // SAFETY: see `start`.
  deinit { unsafe start.deallocate() }

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
    // SAFETY: these bytes are written; see `start`.
    unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: byteCount))
    removeAll()
  }

  /// Forgets what was written and keeps the room.
  package mutating func removeAll() {
    byteCount = 0
    needsComma = false
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
    reserve(name.utf8CodeUnitCount + 4)
    separate()
    put(UInt8(ascii: "\""))
    put(name)
    put(UInt8(ascii: "\""))
    put(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a member's name with the escapes it needs; its value must follow.
  ///
  /// Disfavoured, so that a literal is written without looking for characters to escape.
  @_disfavoredOverload
  package mutating func name(_ name: String) {
    string(name)
    reserve(1)
    put(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a string that needs no escapes.
  @inlinable
  @inline(__always)
  package mutating func string(_ text: StaticString) {
    reserve(text.utf8CodeUnitCount + 3)
    separate()
    put(UInt8(ascii: "\""))
    put(text)
    put(UInt8(ascii: "\""))
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
    reserve(2)
    separate()
    put(UInt8(ascii: "\""))
    var place = 0
    while true {
      let end = text.endOfPlainText(from: place, stopsAboveASCII: false)
      append(text.extracting(place..<end))
      guard end < text.count else { break }
      appendEscape(of: text[end])
      place = end + 1
    }
    reserve(1)
    put(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Writes a whole number.
  package mutating func integer(_ value: Int) {
    reserve(21)
    separate()
    if value < 0 { put(UInt8(ascii: "-")) }
    putDigits(of: UInt64(value.magnitude))
    needsComma = true
  }

  /// Writes a whole number that is not negative.
  package mutating func integer(_ value: UInt64) {
    reserve(21)
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
    reserve(1)
    separate()
    append(text.span)
    needsComma = true
  }

  private mutating func word(_ word: StaticString) {
    reserve(word.utf8CodeUnitCount + 1)
    separate()
    put(word)
    needsComma = true
  }

  @inlinable
  mutating func open(_ bracket: UInt8) {
    reserve(2)
    separate()
    put(bracket)
    needsComma = false
  }

  @inlinable
  mutating func close(_ bracket: UInt8) {
    reserve(1)
    put(bracket)
    needsComma = true
  }

  @inlinable
  @inline(__always)
  mutating func separate() {
    if needsComma { put(UInt8(ascii: ",")) }
  }
}

extension JSONWriter {
  /// Makes sure that so many more bytes can be put.
  @inlinable
  @inline(__always)
  mutating func reserve(_ count: Int) {
    if capacity &- byteCount < count { grow(by: count) }
  }

  @usableFromInline
  @inline(never)
  mutating func grow(by count: Int) {
    let larger = max(capacity * 2, byteCount + count)
    // SAFETY: the new room is larger than what is written, and takes the place of the old one.
    let room = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    unsafe room.update(from: start, count: byteCount)
    unsafe start.deallocate()
    unsafe start = room
    capacity = larger
  }

  @inlinable
  @inline(__always)
  mutating func put(_ byte: UInt8) {
    assert(byteCount < capacity)
    // SAFETY: see `start`.
    unsafe start[byteCount] = byte
    byteCount &+= 1
  }

  @inlinable
  @inline(__always)
  mutating func put(_ text: StaticString) {
    assert(byteCount + text.utf8CodeUnitCount <= capacity)
    // SAFETY: a static string's bytes live as long as the program.
    unsafe (start + byteCount).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    byteCount &+= text.utf8CodeUnitCount
  }

  @inline(__always)
  private mutating func append(_ text: Span<UInt8>) {
    reserve(text.count)
    // SAFETY: the text is read inside the closure that lends it.
    unsafe text.withUnsafeBufferPointer { text in
      guard let source = text.baseAddress else { return }
      unsafe (start + byteCount).update(from: source, count: text.count)
    }
    byteCount &+= text.count
  }

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
    for place in index..<20 { put(digits[place]) }
  }

  /// Appends a byte that cannot stand in a string as it is (RFC 8259 §7).
  private mutating func appendEscape(of byte: UInt8) {
    reserve(6)
    put(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): put(byte)
    case 0x0A: put(UInt8(ascii: "n"))
    default:
      put("u00")
      put(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
      put(Hex.digit(byte & 15))
    }
  }
}
