/// Bytes that grow at the end and keep their room: what answers and frames are written into.
///
/// Public only because the compiler does not inline methods of package types into other modules.
@safe
public struct GrowingBytes: ~Copyable {
  // SAFETY: points to `capacity` bytes that this value allocated, that nobody else knows, and that
  // `deinit` frees, or to none; the first `count` are written, and `reserve` comes before each
  // write.
  @usableFromInline
  private(set) var start: UnsafeMutablePointer<UInt8>
  /// For how many bytes there is room.
  @usableFromInline
  package private(set) var capacity: Int

  /// How many bytes have been written.
  @usableFromInline
  package internal(set) var count = 0

  /// Creates an empty buffer with room for so many bytes; one without room allocates nothing.
  ///
  /// - Precondition: `capacity >= 0`.
  package init(capacity: Int) {
    self.capacity = capacity
    // SAFETY: nobody reads or writes where no room is.
    unsafe start = capacity > 0 ? .allocate(capacity: capacity) : GrowingBytes.nowhere
  }

  deinit { freeRoom() }

  /// The address of no bytes: one that is never in use, and not null.
  private static var nowhere: UnsafeMutablePointer<UInt8> {
    // SAFETY: see `start`.
    guard let place = unsafe UnsafeMutablePointer<UInt8>(bitPattern: 1) else {
      preconditionFailure("1 is not null")
    }
    return unsafe place
  }

  private borrowing func freeRoom() {
    // SAFETY: see `start`.
    if capacity > 0 { unsafe start.deallocate() }
  }

  /// The largest room that is kept when the bytes are forgotten.
  package static let keptCapacityMax = 1024 * 1024

  /// Forgets the bytes and keeps the room, unless something extraordinary has made it large.
  package mutating func removeAll() {
    count = 0
    if capacity > GrowingBytes.keptCapacityMax { shrink() }
  }

  /// Forgets the bytes behind the first `count`.
  ///
  /// - Precondition: there are so many.
  package mutating func truncate(to count: Int) {
    precondition(count <= self.count, "more bytes would be left than there are")
    self.count = count
  }

  /// Lends the bytes for the time of one call.
  package borrowing func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    // SAFETY: these bytes are written; nobody can keep the span.
    body(unsafe UnsafeBufferPointer(start: start, count: count).span)
  }

  /// Makes sure that so many more bytes can be put.
  @inlinable
  @inline(__always)
  package mutating func reserve(_ count: Int) {
    if capacity &- self.count < count { grow(by: count) }
  }

  /// Puts a byte.
  ///
  /// - Precondition: there is room for it.
  @inlinable
  @inline(__always)
  package mutating func put(_ byte: UInt8) {
    assert(count < capacity)
    // SAFETY: see `start`.
    unsafe start[count] = byte
    count &+= 1
  }

  /// Puts the bytes of a literal.
  ///
  /// - Precondition: there is room for them.
  @inlinable
  @inline(__always)
  package mutating func put(_ text: StaticString) {
    assert(count + text.utf8CodeUnitCount <= capacity)
    // SAFETY: a static string's bytes live as long as the program.
    unsafe (start + count).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    count &+= text.utf8CodeUnitCount
  }

  /// Makes room for bytes and puts them.
  ///
  /// - Complexity: O(n), one copy.
  @inlinable
  @inline(__always)
  package mutating func append(_ bytes: Span<UInt8>) {
    reserve(bytes.count)
    // SAFETY: the bytes are read inside the closure that lends them, and there is room.
    unsafe bytes.withUnsafeBufferPointer { bytes in
      guard let source = bytes.baseAddress else { return }
      unsafe (start + count).update(from: source, count: bytes.count)
    }
    count &+= bytes.count
  }

  @inline(never)
  private mutating func shrink() {
    // SAFETY: nothing is written, and the new room takes the place of the old one.
    freeRoom()
    capacity = 4 * 1024
    unsafe start = .allocate(capacity: capacity)
  }

  @usableFromInline
  @inline(never)
  mutating func grow(by added: Int) {
    let larger = max(capacity * 2, count + added, 64)
    // SAFETY: the new room is larger than what is written, and takes the place of the old one.
    let room = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    unsafe room.update(from: start, count: count)
    freeRoom()
    unsafe start = room
    capacity = larger
  }
}
