/// The first bytes of a text, so that what has as many can be compared with all of them at once.
struct TextImage: BitwiseCopyable {
  /// How many bytes it has room for.
  static let byteCount = 32

  private let bytes: SIMD4<UInt64>
  /// Ones where the text has bytes.
  private let mask: SIMD4<UInt64>

  /// The image of a text.
  init(_ text: ByteSlice) {
    var bytes = SIMD4<UInt64>.zero
    var mask = SIMD4<UInt64>.zero
    for place in 0..<min(text.count, TextImage.byteCount) {
      let shift = UInt64(place % 8 * 8)
      bytes[place / 8] |= UInt64(text[place]) << shift
      mask[place / 8] |= 0xFF << shift
    }
    self.bytes = bytes
    self.mask = mask
  }

  /// The bits in which the bytes of `text` from `place` on, of which there are enough for an image,
  /// differ from those of the image's text.
  @inline(__always)
  func difference(from text: ByteSlice, at place: Int) -> SIMD4<UInt64> {
    (text.wideWord(at: place) ^ bytes) & mask
  }
}
