extension StaticString {
  /// Its first byte; 0 when it is empty.
  @inlinable
  package var firstByte: UInt8 {
    // SAFETY: a static string's bytes live as long as the program and are as many as it says.
    utf8CodeUnitCount > 0 ? unsafe utf8Start.pointee : 0
  }
}
