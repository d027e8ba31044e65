extension MutableSpan<UInt8> {
  /// Writes the bytes of a span over those from a place on, as one block.
  ///
  /// - Precondition: they fit.
  /// - Complexity: O(n), one copy.
  @inlinable
  package mutating func write(_ bytes: Span<UInt8>, at place: Int) {
    precondition(place >= 0 && bytes.count <= count &- place)
    // SAFETY: both pointers are used only inside the closures that lend them, and the bytes fit.
    unsafe withUnsafeMutableBufferPointer { room in
      unsafe bytes.withUnsafeBufferPointer { bytes in
        guard let start = bytes.baseAddress, let room = room.baseAddress else { return }
        unsafe (room + place).update(from: start, count: bytes.count)
      }
    }
  }
}
