import CProcessor

/// A piece of memory that somebody else keeps alive: the engine's only view of bytes.
///
/// Plain data, just a pointer and a length, so that it is passed in two registers and never
/// counted.
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

  /// The bytes of a literal of the program.
  @inline(__always)
  init(_ literal: StaticString) {
    // SAFETY: a static string's bytes live as long as the program.
    unsafe self.init(literal.utf8Start, count: literal.utf8CodeUnitCount)
  }

  /// The byte at `offset`.
  @inline(__always)
  subscript(offset: Int) -> UInt8 {
    assert(offset >= 0 && offset < count)
    return unsafe base.load(fromByteOffset: offset, as: UInt8.self)
  }

  /// The value of a plain type whose bytes begin at `offset`.
  @inline(__always)
  func load<Value: BitwiseCopyable>(at offset: Int, as type: Value.Type) -> Value {
    assert(offset >= 0 && offset + MemoryLayout<Value>.size <= count)
    return unsafe base.loadUnaligned(fromByteOffset: offset, as: Value.self)
  }

  /// The eight bytes from `offset` on, as one little-endian number.
  @inline(__always)
  func word(at offset: Int) -> UInt64 { load(at: offset, as: UInt64.self) }

  /// The 32 bytes from `offset` on.
  @inline(__always)
  func wideWord(at offset: Int) -> SIMD4<UInt64> { load(at: offset, as: SIMD4<UInt64>.self) }

  // SAFETY: nothing is read; a place behind the last byte does no harm.
  /// Has the processor fetch the cache line of a byte, while other things are done.
  @inline(__always)
  func prefetch(at offset: Int) { unsafe CProcessor.prefetch(base + offset) }

  /// A bit for each of the sixteen bytes from `offset` on that is an ASCII capital.
  @inline(__always)
  func capitals(at offset: Int) -> UInt32 {
    assert(offset >= 0 && offset + 16 <= count)
    // SAFETY: whoever calls this knows that sixteen bytes follow.
    return unsafe places_of_capitals((base + offset).assumingMemoryBound(to: UInt8.self))
  }

  /// A bit for each of the sixteen bytes from `offset` on that is one of two.
  @inline(__always)
  func places(of byte: UInt8, or other: UInt8, at offset: Int) -> UInt32 {
    assert(offset >= 0 && offset + 16 <= count)
    // SAFETY: whoever calls this knows that sixteen bytes follow.
    return unsafe places_of_either(
      byte,
      other,
      (base + offset).assumingMemoryBound(to: UInt8.self)
    )
  }

  /// The bytes from `offset` on.
  @inline(__always)
  func slice(_ offset: Int, _ byteCount: Int) -> ByteSlice {
    assert(offset >= 0 && byteCount >= 0 && offset + byteCount <= count)
    return unsafe ByteSlice(base + offset, count: byteCount)
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
}
