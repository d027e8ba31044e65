extension [UInt8] {
  /// Appends the bytes of a range of a span.
  ///
  /// - Complexity: O(n), one copy.
  package mutating func append(contentsOf span: Span<UInt8>, in range: Range<Int>) {
    // SAFETY: the buffer is read inside the closure that lends it, and the range is checked by
    // `extracting`.
    unsafe span.extracting(range).withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}
