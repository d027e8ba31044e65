extension Span<UInt8> {
  /// Tells whether both hold the same bytes, with the letters of ASCII the same in either case.
  func isEqualIgnoringCase(to other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where lower(self[index]) != lower(other[index]) { return false }
    return true
  }

  private func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
