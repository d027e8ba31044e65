/// Immutable bytes that a snapshot owns; freed with the last reference.
// SAFETY: the memory is written once in the initialiser and only read afterwards, so any thread may
// read it.
@safe
final class Region: @unchecked Sendable {
  private let base: UnsafeMutableRawPointer
  /// The size in bytes.
  let byteCount: Int

  /// Copies `bytes` into memory of its own, aligned to a cache line.
  init(_ bytes: [UInt8]) {
    byteCount = bytes.count
    unsafe base = UnsafeMutableRawPointer.allocate(byteCount: max(bytes.count, 1), alignment: 64)
    unsafe bytes.withUnsafeBytes { source in
      if let start = source.baseAddress {
        unsafe base.copyMemory(from: start, byteCount: source.count)
      }
    }
  }

  deinit { unsafe base.deallocate() }

  /// All bytes; valid while the region lives.
  var bytes: ByteSlice { unsafe ByteSlice(base, count: byteCount) }
}
