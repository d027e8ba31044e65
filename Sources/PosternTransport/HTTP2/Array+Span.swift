extension Array<UInt8> {
  /// Appends a copy of the bytes, as one block.
  mutating func append(span: Span<UInt8>) {
    // SAFETY: the pointer is used only inside the closure, while the span is borrowed.
    unsafe span.withUnsafeBufferPointer { bytes in
      unsafe append(contentsOf: bytes)
    }
  }
}
