// SAFETY: `place` was allocated and initialised by `init` and stays valid until `free`. A cell has one
// holder at a time: the pool, or one slot of one session, both on the same event loop.

/// A stream at a place of its own, so that handing it on moves eight bytes instead of its buffers.
///
/// Moving whole streams between sessions and pool was a tenth of the transport's instructions for a
/// small request at 8 x 10 (`make bench`).
@safe
struct HTTP2StreamCell: Equatable {
  private let place: UnsafeMutablePointer<HTTP2Stream>

  /// Makes a closed stream with empty buffers; whoever holds it last must free it.
  init() {
    unsafe place = .allocate(capacity: 1)
    unsafe place.initialize(to: HTTP2Stream())
  }

  /// The stream.
  var stream: HTTP2Stream {
    @inline(__always)
    _read { yield unsafe place.pointee }
    @inline(__always)
    nonmutating _modify { yield unsafe &place.pointee }
  }

  static func == (left: HTTP2StreamCell, right: HTTP2StreamCell) -> Bool {
    unsafe left.place == right.place
  }

  /// Gives the memory back; nobody may hold the cell afterwards.
  func free() {
    unsafe place.deinitialize(count: 1)
    unsafe place.deallocate()
  }
}
