/// Where the memory of event loops comes from.
enum ScratchMemory {
  /// Two cache lines: processors fetch them in pairs.
  private static let blockByteCount = 128

  // SAFETY: the caller says by `unsafe` that it frees what it is given, exactly once.
  /// Allocates room for values in blocks that nothing else shares: what one loop writes for each
  /// request must not take the line of another loop away.
  ///
  /// Whoever asks frees it by `deallocate`.
  @unsafe
  static func allocate<Value: BitwiseCopyable>(
    _ type: Value.Type,
    capacity: Int
  ) -> UnsafeMutablePointer<Value> {
    // SAFETY: the bytes are enough for the values, and the alignment is more than any value asks
    // for.
    let byteCount = capacity * MemoryLayout<Value>.stride
    let blockCount = (byteCount + blockByteCount - 1) / blockByteCount
    return unsafe UnsafeMutableRawPointer.allocate(
      byteCount: max(blockCount, 1) * blockByteCount,
      alignment: blockByteCount
    )
    .bindMemory(to: Value.self, capacity: capacity)
  }
}
