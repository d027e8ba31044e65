extension [UInt8] {
  /// Appends the bytes of a range of a span.
  ///
  /// - Complexity: O(n), one copy.
  package mutating func append(contentsOf span: Span<UInt8>, in range: Range<Int>) {
    // SAFETY: the buffer is read inside the closure that lends it, and the range is checked by
    // `extracting`.
    unsafe span.extracting(range).withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }

  /// Writes a span over the first bytes; never becomes shorter.
  ///
  /// - Complexity: O(n), one copy; allocates only for a span that is longer than all before.
  package mutating func overwriteStart(with span: Span<UInt8>) {
    if count < span.count { append(contentsOf: repeatElement(0, count: span.count - count)) }
    // SAFETY: the pointers are used only inside the closures that lend them, and there is room.
    unsafe withUnsafeMutableBufferPointer { room in
      unsafe span.withUnsafeBufferPointer { bytes in
        guard let start = room.baseAddress, let source = bytes.baseAddress else { return }
        unsafe start.update(from: source, count: bytes.count)
      }
    }
  }
}
