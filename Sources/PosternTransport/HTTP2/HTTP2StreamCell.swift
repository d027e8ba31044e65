/// A stream at a place of its own, so that handing it on moves eight bytes instead of its buffers.
///
/// Moving whole streams between sessions and pool was a tenth of the transport's instructions for a
/// small request at 8 x 10 (`make bench`).
@safe
struct HTTP2StreamCell: Equatable {
  // SAFETY: allocated and initialised by `init`, and valid until `free`. A cell has one holder at a
  // time: the pool, or one slot of one session, both on the same event loop.
  private let place: UnsafeMutablePointer<HTTP2Stream>

  /// Makes a closed stream with empty buffers; whoever holds it last must free it.
  init() {
    // SAFETY: see `place`.
    unsafe place = .allocate(capacity: 1)
    unsafe place.initialize(to: HTTP2Stream())
  }

  /// The stream.
  // SAFETY: see `place`.
  var stream: HTTP2Stream {
    @inline(__always)
    _read { yield unsafe place.pointee }
    @inline(__always)
    nonmutating _modify { yield unsafe &place.pointee }
  }

  static func == (left: HTTP2StreamCell, right: HTTP2StreamCell) -> Bool {
    // SAFETY: only the addresses are compared.
    unsafe left.place == right.place
  }

  /// Gives the memory back; nobody may hold the cell afterwards.
  func free() {
    // SAFETY: see `place`; the last holder calls this, once.
    unsafe place.deinitialize(count: 1)
    unsafe place.deallocate()
  }
}
