/// The step of `?`: one UTF-16 unit of a text in UTF-8.
enum UTF16Unit {
  /// The bytes of the unit that begins with this byte.
  ///
  /// A supplementary character has two units; its second half begins, by convention, two bytes
  /// behind its first, where no literal can match.
  @inline(__always)
  static func byteCount(at byte: UInt8) -> Int {
    switch byte {
    case 0..<0x80: 1
    case 0xE0..<0xF0: 3
    default: 2
    }
  }
}
