/// The hash that tables are built with, over bytes that are not yet in a region.
enum ByteHash {
  /// Returns the same hash that `ByteSlice.hash` gives for these bytes.
  static func of(_ bytes: [UInt8]) -> UInt64 {
    // SAFETY: the slice lives inside the closure that lends the memory. The padding byte gives an
    // empty text an address; it is not part of the slice.
    let padded = bytes + [0]
    return unsafe padded.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress else { return 0 }
      return unsafe ByteSlice(start, count: bytes.count).hash
    }
  }
}
