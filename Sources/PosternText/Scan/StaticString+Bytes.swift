extension StaticString {
  /// Its first byte; 0 when it is empty.
  @inlinable
  package var firstByte: UInt8 {
    // SAFETY: a static string's bytes live as long as the program and are as many as it says.
    utf8CodeUnitCount > 0 ? unsafe utf8Start.pointee : 0
  }

  /// Lends its bytes for the time of one call.
  @inlinable
  @inline(__always)
  package func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    // SAFETY: as above.
    body(unsafe UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount).span)
  }
}
