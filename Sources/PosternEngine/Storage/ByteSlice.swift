/// A view of bytes that somebody else keeps alive: the snapshot, the scratch space or the request.
///
/// The view is a pointer and a length, so that it is passed in two registers and never counted.
// SAFETY: a slice never outlives the owner of its bytes: slices of a snapshot stay inside calls
// that hold the snapshot, slices of a request inside the closure that opened the request. No slice
// leaves this module.
@safe
struct ByteSlice: BitwiseCopyable {
  private let base: UnsafeRawPointer
  /// The number of bytes.
  let count: Int

  init(_ base: UnsafeRawPointer, count: Int) {
    unsafe self.base = unsafe base
    self.count = count
  }

  /// No bytes; they have an address nevertheless.
  static var empty: ByteSlice {
    let nothing: StaticString = ""
    // SAFETY: a static string's bytes live as long as the program.
    return unsafe ByteSlice(nothing.utf8Start, count: 0)
  }

  /// The byte at `offset`.
  @inline(__always)
  subscript(offset: Int) -> UInt8 {
    assert(offset >= 0 && offset < count)
    return unsafe base.load(fromByteOffset: offset, as: UInt8.self)
  }

  /// The eight bytes from `offset` on, as one little-endian number.
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    assert(offset >= 0 && offset + 8 <= count)
    return unsafe base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  /// The value of a plain type whose bytes begin at `offset`.
  @inline(__always)
  func load<Value: BitwiseCopyable>(at offset: Int, as type: Value.Type) -> Value {
    assert(offset >= 0 && offset + MemoryLayout<Value>.size <= count)
    return unsafe base.loadUnaligned(fromByteOffset: offset, as: Value.self)
  }

  /// The bytes from `offset` on.
  @inline(__always)
  func slice(_ offset: Int, _ byteCount: Int) -> ByteSlice {
    assert(offset >= 0 && byteCount >= 0 && offset + byteCount <= count)
    return unsafe ByteSlice(base + offset, count: byteCount)
  }

  /// Whether the `byteCount` bytes at `offset` of `other` are the same as all of these.
  @inline(__always)
  func equals(_ other: ByteSlice) -> Bool {
    count == other.count && isPrefix(of: other, at: 0)
  }

  /// Whether these bytes stand in `other` from `offset` on.
  ///
  /// - Complexity: O(n) in the length of this slice, eight bytes a step.
  func isPrefix(of other: ByteSlice, at offset: Int) -> Bool {
    guard count <= other.count &- offset else { return false }
    var index = 0
    while index &+ 8 <= count {
      if word(at: index) != other.word(at: offset &+ index) { return false }
      index &+= 8
    }
    // The last words overlap the ones before them, so that no byte is compared alone in a long
    // text.
    if count >= 8 { return word(at: count &- 8) == other.word(at: offset &+ count &- 8) }
    while index < count {
      if self[index] != other[offset &+ index] { return false }
      index &+= 1
    }
    return true
  }

  /// Whether the bytes are those of `other`, the letters of ASCII in either case.
  func equalsIgnoringCase(_ other: ByteSlice) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where self[index].lowercasedASCII != other[index].lowercasedASCII {
      return false
    }
    return true
  }

  /// Whether a literal of the program stands somewhere in these bytes.
  ///
  /// - Complexity: O(n × m).
  func contains(_ literal: StaticString) -> Bool {
    guard literal.utf8CodeUnitCount <= count else { return false }
    for start in 0...(count - literal.utf8CodeUnitCount)
    where slice(start, count - start).hasPrefix(literal) {
      return true
    }
    return false
  }

  /// Whether the bytes are a literal of the program.
  func isText(_ literal: StaticString) -> Bool {
    count == literal.utf8CodeUnitCount && hasPrefix(literal)
  }

  /// Whether these bytes end with a literal of the program.
  func hasSuffix(_ literal: StaticString) -> Bool {
    let length = literal.utf8CodeUnitCount
    return length <= count && slice(count - length, length).hasPrefix(literal)
  }

  /// Whether the bytes are twelve decimal digits.
  var isAccountID: Bool {
    guard count == 12 else { return false }
    for index in 0..<12 where self[index] &- UInt8(ascii: "0") > 9 { return false }
    return true
  }

  /// Whether these bytes begin with a literal of the program.
  func hasPrefix(_ literal: StaticString) -> Bool {
    let length = literal.utf8CodeUnitCount
    guard length <= count else { return false }
    // SAFETY: a static string's bytes live as long as the program.
    return unsafe ByteSlice(literal.utf8Start, count: length).isPrefix(of: self, at: 0)
  }

  /// The bytes as a string; invalid UTF-8 is repaired.
  var string: String {
    withSpan { span in
      var text: [UInt8] = []
      for index in span.indices { text.append(span[index]) }
      return String(decoding: text, as: UTF8.self)
    }
  }

  /// Calls `body` with the bytes as a span.
  @inline(__always)
  func withSpan<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    unsafe body(
      UnsafeBufferPointer(start: base.assumingMemoryBound(to: UInt8.self), count: count).span
    )
  }

  /// A hash of the bytes: fast, not secret; whoever uses it compares the bytes too.
  var hash: UInt64 {
    var state = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: count)
    var index = 0
    while index &+ 8 <= count {
      state = ByteSlice.mixed(state ^ word(at: index))
      index &+= 8
    }
    if index < count {
      if count >= 8 {
        state = ByteSlice.mixed(state ^ word(at: count &- 8))
      } else {
        var tail: UInt64 = 0
        while index < count {
          tail = tail &<< 8 | UInt64(self[index])
          index &+= 1
        }
        state = ByteSlice.mixed(state ^ tail)
      }
    }
    return state
  }

  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.low ^ product.high
  }
}

extension UInt8 {
  /// The small letter of an ASCII capital, else the byte itself.
  @inline(__always)
  var lowercasedASCII: UInt8 {
    self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self
  }
}
