extension Array<UInt8> {
  /// Appends a copy of the bytes, as one block.
  mutating func append(span: Span<UInt8>) {
    // SAFETY: the pointer is used only inside the closure, while the span is borrowed.
    unsafe span.withUnsafeBufferPointer { bytes in
      unsafe append(contentsOf: bytes)
    }
  }

  /// Writes two spans, one behind the other, over the bytes from a place on.
  ///
  /// - Precondition: they fit.
  mutating func write(_ first: Span<UInt8>, _ second: Span<UInt8>, at place: Int) {
    precondition(place >= 0 && first.count &+ second.count <= count &- place)
    // SAFETY: the pointers are used only inside the closures that lend them, and the bytes fit.
    unsafe withUnsafeMutableBufferPointer { room in
      guard let start = room.baseAddress else { return }
      unsafe first.withUnsafeBufferPointer { bytes in
        guard let source = bytes.baseAddress else { return }
        unsafe (start + place).update(from: source, count: bytes.count)
      }
      unsafe second.withUnsafeBufferPointer { bytes in
        guard let source = bytes.baseAddress else { return }
        unsafe (start + place + first.count).update(from: source, count: bytes.count)
      }
    }
  }
}
